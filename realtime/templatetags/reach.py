"""How a person is reached, for a page of any audience: templates meet here, the rooms do not import each other."""

from typing import Any

from django import template
from django.utils import timezone

from agents.models import User
from realtime.mine.views import gone_devices
from realtime.mine.ways import ways_of

register = template.Library()


@register.inclusion_tag("realtime/_ways.html", takes_context=True)
def channels_that_reach(context: dict[str, Any], user: User, back: str) -> dict[str, Any]:
    """``{% channels_that_reach agent.user request.path %}``"""
    return {
        "ways": ways_of(user, at=timezone.now()),
        "gone": list(gone_devices(user)),
        "back": back,
        "csrf_token": context.get("csrf_token"),
    }
