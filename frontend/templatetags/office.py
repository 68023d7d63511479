"""What the office's frame needs on each of its pages."""

from django import template

from agents.models import Officer
from agents.second_step.codes import has_second_step
from frontend.office.navigation import Bar, bar_for

register = template.Library()


@register.simple_tag
def office_bar(officer: Officer, tab: str) -> Bar:
    """``{% office_bar officer tab as bar %}``: where this officer can go from here."""
    return bar_for(officer, tab)


@register.simple_tag
def asks_code(officer: Officer) -> bool:
    """Whether a file asks this officer for a code of the app."""
    return has_second_step(officer.user)
