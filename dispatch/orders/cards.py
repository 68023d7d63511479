"""The public card of an order: what every agent may see before the claim, without personal data (X12)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from dispatch.orders.masking import masked_words
from dispatch.orders.models import Order


@dataclass(frozen=True)
class PublicCard:
    """Instants are absolute; the page runs the countdown. ``lat`` and ``lng`` are the grid's, never the home's."""

    order_id: UUID
    version: int
    number: str
    county_id: str
    title: str
    words: str
    is_classified: bool
    earning_class: int
    village: str
    township: str
    grid_id: int | None
    lat: float | None
    lng: float | None
    placed_at: datetime
    broaden_at: datetime
    care_marks: list[str]
    home_visit: bool
    for_self: bool


def public_card(order: Order) -> PublicCard:
    """The order should come with item, grid, village and township selected (``with_card_facts``)."""
    words = masked_words(order, order.wish)
    title = order.item.name if order.item else words
    return PublicCard(
        order_id=order.pk,
        version=order.version,
        number=order.number,
        county_id=order.county_id,
        title=title,
        words="" if words == title else words,
        is_classified=order.difficulty_class is not None,
        earning_class=order.earning_class,
        village=order.village.short_name if order.village else "",
        township=order.village.township.short_name if order.village else "",
        grid_id=order.grid_id,
        lat=order.grid.lat if order.grid else None,
        lng=order.grid.lng if order.grid else None,
        placed_at=order.placed_at,
        broaden_at=order.broaden_at,
        care_marks=order.care_marks,
        home_visit=order.home_visit,
        for_self=order.for_self,
    )
