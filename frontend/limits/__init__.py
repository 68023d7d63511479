"""How often each door may be opened (S21): a default for every route, tighter ones by name, no statement."""
