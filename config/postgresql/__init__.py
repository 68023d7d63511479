"""Django's PostgreSQL, whose pooled connections are looked at before they are used instead of being asked."""
