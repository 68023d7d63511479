"""One line in the log. The words only in demo mode, for they may hold a code."""

import logging

from django.conf import settings

from agents.masks import mask_phone
from agents.phone import is_demo, national
from realtime.channels.base import Parcel

logger = logging.getLogger(__name__)


class Console:
    name = "console"
    reaches_real_phones = False

    def send(self, parcel: Parcel) -> None:
        if settings.DEMO:
            logger.info("To %s: %s", _to(parcel), parcel.text)
        else:
            logger.info("Message %s to %s.", parcel.kind, mask_phone(parcel.phone))


def _to(parcel: Parcel) -> str:
    number = national(parcel.phone) if is_demo(parcel.phone) else mask_phone(parcel.phone)
    return f"{parcel.name} {number}".strip() if is_demo(parcel.phone) or not parcel.phone else number
