"""What orders keep for a time only: whose they were, and who looked."""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agents.retention.kinds import delete_some, outdated
from dispatch.orders.actions.erase import erase_orders
from dispatch.orders.models import Order, Reveal
from dispatch.orders.states import ENDED


@outdated("orders", days="keep_orders_days", called=_("name, phone, address and words of closed orders"))
def erase_closed_orders(county_id: str, *, before: datetime, at: datetime, limit: int) -> int:
    """As at the wish of a citizen, order by order: entries, totals and the walk of the states stay (S26)."""
    ended = Q(completed_at__lt=before) | Q(completed_at=None, cancelled_at__lt=before)
    named = Order.objects.filter(ended, county=county_id, state__in=sorted(ENDED), placed_at__lt=before)
    free = named.exclude(applicant_phone_index="").select_for_update(
        skip_locked=True, no_key=True, of=("self",)
    )
    order_ids = list(free.order_by("placed_at").values_list("pk", flat=True)[:limit])
    if order_ids:
        erase_orders(order_ids, at=at)
    return len(order_ids)


@outdated("reveals", days="keep_reveals_days", called=_("who looked at an applicant"))
def erase_reveals(county_id: str, *, before: datetime, at: datetime, limit: int) -> int:
    return delete_some(Reveal.objects.filter(county=county_id, at__lt=before), limit=limit)
