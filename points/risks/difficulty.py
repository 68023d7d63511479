"""R7: a class that neither the request nor an officer gave: who serves never sets the class (DESIGN §2.12)."""

from collections.abc import Iterator

from django.db.models import Exists, F, IntegerField, OuterRef, Q, Subquery
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from dispatch.orders.models import OrderEvent
from points.models import Hold
from points.risks.risk import Finding, Risk, Scope


def find(scope: Scope) -> Iterator[Finding]:
    """The last confirmation says another class, or the agent's own officer account confirmed it."""
    confirmed = OrderEvent.objects.filter(order=OuterRef("pk"), kind=OrderEvent.Kind.CLASSIFIED)
    said = confirmed.order_by("-id").annotate(said=Cast(KT("facts__difficulty_class"), IntegerField()))
    own = Exists(confirmed.filter(officer__user=OuterRef("agent__user")))
    services = scope.services.annotate(said_class=Subquery(said.values("said")[:1]))
    altered = Q(said_class__isnull=False) & ~Q(said_class=F("difficulty_class"))
    without_item = Q(item=None, difficulty_class__isnull=False)
    doubted = services.filter(altered | without_item | Q(own))
    for order_id, agent_id, difficulty in doubted.values_list("pk", "agent", "difficulty_class"):
        yield Finding(order_id, agent_id, {"difficulty_class": difficulty})


RISK = Risk(Hold.Rule.CLASS, _("Nobody but you, or nobody at all, confirmed the class of this order."), find)
