"""Quiet hours hold back what makes a sound, never the board (DESIGN §2.3). Pure Python."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from realtime.planning.occasions import Occasion

#: They ring in somebody's pocket. E-mail waits silently, the board is looked at.
SOUNDING = frozenset(
    {"sms", "sms_aliyun", "sms_tencent", "sms_gateway", "fcm", "webpush", "wechat", "dingtalk"}
)
#: Whoever asks for a code or writes an SMS is awake; an order at the desk has an officer on watch.
EXEMPT = frozenset({Occasion.CODE, Occasion.REPLY, Occasion.OFFICE})


def holds_back(channel: str, occasion: Occasion) -> bool:
    return channel in SOUNDING and occasion not in EXEMPT


def after_quiet(
    at: datetime, *, quiet_from: time | None, quiet_until: time | None, zone: ZoneInfo
) -> datetime:
    """``at``, or the end of the quiet hours (county time) it lies in. They may run over midnight."""
    if quiet_from is None or quiet_until is None or quiet_from == quiet_until:
        return at
    local = at.astimezone(zone)
    over_midnight = quiet_from > quiet_until
    since, until = local.time() >= quiet_from, local.time() < quiet_until
    if not (since or until if over_midnight else since and until):
        return at
    day = local.date() + timedelta(days=1) if over_midnight and since else local.date()
    return datetime.combine(day, quiet_until, zone).astimezone(at.tzinfo)
