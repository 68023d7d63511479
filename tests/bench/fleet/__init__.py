"""The product and its peers as processes on loopback, on one PostgreSQL and one Redis."""
