"""``make audit``: the site against its bars, on a site full of life. Fails when one is missed."""
