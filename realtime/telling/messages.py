"""Who is told what: a message and its deliveries, in the transaction that caused them."""

from datetime import datetime
from functools import partial
from itertools import groupby
from uuid import UUID

from agents import vault
from agents.models import Agent, Policy, User
from agents.quiet import is_quiet
from dispatch.orders.links import issue_follow_link, issue_rating_link
from dispatch.orders.models import Order
from realtime.outbox.audience import (
    Audience,
    agents_of_county,
    agents_of_grid,
    desk_officers,
    nearest_agents,
    superiors,
)
from realtime.outbox.offering import offer_new
from realtime.outbox.retract import retract_offers
from realtime.outbox.say import Said, say, say_taken, say_to_number
from realtime.telling.eligible import eligible_of_county, eligible_of_grid

DESK_LEVEL = 1


def offer(order: Order, *, at: datetime) -> None:
    """A new order: its own grid hears of it first (LS-04), everyone when it is open to all from the start."""
    if order.is_broadened(at):
        offer_to_all([order], at=at)
    elif order.placed_at == at:
        offer_new(_about(order, "order_offered", at), order)
    elif order.grid_id is not None:
        said = _about(order, "order_offered", at, **eligible_of_grid(order, order.grid_id))
        say(said, to=agents_of_grid(order, order.grid_id))


def offer_to_all(orders: list[Order], *, at: datetime) -> None:
    """Open to all grids (LS-05). Several orders of one tick are one digest, not one message each."""
    for county_id, group in groupby(sorted(orders, key=_by_county), key=_by_county):
        of_county = list(group)
        sms_to = partial(_worth_an_sms, of_county)
        if len(of_county) == 1:
            (order,) = of_county
            said = _about(order, "order_open_to_all", at, **eligible_of_county(county_id, order))
            say(said, to=agents_of_county(county_id, order), sms_to=sms_to)
        else:
            said = _digest(of_county, "orders_open_to_all", at, **eligible_of_county(county_id))
            say(said, to=agents_of_county(county_id), sms_to=sms_to)


def _worth_an_sms(orders: list[Order], policy: Policy) -> Audience | None:
    """Whom the county pays an SMS for when orders are opened to all grids; None means everybody."""
    match policy.broadening_sms:
        case Policy.BroadeningSms.NEAREST:
            return nearest_agents(orders, count=policy.broadening_sms_nearest)
        case Policy.BroadeningSms.NONE:
            return User.objects.none().values_list("pk")
    return None


def tell_agent(kind: str, order: Order, agent: Agent, *, at: datetime, **facts: str) -> None:
    say(_about(order, kind, at, **facts), to=User.objects.filter(pk=agent.user_id).values_list("pk"))


def tell_citizen(kind: str, order: Order, *, at: datetime, **facts: int) -> None:
    """The message leads to a page that needs no sign-in: the order can be followed from any phone (X14)."""
    if is_quiet():
        return
    _tell_asker(kind, order, at=at, follow=str(issue_follow_link(order, at=at).pk), **facts)


def tell_taken(order: Order, agent: Agent, *, at: datetime, follow_id: UUID | None = None) -> None:
    """Who asked hears who comes, and nobody is offered the order any more. ``follow_id``: of the link, if known."""
    if is_quiet():
        retract_offers(order)
        return
    follow_id = follow_id or issue_follow_link(order, at=at).pk
    facts = {"follow": str(follow_id), "agent_id": agent.pk}
    if order.citizen_id:
        say_taken(_about(order, "order_taken", at, **facts), to=order.citizen_id)
    else:
        _tell_asker("order_taken", order, at=at, **facts)
        retract_offers(order)


def ask_for_rating(order: Order, *, at: datetime) -> None:
    """Done: the one message that carries the link to rate with, sent to nobody but who asked (X10)."""
    if is_quiet():
        return
    link = issue_rating_link(order, at=at)
    _tell_asker("order_completed", order, at=at, **({"rate": str(link.pk)} if link else {}))


def _tell_asker(kind: str, order: Order, *, at: datetime, **facts: object) -> None:
    """Who filed it; for an order filed at a counter the applicant, who may have no sign-in yet."""
    said = _about(order, kind, at, **facts)
    if order.citizen_id:
        say(said, to=User.objects.filter(pk=order.citizen_id).values_list("pk"))
        return
    applicant = User.objects.filter(county_id=order.county_id, phone_index=order.applicant_phone_index)
    if applicant.exists():
        say(said, to=applicant.values_list("pk"))
    else:
        say_to_number(said, phone=order.applicant_phone)


def tell_desk(orders: list[Order], *, level: int, at: datetime) -> None:
    """An officer must assign it; when the desk lets its time pass, its superior (X03)."""
    place = "desk" if level == DESK_LEVEL else "superior"
    for county_id, group in groupby(sorted(orders, key=_by_county), key=_by_county):
        of_county = list(group)
        officers = desk_officers(county_id) if level == DESK_LEVEL else superiors(county_id)
        if len(of_county) == 1:
            say(_about(of_county[0], f"order_at_{place}", at), to=officers)
        else:
            say(_digest(of_county, f"orders_at_{place}", at), to=officers)


def tell_code(
    phone: str, code: str, *, county_id: str, user: User | None, at: datetime, expires_at: datetime
) -> None:
    """A code to sign in goes to the number itself, whoever it belongs to; the row keeps it sealed."""
    said = Said(
        kind="sign_in_code",
        key=f"sign_in_code:{vault.index('phone', phone)}:{at.isoformat()}",
        county_id=county_id,
        at=at,
        facts={
            "expires_at": expires_at.isoformat(),
            "minutes": round((expires_at - at).total_seconds() / 60),
        },
    )
    say_to_number(said, phone=phone, secret=code, user=user)


def _about(order: Order, kind: str, at: datetime, **facts: object) -> Said:
    return Said(
        kind=kind,
        key=f"{kind}:{order.pk}:{order.version}",
        county_id=order.county_id,
        county=order.county if Order.county.is_cached(order) else None,
        order_id=order.pk,
        at=at,
        facts=facts,
    )


def _digest(orders: list[Order], kind: str, at: datetime, **facts: object) -> Said:
    first = orders[0]
    return Said(
        kind=kind,
        key=f"{kind}:{first.pk}:{first.version}",
        county_id=first.county_id,
        at=at,
        facts={"order_ids": [str(order.pk) for order in orders], **facts},
    )


def _by_county(order: Order) -> str:
    return order.county_id
