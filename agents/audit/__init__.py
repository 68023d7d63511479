"""Who did what, from where, with what result: one append-only, chained row each (S24).

An order's own changes are rows of its timeline already, and looks at an applicant are reveals; both carry the address.
They are not written twice: the office's audit page reads the three together.
"""

from agents.audit.door import AgentsBrowser, at_agents_browser, at_door, door_address, door_browser
from agents.audit.record import record_audit
from agents.models.audit_entry import Deed, Who

__all__ = [
    "AgentsBrowser",
    "Deed",
    "Who",
    "at_agents_browser",
    "at_door",
    "door_address",
    "door_browser",
    "record_audit",
]
