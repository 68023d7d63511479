"""What is said for each kind in each language now, and whose words they are."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import translation

from agents.models import County
from realtime.words.county_words import Templates, templates_in_force
from realtime.words.kinds import KINDS
from realtime.words.labels import kind_label, provider_label
from realtime.words.template import in_braces

#: Channels that send nothing without a code of the provider's.
NEED_CODES = ("sms_aliyun", "sms_tencent", "wechat")
#: Besides, a gateway may have one.
MAY_HAVE_CODES = (*NEED_CODES, "sms_gateway")


@dataclass(frozen=True)
class Text:
    """``missing`` are the channels in use that send nothing for want of a code."""

    kind: str
    label: str
    language: str
    language_name: str
    words: str
    codes: dict[str, str]
    is_own: bool
    missing: list[str]


def texts_of(county: County, *, at: datetime) -> list[list[Text]]:
    """By kind, in the order of the house; within, by language. One statement."""
    templates = templates_in_force([county.pk], at=at)
    return [
        [_text(county, kind, language, str(name), templates) for language, name in settings.LANGUAGES]
        for kind in KINDS
    ]


def text_of(county: County, kind: str, language: str, *, at: datetime) -> Text:
    name = str(dict(settings.LANGUAGES)[language])
    return _text(county, kind, language, name, templates_in_force([county.pk], at=at))


def channels_with_codes() -> list[tuple[str, str]]:
    """Of those in use: name and what it is called."""
    return [(name, provider_label(name)) for name in settings.MESSAGE_CHANNELS if name in MAY_HAVE_CODES]


def _text(county: County, kind: str, language: str, name: str, templates: Templates) -> Text:
    own = templates.get((county.pk, kind, language))
    with translation.override(language):
        house = in_braces(str(KINDS[kind].text))
    codes = dict(own.codes) if own else {}
    wanting = [each for each in settings.MESSAGE_CHANNELS if each in NEED_CODES and each not in codes]
    return Text(
        kind=kind,
        label=kind_label(kind),
        language=language,
        language_name=name,
        words=own.words if own else house,
        codes=codes,
        is_own=own is not None,
        missing=[provider_label(each) for each in wanting],
    )
