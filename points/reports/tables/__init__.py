"""The lists behind the form, one a file; each is written as a sheet and as a CSV, and read once, line by line."""
