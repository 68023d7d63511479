"""The door at ``/ws/``: who is connected, and which groups that person hears."""
