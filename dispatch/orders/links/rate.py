from datetime import datetime

from django.db import transaction

from agents.models import User
from dispatch.orders.actions.rate import give_rating
from dispatch.orders.links.errors import LinkUsed
from dispatch.orders.links.find import link_to_rate
from dispatch.orders.models import OrderLink, Rating


@transaction.atomic
def rate_by_link(token: str, *, grade: str, words: str, visitor: User | None, at: datetime) -> Rating:
    """评价 without signing in: by the link of the completion message, once (X10, DESIGN §2.16).

    ``visitor`` is who is signed in on that phone, or None. Raises the refusals of ``link_to_rate`` and those of
    ``rate_order``; a refused rating leaves the link unused.
    """
    link = link_to_rate(token, visitor=visitor, at=at)
    # Of two taps at once one gets through; what is refused below gives the link back with the transaction.
    if not OrderLink.objects.filter(pk=link.pk, used_at=None, revoked_at=None).update(used_at=at):
        raise LinkUsed
    return give_rating(link.order, grade=grade, words=words, by=link.order.citizen, at=at)
