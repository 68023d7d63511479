"""A wrong list of channels stops the start with one sentence."""

from typing import Any

from django.conf import settings
from django.core.checks import Error, register

from realtime.channels import CHANNELS


@register
def check_message_channels(app_configs: Any, **_: Any) -> list[Error]:
    problems = [
        Error(
            f"MESSAGE_CHANNELS names {name!r}; there are: {', '.join(sorted(CHANNELS))}.", id="realtime.E001"
        )
        for name in settings.MESSAGE_CHANNELS
        if name not in CHANNELS
    ]
    if "inbox" in settings.MESSAGE_CHANNELS and not settings.DEMO:
        problems.append(Error("The channel inbox is for demo mode only (DEMO=1).", id="realtime.E002"))
    return problems
