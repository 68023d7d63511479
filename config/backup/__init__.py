"""A copy of everything but the keys: database and photos of one moment, made while people go on."""
