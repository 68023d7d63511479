"""One order, as the one who asked sees it: alive, without reloading."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from agents import clock
from agents.errors import Refusal
from agents.models import Agent
from dispatch.orders.errors import OrderNotFound
from dispatch.orders.links import token_of
from dispatch.orders.models import Order, OrderEvent, OrderLink, Rating, Reveal
from dispatch.orders.states import State
from frontend.citizen.faces import FACES
from frontend.citizen.next_step import next_step
from frontend.citizen.timeline import coming, timeline
from frontend.doors import signed_in, user_of
from frontend.middleware.refusals import STATUS
from frontend.photos.album import album_of
from frontend.problems import problems_of, summary

FOLLOW = OrderLink.Purpose.FOLLOW
# An agent's share of satisfied people says something from here on.
RATED_MIN = 5


@signed_in
@require_safe
def order(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Raises OrderNotFound for everybody but the one who asked."""
    return order_page(request, order_id)


@signed_in
@require_safe
def order_live(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """The living part alone. 304 when the page shows it already (``If-None-Match``)."""
    now = clock.now()
    found = order_of(request, order_id)
    etag = _etag(found, now)
    if request.headers.get("If-None-Match") == etag:
        return HttpResponse(status=304, headers={"ETag": etag})
    response = render(request, "citizen/_order_live.html", {**_context(found, now), "is_fragment": True})
    response["ETag"] = etag
    return response


def order_page(
    request: HttpRequest,
    order_id: UUID,
    *,
    refusal: Refusal | None = None,
    said: dict[str, str] | None = None,
) -> HttpResponse:
    """Also how a refused action is answered: the truth as it is now, the reason, and what was typed."""
    now = clock.now()
    found = order_of(request, order_id)
    album = album_of(found, to=user_of(request), sees=True)
    context = {**_context(found, now), **_link(request, order_id), "album": album}
    status = 200
    if refusal:
        problems = problems_of(refusal)
        context |= {
            "problems": problems,
            "troubles": summary(problems, order=["words", "photo", "grade", "reason"]),
        }
        status = STATUS[refusal.kind]
    return render(request, "citizen/order.html", {**context, "said": said or {}}, status=status)


def _link(request: HttpRequest, order_id: UUID) -> dict[str, str]:
    """The link to follow by, where there is one; its token is made here and kept nowhere."""
    link = OrderLink.objects.filter(order=order_id, purpose=FOLLOW, revoked_at=None).first()
    if link is None:
        return {}
    token = token_of(link.pk, FOLLOW)
    address = request.build_absolute_uri(reverse("citizen:follow", args=[token]))
    return {"link_address": address, "link_qr": reverse("citizen:follow_qr", args=[token])}


def order_of(request: HttpRequest, order_id: UUID) -> Order:
    """Raises OrderNotFound for everybody but the one who asked."""
    facts = Order.objects.select_related("item__bureau", "village__township", "agent__portrait", "policy")
    found = facts.filter(pk=order_id).asked_by(user_of(request)).first()
    if found is None:
        raise OrderNotFound
    return found


def _etag(order: Order, now: datetime) -> str:
    """The page changes with the order's version, and once by the clock alone: when its reach grows."""
    return f'"{order.version}-{int(order.is_broadened(now))}-{get_language()}"'


def _context(order: Order, now: datetime) -> dict[str, Any]:
    events = list(OrderEvent.objects.filter(order=order).select_related("agent", "officer"))
    ratings = list(Rating.objects.filter(order=order)) if order.state == State.COMPLETED else []
    rating = next((each for each in ratings if each.superseded_at is None), None)
    return {
        "order": order,
        "now": now,
        "etag": _etag(order, now),
        "next": next_step(order, now),
        "lines": timeline(order, events),
        "coming": coming(order, rating),
        "on_duty": _on_duty(order, now),
        "record": _record(order.agent) if order.agent and order.is_live else None,
        "rating": rating,
        "may_rate": _may_rate(order, ratings, now),
        "faces": FACES,
        "reveals": _reveals(order),
        "needed": _needed(order, events),
    }


def _needed(order: Order, events: list[OrderEvent]) -> dict[str, Any]:
    """What the applicant can do to help it on: what it waits for, or the papers to have ready; empty for nothing."""
    if order.state == State.SUSPENDED:
        paused = [event.words for event in events if event.kind == OrderEvent.Kind.SUSPENDED]
        return {"words": paused[-1] if paused else ""}
    papers = order.item.materials if order.item else []
    return {"papers": papers} if order.state in {State.CLAIMED, State.IN_PROGRESS} and papers else {}


def _on_duty(order: Order, now: datetime) -> int:
    """How many agents of the county hear of it, once all grids may claim it."""
    if order.state != State.OPEN or not order.is_broadened(now):
        return 0
    return Agent.objects.reachable().filter(county_id=order.county_id).count()


@dataclass(frozen=True)
class Record:
    """What the agent did for others; ``satisfied_percent`` is None while few have rated."""

    completed: int
    satisfied_percent: int | None


def _record(agent: Agent) -> Record:
    current = Q(ratings__superseded_at=None)
    counts = Order.objects.filter(agent=agent, state=State.COMPLETED).aggregate(
        completed=Count("id", distinct=True),
        rated=Count("ratings", filter=current),
        satisfied=Count("ratings", filter=current & Q(ratings__grade__in=Rating.SATISFIED_GRADES)),
    )
    enough = counts["rated"] >= RATED_MIN
    percent = round(100 * counts["satisfied"] / counts["rated"]) if enough else None
    return Record(counts["completed"], percent)


def _may_rate(order: Order, ratings: list[Rating], now: datetime) -> bool:
    """Once, and again within the days allowed for a second thought (DESIGN §2.9)."""
    if order.state != State.COMPLETED or order.rating_closes_at is None:
        return False
    if not ratings:
        return now < order.rating_closes_at
    return now < ratings[0].rated_at + timedelta(days=order.policy.rating_revise_days)


def _reveals(order: Order) -> list[dict[str, Any]]:
    rows = Reveal.objects.filter(order=order).select_related("user__agent", "user__officer")
    return [{"at": row.at, "name": _public_name(row)} for row in rows]


def _public_name(reveal: Reveal) -> str:
    who = getattr(reveal.user, "officer", None) or getattr(reveal.user, "agent", None)
    return who.name if who else ""
