"""What the office's frame needs on each of its pages."""

from typing import Any

from django import template

from agents.models import Officer
from agents.second_step.codes import has_second_step
from dispatch.orders.models import Rating
from frontend.office.navigation import Bar, bar_for

register = template.Library()


@register.inclusion_tag("parts/heads.html")
def head_row(*labels: str, words: int = 1) -> dict[str, Any]:
    """``{% head_row _("Agent") _("points") %}``: a table's head; its first ``words`` columns are text, then numbers."""
    return {"words": labels[:words], "numbers": labels[words:]}


@register.simple_tag
def office_bar(officer: Officer, tab: str) -> Bar:
    """``{% office_bar officer tab as bar %}``: where this officer can go from here."""
    return bar_for(officer, tab)


@register.simple_tag
def asks_code(officer: Officer) -> bool:
    """Whether a file asks this officer for a code of the app."""
    return has_second_step(officer.user)


@register.filter
def grade_name(grade: str | None) -> str:
    """``satisfied`` as the page says it; empty for none."""
    return str(Rating.Grade(grade).label) if grade in Rating.Grade.values else ""
