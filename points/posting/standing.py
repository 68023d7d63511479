"""What was said of completed services, read from ratings, rulings on appeals and rulings on holds."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from dispatch.orders.models import Order, Rating
from points.models import AppealRuling, Hold
from points.posting.due import Standing


def standing_of(order: Order) -> Standing:
    """Two statements. The order's row is locked by the action that brought the news."""
    return standings(Q(order=order)).get(order.pk, Standing())


def standings(which: Q) -> dict[UUID, Standing]:
    """Of every order that anything was said of; the others stand as ``Standing()``. ``which`` is about ``order``."""
    grades = dict(_counting_ratings().filter(which).values_list("order", "grade"))
    rejected = _rejected(Hold.objects.filter(which), Hold.Covers.SERVICE)
    bonus_rejected = _rejected(Hold.objects.filter(which), Hold.Covers.BONUS)
    said_of: Iterable[UUID] = grades.keys() | rejected | bonus_rejected
    return {
        order_id: Standing(grades.get(order_id), order_id in rejected, order_id in bonus_rejected)
        for order_id in said_of
    }


def _counting_ratings() -> QuerySet[Rating]:
    """The current ones, without those that an officer set aside."""
    set_aside = Q(appeal__ruling__verdict=AppealRuling.Verdict.OVERTURNED)
    return Rating.objects.filter(superseded_at=None).exclude(set_aside)


def _rejected(holds: "QuerySet[Hold]", covers: Hold.Covers) -> set[UUID]:
    return set(holds.filter(covers=covers, ruling__verdict="rejected").values_list("order", flat=True))
