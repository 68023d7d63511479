"""A county's own words: looking them up, and saving a new version that cannot go wrong when it is sent."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from agents.errors import NotAChoice, Refusal
from agents.masks import ID_NUMBER
from agents.models import County, Officer
from agents.text import optional, require
from realtime.models import TextTemplate
from realtime.words.kinds import KINDS, REPLIES
from realtime.words.template import Template, in_braces, variables_of

#: By county, kind and language.
Templates = Mapping[tuple[str, str, str], Template]

WORDS_LENGTH_MAX = 500
# A hotline or an office's landline may be named; a mobile number is somebody's.
MOBILE_NUMBER = re.compile(r"(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)")
CODE_LENGTH_MAX = 300
# What every message about one order knows besides the words of the house.
OF_AN_ORDER = frozenset({"number", "title", "village"})
# Without these a message of this kind is worth nothing.
NEEDED = {"sign_in_code": frozenset({"code"})}


class UnknownVariable(Refusal):
    code = "unknown_variable"
    sentence = _("A message of this kind does not know {%(name)s}. It knows: %(known)s.")


class VariableMissing(Refusal):
    code = "variable_missing"
    sentence = _("The words must hold {%(name)s}.")


class PersonalDataInWords(Refusal):
    code = "personal_data_in_words"
    sentence = _(
        "The words seem to hold a phone or ID number. Personal data does not belong into a text template."
    )


class BrokenBraces(Refusal):
    code = "broken_braces"
    sentence = _("A brace is open or empty. A variable is written as {number}.")


def templates_in_force(county_ids: Iterable[str], *, at: datetime) -> Templates:
    """The newest version of each that is in force, in one statement."""
    rows = TextTemplate.objects.filter(county_id__in=set(county_ids), effective_at__lte=at)
    newest = rows.order_by("county_id", "kind", "language", "-version").distinct(
        "county_id", "kind", "language"
    )
    return {(row.county_id, row.kind, row.language): Template(row.words, row.codes) for row in newest}


def known_variables(kind: str) -> list[str]:
    """In the order of the house's own words."""
    own = variables_of(in_braces(f"{KINDS[kind].text} {REPLIES.get(kind, '')}"))
    if "number" not in own:
        return own
    answer = ["reply_code"] if kind in REPLIES and "reply_code" not in own else []
    return own + sorted(OF_AN_ORDER - set(own)) + answer


@transaction.atomic
def save_template(
    county: County,
    *,
    kind: str,
    language: str,
    words: str | None,
    codes: Mapping[str, str],
    by: Officer | None,
    at: datetime,
) -> TextTemplate:
    """A new version, in force from ``at``.

    Raises NotAChoice, FieldMissing, TextTooLong, UnknownVariable, VariableMissing, PersonalDataInWords, BrokenBraces.
    """
    if kind not in KINDS:
        raise NotAChoice(field="kind")
    if language not in dict(settings.LANGUAGES):
        raise NotAChoice(field="language")
    checked = _checked_words(kind, require(words, max_length=WORDS_LENGTH_MAX, field="words"))
    named = {
        channel: optional(code, max_length=CODE_LENGTH_MAX, field="codes") for channel, code in codes.items()
    }
    County.objects.select_for_update(no_key=True).get(pk=county.pk)
    earlier = TextTemplate.objects.filter(county=county, kind=kind, language=language)
    version = (earlier.aggregate(newest=Max("version"))["newest"] or 0) + 1
    return TextTemplate.objects.create(
        county=county,
        kind=kind,
        language=language,
        version=version,
        words=checked,
        codes={channel: code for channel, code in named.items() if code},
        effective_at=at,
        officer=by,
    )


def _checked_words(kind: str, words: str) -> str:
    names, known = variables_of(words), known_variables(kind)
    for name in names:
        if name not in known:
            raise UnknownVariable(field="words", name=name, known=", ".join(known))
    for name in sorted(NEEDED.get(kind, frozenset()) - set(names)):
        raise VariableMissing(field="words", name=name)
    rest = words
    for name in names:
        rest = rest.replace(f"{{{name}}}", "")
    if "{" in rest or "}" in rest:
        raise BrokenBraces(field="words")
    if MOBILE_NUMBER.search(rest) or ID_NUMBER.search(rest):
        raise PersonalDataInWords(field="words")
    return words
