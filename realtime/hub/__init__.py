"""The doorbell: one hub for each process. A convenience; what is true is read from the database."""

from realtime.hub.bell import bell
from realtime.hub.hanging_up import close_session, close_user
from realtime.hub.hub import hub

__all__ = ["bell", "close_session", "close_user", "hub"]
