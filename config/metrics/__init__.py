"""/metrics: numbers for Prometheus. Counts, sizes and ages only, no personal data.

Whatever is read from the database is the same in each process and is scraped from one of them; requests, sockets
and memory are the process's own. ``docs/operations.md`` says what to watch; a test holds alerts and dashboard to it.
"""
