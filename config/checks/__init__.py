"""What ``manage.py check --deploy`` asks beyond Django, and what an error report keeps to itself."""
