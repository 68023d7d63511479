from datetime import datetime

from django.db import transaction

from agents.consent import withdraw
from agents.models import User
from dispatch.orders.actions.cancel import cancel_order
from dispatch.orders.actions.forget import orders_of
from dispatch.orders.errors import StillServing
from dispatch.orders.signals import consent_withdrawn


@transaction.atomic
def withdraw_consent(user: User, *, at: datetime) -> int:
    """A citizen takes the yes back: from now on nothing of the person is processed (S26). How many requests ended.

    What still runs is withdrawn, nobody can look at the applicant any more, no message goes out. What is kept is kept
    until the person erases it or its time is over; to ask again is to agree again. Raises StillServing.
    """
    user = User.objects.select_for_update(of=("self",)).select_related("agent", "officer").get(pk=user.pk)
    if user.as_agent or user.as_officer:
        raise StillServing
    running = list(orders_of(user).live().order_by("pk").values_list("pk", flat=True))
    for order_id in running:
        cancel_order(order_id, by=user, at=at)
    withdraw(user, at=at)
    consent_withdrawn.send(User, user=user, at=at)
    return len(running)
