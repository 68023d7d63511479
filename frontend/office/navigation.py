"""Where an officer can go: a plain list. A new page adds a line; who may not open it does not see it."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agents.models import Officer
from agents.rights import Right


@dataclass(frozen=True)
class Entry:
    """``tab`` is what a page puts into its context; ``name`` the page's URL."""

    tab: str
    name: str
    icon: str
    label: Any
    right: Right


@dataclass(frozen=True)
class Group:
    label: Any
    entries: tuple[Entry, ...]


GROUPS = (
    Group(
        _("Dispatching"),
        (
            Entry("live", "office:live", "pulse", _("Live"), Right.SEE_ORDERS),
            Entry("orders", "office:orders", "orders", _("Orders"), Right.SEE_ORDERS),
            Entry("desk", "office:desk", "desk", _("Duty desk"), Right.SEE_ORDERS),
            Entry("place", "office:place", "plus", _("Counter"), Right.DISPATCH),
            Entry("announcements", "office:announcements", "megaphone", _("Announce"), Right.ANNOUNCE),
            Entry("follow_ups", "office:follow_ups", "phone", _("Follow-ups"), Right.SEE_ORDERS),
            Entry("failed", "failed:list", "send", _("Messages"), Right.SEND_AGAIN),
        ),
    ),
    Group(
        _("People and money"),
        (
            Entry("people", "office:people", "people", _("People"), Right.SEE_PEOPLE),
            Entry("coverage", "office:coverage", "pin", _("Coverage"), Right.SEE_PEOPLE),
            Entry("figures", "office:figures", "chart", _("Figures"), Right.SEE_FIGURES),
            Entry("rewards", "office:rewards", "reward", _("Rewards"), Right.SEE_REWARDS),
            Entry("holds", "office:holds", "pause", _("Holds and appeals"), Right.SEE_REWARDS),
            Entry("subsidies", "office:subsidies", "plus", _("Subsidies"), Right.SEE_REWARDS),
            Entry("appraisal", "office:appraisal", "star", _("Appraisal"), Right.SEE_REWARDS),
            Entry("trial", "office:trial", "rules", _("Try rules"), Right.SEE_REWARDS),
        ),
    ),
    Group(
        _("Rules and proof"),
        (
            Entry("rules", "office:rules", "rules", _("Rules"), Right.SEE_RULES),
            Entry("officers", "office:officers", "lock", _("Accounts"), Right.MANAGE_OFFICERS),
            Entry("audit", "office:audit", "audit", _("Audit"), Right.SEE_AUDIT),
        ),
    ),
)


def groups_for(officer: Officer) -> list[Group]:
    """What this officer may open, without empty groups."""
    open_to = (
        Group(group.label, tuple(each for each in group.entries if officer.may(each.right)))
        for group in GROUPS
    )
    return [group for group in open_to if group.entries]


#: On a phone the bar holds so many; the rest stands on the page "More".
IN_BAR = 4


@dataclass(frozen=True)
class Bar:
    """The navigation of one page: the groups, which entries the phone's bar leaves out, whether we are there."""

    groups: list[Group]
    beyond: frozenset[str]
    is_beyond: bool


def bar_for(officer: Officer, tab: str) -> Bar:
    groups = groups_for(officer)
    tabs = [entry.tab for group in groups for entry in group.entries]
    beyond = frozenset(tabs[IN_BAR:])
    return Bar(groups, beyond, tab not in tabs[:IN_BAR])


def first_page(officer: Officer) -> str:
    """Where the officer arrives: the first page that is open to the role."""
    groups = groups_for(officer)
    return reverse(groups[0].entries[0].name if groups else "office:account")
