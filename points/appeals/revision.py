"""When a rating can no longer be changed because of what followed from it (DESIGN §2.9, R14)."""

from django.utils.translation import gettext_lazy as _

from agents.errors import Kind, Refusal
from dispatch.orders.models import Order, Rating
from points.models import Appeal
from points.periods import quarter_of
from points.posting.ledger import open_ledger


class RatingSettled(Refusal):
    kind = Kind.CONFLICT
    code = "rating_settled"
    sentence = _("The quarter of this rating is settled; the rating can no longer be changed.")


class RatingRuledOn(Refusal):
    kind = Kind.CONFLICT
    code = "rating_ruled_on"
    sentence = _("An officer has ruled on this rating; it can no longer be changed.")


def require_revisable(order: Order, previous: Rating) -> None:
    """Raises RatingSettled or RatingRuledOn. The order's row is locked."""
    last_frozen = open_ledger(order.county_id)
    if last_frozen and quarter_of(previous.rated_at, order.county.zone) <= last_frozen:
        raise RatingSettled
    if Appeal.objects.filter(order=order, ruling__isnull=False).exists():
        raise RatingRuledOn
