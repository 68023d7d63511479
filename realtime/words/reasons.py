"""Why a delivery failed, in the officer's language. Rows keep it in English, with the provider's own codes."""

import re
from typing import Any

from django.utils.translation import gettext_lazy as _

#: What the row says, as a pattern, and how an officer reads it; named groups fill the sentence.
REASONS: list[tuple[str, Any]] = [
    (r"no device of this person is registered", _("The receiver has registered no device for this.")),
    (r"no number", _("The receiver has no mobile number.")),
    (r"channel not configured", _("This channel is not set up any more.")),
    (
        r"the text template of \w+ has no code of \w+",
        _("The text template has no code of this provider. It must be approved and entered first."),
    ),
    (
        r"the text asks for (?P<names>.+), which this message has not",
        _("The text template asks for %(names)s, which this message does not have."),
    ),
    (
        r"the code of wechat asks for (?P<names>.+)",
        _("The WeChat template asks for %(names)s, which is missing."),
    ),
    (
        r"the provider refuses the credentials \((?P<code>\d+)\)",
        _("The provider does not accept the county's key (%(code)s). It may be wrong or expired."),
    ),
    (
        r"(?P<code>InvalidAccessKeyId.*|SignatureDoesNotMatch|Forbidden.*|AuthFailure.*|UnauthorizedOperation.*)",
        _("The provider does not accept the county's key (%(code)s). It may be wrong or expired."),
    ),
    (
        r"(?P<code>isv\.AMOUNT_NOT_ENOUGH|.*InsufficientBalance.*)",
        _("The county's account at the provider is empty (%(code)s)."),
    ),
    (
        r"(?P<code>isv\.BUSINESS_LIMIT_CONTROL.*|LimitExceeded\..*)",
        _("The provider's limit was reached (%(code)s)."),
    ),
    (
        r"(?P<code>isv\.MOBILE_NUMBER_ILLEGAL|InvalidParameterValue\.IncorrectPhoneNumber)",
        _("The provider does not know this number (%(code)s)."),
    ),
    (
        r"(?P<name>[A-Z_]+)(?: and [A-Z_]+)? (?:is|are) not .*",
        _("The site's settings are incomplete: %(name)s."),
    ),
    (r"\w+ needs the extra package: (?P<how>.+)", _("A package is missing on the server: %(how)s")),
    (
        r"the app is not installed any more|the browser has unsubscribed",
        _("The device does not receive any more."),
    ),
    (
        r"the token belongs to another app|the subscription belongs to another key"
        r"|this id is not one of the (?:official account|organisation)",
        _("The device is registered elsewhere; it must be registered again."),
    ),
    (
        r"the receiver has not subscribed in WeChat, or has used the subscription up",
        _("The receiver has not subscribed in WeChat, or the subscription is used up."),
    ),
    (
        r"(?:WeChat|DingTalk) refuses the (?:account|app) \((?P<code>-?\d+)\)",
        _("The platform does not accept the county's account (%(code)s)."),
    ),
    (r"no answer .*|not reachable .*|.* is not reachable.*", _("The provider did not answer in time.")),
    (
        r"(?:the provider|the push service|the mail server|FCM|WeChat|DingTalk) says (?P<code>.+)",
        _("The provider refused it (%(code)s)."),
    ),
]
_COMPILED = [(re.compile(pattern), sentence) for pattern, sentence in REASONS]


def reason_words(error: str) -> str:
    """A reason that is not known, a provider's own code for instance, stays as it is."""
    for pattern, sentence in _COMPILED:
        found = pattern.fullmatch(error)
        if found:
            groups = found.groupdict()
            return str(sentence) % groups if groups else str(sentence)
    return error
