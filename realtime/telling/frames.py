"""Frames of the sockets' contract. No personal data: agents' names are public, applicants' never appear."""

import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Q, UUIDField
from django.template.loader import render_to_string
from django.utils import translation

from agents.prepared import Given, OnTheRow, Prepared
from dispatch.orders.cards import public_card
from dispatch.orders.models import Order
from realtime.hub import groups
from realtime.hub.post import ANY_LANGUAGE, Cards, Frame

CARD_TEMPLATE = "agent/_card.html"
# After an outage hundreds may be broadened in one tick: who waited longest comes first, pages fetch the rest.
CARDS_PER_POST_MAX = 40
OWN_GRID, ALL_GRIDS = "own_grid", "all_grids"

# Every placing asks for one card.
_still_open = Prepared(
    lambda: Order.objects.with_card_facts().filter(
        OnTheRow(Q(state=Order.States.OPEN)), pk=Given("order_id", UUIDField())
    )
)


def card_frame(order: Order, *, reach: str, languages: Iterable[str]) -> Frame:
    """The public card, for everyone who may claim the order. Needs ``with_card_facts``.

    Left out are the applicant and whoever gave the order back: they cannot claim it.
    """
    card = public_card(order)

    def text_in(language: str) -> str:
        with translation.override(language):
            html = render_to_string(CARD_TEMPLATE, {"card": card})
        return _encoded("card", order, reach=reach, grid=order.grid_id, html=html)

    texts = {language: text_in(language) for language in languages}
    return Frame(to=(_reached(order, reach),), texts=texts, but=_not_for(order))


def gone_frame(order: Order, *, why: str, by: str, was_broadened: bool, grid_id: int | None = None) -> Frame:
    """Everyone else's offer disappears at once (LS-06). ``grid_id``: of the grid that had it, when it has moved."""
    of_grid = groups.grid(grid_id) if grid_id else _grid_or_county(order)
    to = groups.county(order.county_id) if was_broadened else of_grid
    return Frame(to=(to,), texts={ANY_LANGUAGE: _encoded("gone", order, why=why, by=by)})


def order_frame(order: Order) -> Frame:
    """The doorbell: whoever shows this order fetches it again."""
    to = (groups.order(order.pk), groups.office(order.county_id))
    return Frame(to=to, texts={ANY_LANGUAGE: _encoded("order", order, state=str(order.state))})


def cards_of(orders: Iterable[Order], reach: str) -> Cards:
    """For the hubs, which make them (``make_cards``)."""
    orders = list(orders)
    return Cards(
        order_ids=tuple(str(order.pk) for order in orders),
        reach=reach,
        to=tuple(sorted({_reached(order, reach) for order in orders})),
    )


def make_cards(cards: Cards, languages: set[str]) -> list[Frame]:
    """Of what the orders are by now: one that was taken meanwhile has no card."""
    order_ids = [UUID(order_id) for order_id in cards.order_ids]
    orders = _still_open.all(order_id=order_ids[0]) if len(order_ids) == 1 else _waiting_longest(order_ids)
    return [card_frame(order, reach=cards.reach, languages=languages) for order in orders]


def _waiting_longest(order_ids: list[UUID]) -> Iterable[Order]:
    still_open = Order.objects.with_card_facts().filter(pk__in=order_ids, state=Order.States.OPEN)
    return still_open.order_by("placed_at")[:CARDS_PER_POST_MAX]


def _encoded(type_: str, order: Order, **more: Any) -> str:
    frame = {"type": type_, "order": str(order.pk), "version": order.version, **more}
    return json.dumps(frame, ensure_ascii=False, separators=(",", ":"))


def _reached(order: Order, reach: str) -> str:
    return groups.county(order.county_id) if reach == ALL_GRIDS else _grid_or_county(order)


def _grid_or_county(order: Order) -> str:
    return groups.grid(order.grid_id) if order.grid_id else groups.county(order.county_id)


def _not_for(order: Order) -> tuple[str, ...]:
    applicant = (groups.phone(order.applicant_phone_index),)
    citizen = (groups.user(order.citizen_id),) if order.citizen_id else ()
    return applicant + citizen + tuple(groups.agent(agent_id) for agent_id in order.declined_agent_ids)
