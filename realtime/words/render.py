"""The words of a message, made when it is sent and in the receiver's language."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from agents.models import Agent
from dispatch.orders.models import Order, Rating
from realtime.words import truths
from realtime.words.county_words import Templates
from realtime.words.kinds import KINDS, REPLIES
from realtime.words.situation import Situation
from realtime.words.template import Template, Wording, filled, in_braces, variables_of


def words_of(situation: Situation, *, language: str) -> str:
    """Raises KeyError for a kind that is missing, Undeliverable for words that ask for a fact that is."""
    return wording_of(situation, language=language).text


def wording_of(situation: Situation, *, language: str, templates: Templates | None = None) -> Wording:
    """The county's own words where it has some, else the house's. Raises as ``words_of``."""
    kind = situation.message.kind
    with translation.override(language):
        template = (templates or {}).get((situation.message.county_id, kind, language))
        template = template or Template(in_braces(str(KINDS[kind].text)))
        facts = _facts(situation)
        return _answerable(filled(template, facts=facts), template, situation, facts)


def _answerable(wording: Wording, template: Template, situation: Situation, facts: dict[str, Any]) -> Wording:
    """How to answer stands at the end, where the county's own words do not say it themselves.

    A provider that sends an approved template gets the variables of that template and no other.
    """
    if not situation.reply_code or "reply_code" in variables_of(template.words):
        return wording
    how = filled(Template(in_braces(str(REPLIES[situation.message.kind]))), facts=facts)
    return replace(wording, text=f"{wording.text} {how.text}")


def _facts(situation: Situation) -> dict[str, Any]:
    facts: dict[str, Any] = {"minutes": 0, "reply_code": "", **situation.facts, "code": situation.secret}
    if len(situation.orders) == 1:
        facts |= _facts_of_order(situation.order)
    elif situation.orders:
        facts["count"] = len(truths.offered_orders(situation) or truths.open_orders(situation))
    if situation.reply_code:
        facts["reply_code"] = situation.reply_code
    if "grade" in situation.facts:
        facts["grade"] = Rating.Grade(situation.facts["grade"]).label
    return facts


def _facts_of_order(order: Order) -> dict[str, Any]:
    # An unclassified order is named by nothing: the applicant's own words may hold personal data.
    facts = {
        "count": 1,
        "number": order.number,
        "title": order.item.name if order.item else _("a matter in the applicant's own words"),
        "village": order.village.short_name if order.village else _("village not known yet"),
        "contact_due": _clock_time(order.contact_due_at, order),
        "desk_due": _clock_time(order.desk_due_at, order),
    }
    return facts | (_facts_of_agent(order.agent) if order.agent else {})


def _facts_of_agent(agent: Agent) -> dict[str, Any]:
    """Whom the citizen is served by (GY-06)."""
    return {
        "agent": agent.name,
        "post": Agent.Post(agent.post).label,
        "office_phone": agent.office_phone or _("none"),
    }


def _clock_time(at: datetime | None, order: Order) -> str:
    """In the county's own zone."""
    return f"{at.astimezone(order.county.zone):%m-%d %H:%M}" if at else ""
