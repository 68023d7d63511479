"""短信模板: the county's own words for each kind of message, and the providers' codes for them."""
