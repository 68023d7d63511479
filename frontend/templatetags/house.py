"""What every template of the house may use: icons, the countdown ring, masked numbers, times in words."""

from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from agents.masks import mask_name, mask_phone
from frontend.icons import ICONS, OF_CATEGORY

register = template.Library()


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """``{% icon "home" "icon-large" %}``. Decoration: the words beside it say what it is."""
    frame = f'class="icon {css}" viewBox="0 0 24 24" aria-hidden="true" focusable="false"'
    # Our own drawings and class names; nothing in it was typed by anybody.
    return mark_safe(f"<svg {frame}>{ICONS[name]}</svg>")  # noqa: S308  # nosec B308 B703 # our drawings


@register.simple_tag
def client_id() -> SafeString:
    """The hidden ``id`` of a form that may be sent twice: the same id is the same thing (DESIGN §2.17)."""
    return format_html('<input type="hidden" name="id" value="{}">', uuid4())


@register.filter
def category_icon(category: str) -> str:
    """The name of the icon of a catalogue category."""
    return OF_CATEGORY.get(category, "paper")


@register.inclusion_tag("parts/ring.html")
def ring(since: datetime, until: datetime, now: datetime, css: str = "", under: str = "") -> dict[str, Any]:
    """``{% ring order.placed_at order.broaden_at now %}``: time left as minutes and seconds, and as an arc.

    Right as rendered; ``countdown.js`` keeps it running by the server's clock.
    """
    total = max((until - since).total_seconds(), 1)
    left = min(max((until - now).total_seconds(), 0), total)
    return {
        "total_ms": int(total * 1000),
        "until_ms": int(until.timestamp() * 1000),
        "now_ms": int(now.timestamp() * 1000),
        "percent": round(100 * left / total, 1),
        "words": clock(left),
        "over": left <= 0,
        "css": css,
        "under": under,
    }


@register.filter
def clock(seconds: float) -> str:
    """Seconds as ``9:41``."""
    whole = int(seconds)
    return f"{whole // 60}:{whole % 60:02d}"


@register.filter
def plain_matter(name: str) -> str:
    """An item's name without its "I want to": ``我要办老年优待证`` → ``老年优待证``, for a small tile."""
    for prefix in ("我要办理", "我要办", "我要"):
        if name.startswith(prefix) and len(name) > len(prefix) + 1:
            return name.removeprefix(prefix)
    return name


@register.filter
def masked_phone(e164: str) -> str:
    return mask_phone(e164)


@register.filter
def masked_name(name: str) -> str:
    return mask_name(name)


@register.filter
def when(at: datetime | None) -> str:
    """``09:12`` today, ``Nov 20 09:12`` otherwise; county time."""
    if at is None:
        return ""
    local = timezone.localtime(at)
    time = date_format(local, "H:i")
    if local.date() == timezone.localdate():
        return time
    # Translators: month and day in Django's date format letters.
    month_and_day = _("M j")
    return f"{date_format(local, month_and_day, use_l10n=False)} {time}"


@register.filter
def day(at: datetime) -> str:
    """``Nov 27 (Fri)``, in Chinese ``11月27日(周五)``; county time."""
    return day_name(timezone.localtime(at).date())


@register.filter
def whole(words: str) -> str:
    """On one line, however narrow the page is: for a date or a time, which broken in two says less."""
    return format_html('<span class="nowrap">{}</span>', words)


@register.filter
def day_name(day: date) -> str:
    """A date of the county's calendar, in the same words."""
    # Translators: a day as people say it, in Django's date format letters.
    words = date_format(day, _("M j (D)"), use_l10n=False)
    return words.replace("星期", "周")
