"""The shipped units and nginx file on loopback; for tests nothing is rewritten but paths and ports.

systemd's part is played by ``systemctl.py``.
"""
