"""What each role of the office may see and do: one table, read by pages, machine door, domain and tests. Pure Python.

The three administrators are kept apart: who runs the system sees no orders, who grants roles runs nothing, and who
reads the audit grants nothing. An auditor reads and never writes.
"""

from enum import StrEnum


class Right(StrEnum):
    """``writes`` tells those that change something from those that look."""

    OWN_ACCOUNT = "own_account"
    SEE_ORDERS = "see_orders"
    DISPATCH = "dispatch"
    REVEAL = "reveal"
    OVERSEE = "oversee"
    ANNOUNCE = "announce"
    SEND_AGAIN = "send_again"
    SEE_FIGURES = "see_figures"
    SEE_PEOPLE = "see_people"
    MANAGE_AGENTS = "manage_agents"
    SEE_REWARDS = "see_rewards"
    # Takes lists without an applicant and without money away: figures, coverage.
    EXPORT_FIGURES = "export_figures"
    EXPORT = "export"
    SETTLE = "settle"
    SEE_RULES = "see_rules"
    SET_RULES = "set_rules"
    SEE_CATALOGUE = "see_catalogue"
    EDIT_CATALOGUE = "edit_catalogue"
    SEE_AUDIT = "see_audit"
    EXPORT_AUDIT = "export_audit"
    MANAGE_OFFICERS = "manage_officers"
    RUN_SYSTEM = "run_system"

    @property
    def writes(self) -> bool:
        return self in WRITING


WRITING = frozenset(
    {
        Right.DISPATCH,
        # A look at an applicant is written down, where the applicant reads it.
        Right.REVEAL,
        Right.OVERSEE,
        Right.ANNOUNCE,
        Right.SEND_AGAIN,
        Right.MANAGE_AGENTS,
        Right.SETTLE,
        Right.SET_RULES,
        Right.EDIT_CATALOGUE,
        Right.MANAGE_OFFICERS,
        Right.RUN_SYSTEM,
    }
)
OWN = frozenset({Right.OWN_ACCOUNT})
LOOKS = OWN | frozenset(
    {
        Right.SEE_ORDERS,
        Right.SEE_FIGURES,
        Right.EXPORT_FIGURES,
        Right.SEE_PEOPLE,
        Right.SEE_RULES,
        Right.SEE_CATALOGUE,
    }
)
SERVES = LOOKS | {Right.DISPATCH, Right.REVEAL}

RIGHTS: dict[str, frozenset[Right]] = {
    "county_manager": SERVES
    | {
        Right.OVERSEE,
        Right.ANNOUNCE,
        Right.SEND_AGAIN,
        Right.MANAGE_AGENTS,
        Right.SEE_REWARDS,
        Right.EXPORT,
        Right.SETTLE,
        Right.SET_RULES,
        Right.EDIT_CATALOGUE,
    },
    "bureau_officer": SERVES | {Right.ANNOUNCE},
    "township_officer": SERVES | {Right.OVERSEE, Right.MANAGE_AGENTS},
    "auditor": LOOKS | {Right.SEE_REWARDS, Right.EXPORT, Right.SEE_AUDIT, Right.EXPORT_AUDIT},
    "system_admin": OWN | {Right.SEE_CATALOGUE, Right.RUN_SYSTEM},
    "security_admin": OWN | {Right.SEE_RULES, Right.MANAGE_OFFICERS},
    "audit_admin": OWN | {Right.SEE_RULES, Right.SEE_AUDIT, Right.EXPORT_AUDIT},
}
