"""How many services an agent completed in a quarter, of which class, and how they were rated. One statement."""

from datetime import datetime
from typing import Any

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce

from agents.models import County
from dispatch.orders.models import Order, OrderEvent, Rating
from points.periods import Quarter
from points.reports.row import ServicesDone


def services_by_agent(county: County, quarter: Quarter) -> dict[int, ServicesDone]:
    """By the agent's id. Class and rating as they were known when the quarter ended, county time."""
    begins, ends = quarter.begins_at(county.zone), quarter.following().begins_at(county.zone)
    return services_between(county, begins, ends)


def services_between(county: County, begins: datetime, ends: datetime) -> dict[int, ServicesDone]:
    """As above, of any stretch of time; ``ends`` is not in it."""
    done = Order.objects.filter(
        county=county, completed_at__gte=begins, completed_at__lt=ends, agent__isnull=False
    )
    known = done.annotate(known_class=_class_at(ends), known_grade=_grade_at(ends))
    counted = (
        known.order_by()
        .values_list("agent_id")
        .annotate(
            class_one=Count("pk", filter=~Q(known_class=2)),
            class_two=Count("pk", filter=Q(known_class=2)),
            satisfied=Count("pk", filter=Q(known_grade__in=Rating.SATISFIED_GRADES)),
            unsatisfied=Count("pk", filter=Q(known_grade__in=Rating.UNSATISFIED_GRADES)),
            fair=Count("pk", filter=Q(known_grade=Rating.Grade.FAIR)),
            unrated=Count("pk", filter=Q(known_grade=None)),
        )
    )
    return {agent_id: ServicesDone(*counts) for agent_id, *counts in counted}


def _class_at(instant: datetime) -> Any:
    """What the first later confirmation replaced, else what stands there; unclassified earns class one."""
    later = OrderEvent.objects.filter(
        order=OuterRef("pk"), kind=OrderEvent.Kind.CLASSIFIED, at__gte=instant
    ).order_by("id")
    replaced = Subquery(
        later.annotate(was=Cast(KT("facts__previous_class"), IntegerField())).values("was")[:1]
    )
    known = Case(
        When(Exists(later), then=replaced), default=F("difficulty_class"), output_field=IntegerField()
    )
    return Coalesce(known, Value(1))


def _grade_at(instant: datetime) -> Any:
    """The grade of the rating that was current just before the instant; null when there was none."""
    not_yet_revised = Q(superseded_at=None) | Q(superseded_at__gte=instant)
    current = Rating.objects.filter(not_yet_revised, order=OuterRef("pk"), rated_at__lt=instant)
    return Subquery(current.order_by("-id").values("grade")[:1])
