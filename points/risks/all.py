"""Every rule, in the order of the list of risks, and the sentence of each."""

from django.utils.translation import gettext as _

from points.models import Hold
from points.risks import (
    difficulty,
    instant,
    machine,
    new_numbers,
    own_request,
    pair,
    pressured,
    rater,
    re_rated,
    ring,
    split,
)
from points.risks.risk import Risk

RISKS: dict[str, Risk] = {
    module.RISK.rule: module.RISK
    for module in (
        own_request,
        pair,
        rater,
        new_numbers,
        ring,
        split,
        difficulty,
        instant,
        pressured,
        machine,
        re_rated,
    )
}


def reason_of(hold: Hold) -> str:
    """Why these points are on hold, in a sentence for the agent; an officer's own words as they were said."""
    if hold.words:
        return hold.words
    risk = RISKS.get(hold.rule)
    if risk is None:
        return _("An officer has questions about this service.")
    try:
        said: str = str(risk.sentence) % hold.facts
        return said
    except (KeyError, TypeError, ValueError):
        # Evidence of an older version of the rule.
        return str(Hold.Rule(hold.rule).label)
