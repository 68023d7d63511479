"""The officers' list of risks: every known scheme, and where it is stopped (SECURITY R1 … R15).

Some are doubts of a rule, whose thresholds are numbers of the policy; some cannot be done at all, and a test of the
same number proves it (``tests/holds/test_list_of_risks.py``).
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from points.models import Hold


@dataclass(frozen=True)
class Scheme:
    """``rule``: what puts such points on hold; None where nothing is left to doubt. ``thresholds``: of the policy."""

    code: str
    name: Any
    stopped: Any
    rule: Hold.Rule | None = None
    thresholds: tuple[str, ...] = ()


SCHEMES = (
    Scheme(
        "R1",
        _("The agent serves the own request"),
        _("Claim and assignment refuse it; a number that became the agent's later is found afterwards."),
        Hold.Rule.OWN_REQUEST,
    ),
    Scheme(
        "R2",
        _("The same applicant again and again"),
        _("Every service beyond so many in a quarter is put on hold."),
        Hold.Rule.PAIR,
        ("pair_services_max",),
    ),
    Scheme(
        "R3",
        _("The agent's own phone rates"),
        _(
            "The link goes to the applicant's number, works once and never in an agent's browser. A "
            "rating from a phone or an address that an agent used puts the point for satisfaction on "
            "hold, and the applicant is called."
        ),
        Hold.Rule.RATER,
        ("rater_device_hours", "rater_address_agents_max"),
    ),
    Scheme(
        "R4",
        _("Numbers bought in bulk ask"),
        _("A code goes to every number; many new ones of one village on one day are put on hold."),
        Hold.Rule.NEW_NUMBERS,
        ("new_numbers_max", "new_numbers_hours"),
    ),
    Scheme(
        "R5",
        _("Agents serve each other, or a few people only"),
        _("Found by who served whom over a quarter, and put on hold."),
        Hold.Rule.RING,
        ("ring_services_min", "ring_applicants_max", "ring_share_percent"),
    ),
    Scheme(
        "R6",
        _("One matter becomes five"),
        _("The same applicant, item and agent within so many hours are put on hold."),
        Hold.Rule.SPLIT,
        ("split_hours",),
    ),
    Scheme(
        "R7",
        _("Class one is written as class two"),
        _(
            "Only an officer who is not the agent confirms a class; one that no confirmation gave is put on hold."
        ),
        Hold.Rule.CLASS,
    ),
    Scheme(
        "R8",
        _("Completed at once"),
        _("Sooner after the claim than this, without a note or a pause: put on hold."),
        Hold.Rule.INSTANT,
        ("instant_seconds",),
    ),
    Scheme(
        "R9",
        _("The applicant is pressed to be satisfied"),
        _(
            "Satisfied so soon after the completion puts the point on hold. A lot decides who is "
            "called; what is said then counts in place of the rating."
        ),
        Hold.Rule.PRESSURED,
        ("pressured_seconds", "follow_up_percent", "follow_up_calls_max"),
    ),
    Scheme(
        "R10",
        _("A machine claims; orders are hoarded"),
        _(
            "Quicker than a hand: put on hold. Nobody holds more than so many unfinished orders, and "
            "who makes no contact loses the order."
        ),
        Hold.Rule.MACHINE,
        ("machine_milliseconds", "unfinished_orders_max", "first_contact_seconds"),
    ),
    Scheme(
        "R11",
        _("An officer changes points"),
        _(
            "The database refuses to change or remove an entry. What an officer doubts another one "
            "rules on, with a reason; entries and rulings are chained."
        ),
    ),
    Scheme(
        "R12",
        _("Something is paid twice"),
        _(
            "One settlement a quarter, an entry in one at most, a line paid once: unique keys. The "
            "bank's file is kept by its hash."
        ),
    ),
    Scheme(
        "R13",
        _("Ghost agents, accounts of others"),
        _(
            "An account belongs to one agent and bears the agent's name; whose name has changed since "
            "is not paid until it is registered anew. Each change is in the audit."
        ),
    ),
    Scheme(
        "R14",
        _("Unsatisfied becomes satisfied"),
        _(
            "Put on hold, and the applicant is called. After a call that said otherwise, or a ruling, "
            "nothing can be changed."
        ),
        Hold.Rule.RE_RATED,
        ("rating_revise_days",),
    ),
    Scheme(
        "R15",
        _("Nobody rates"),
        _("No rating earns the base and never the point for satisfaction; a call cannot give it either."),
        None,
        ("rating_close_days",),
    ),
)
