from datetime import datetime

from django.db import transaction

from agents.models import User
from agents.text import optional
from dispatch.orders.actions.rate import WORDS_LENGTH_MAX, give_rating
from dispatch.orders.links.errors import LinkUsed
from dispatch.orders.links.find import find_link, link_to_rate
from dispatch.orders.models import OrderLink, Rating


def rate_by_link(token: str, *, grade: str, words: str, visitor: User | None, at: datetime) -> Rating:
    """评价 without signing in: by the link of the completion message, once (X10, DESIGN §2.16).

    ``visitor`` is who is signed in on that phone, or None. The same rating again by the used link is the same
    rating: its answer was lost on the way. Raises the refusals of ``link_to_rate`` and those of ``rate_order``;
    a refused rating leaves the link unused.
    """
    try:
        return _rate(token, grade=grade, words=words, visitor=visitor, at=at)
    except LinkUsed:
        link = find_link(token, OrderLink.Purpose.RATE)
        known = Rating.objects.filter(order=link.order, superseded_at=None).first()
        said = (grade, optional(words, max_length=WORDS_LENGTH_MAX, field="words"))
        if link.used_at is None or known is None or (known.grade, known.words) != said:
            raise
        return known


@transaction.atomic
def _rate(token: str, *, grade: str, words: str, visitor: User | None, at: datetime) -> Rating:
    link = link_to_rate(token, visitor=visitor, at=at)
    # Of two taps at once one gets through; what is refused below gives the link back with the transaction.
    if not OrderLink.objects.filter(pk=link.pk, used_at=None, revoked_at=None).update(used_at=at):
        raise LinkUsed
    return give_rating(link.order, grade=grade, words=words, by=link.order.citizen, at=at)
