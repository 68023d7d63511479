"""Officers' accounts: opened, changed and closed by the security administrator, never the own one (S5, S13)."""

from agents.staff.accounts import add_officer, change_officer, end_officer, reset_second_step

__all__ = ["add_officer", "change_officer", "end_officer", "reset_second_step"]
