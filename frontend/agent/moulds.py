"""Cards rendered once for each version, language and points rule, with holes for what depends on who looks and when.

A board of sixty cards took a hundred milliseconds of templates; what differs from agent to agent is the distance, the
token of the claim's form and the time that has passed. The socket sends the same card with empty holes.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from threading import Lock
from typing import NamedTuple
from uuid import UUID

from django.db.models import CharField, DateTimeField
from django.template.loader import get_template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from agents.prepared import Given, Prepared
from dispatch.orders.cards import PublicCard, public_card
from dispatch.orders.models import Order
from frontend.agent.cards import BoardCard
from frontend.templatetags.errands import kilometres_in
from frontend.templatetags.house import ring
from frontend.templatetags.times import has_waited_in
from points.models import PointsRule
from points.models.rule import NoPointsRule

TEMPLATE = "agent/_card_mould.html"
RING = "parts/ring.html"
# No text in PostgreSQL has this character, so nobody can write a hole into a wish.
HOLE = "\0"
# What only some are shown stands in a hole itself, whole.
HAND_ON = "hand on:"

#: Of one process; a card with its Chinese words takes about five kilobytes.
MOULDS_MAX = 4_000
# A village or an item may get another name without a new version of the order.
AGE_MAX = timedelta(minutes=10)


class Looking(NamedTuple):
    """Who looks, when, and in the language that is active. Without a ``token`` nobody does: the card goes to a socket,
    whose page fills it in.

    ``token`` is the hidden field of the claim's form (``token_field``). ``may_hand_on``: a board says "not my grid" on
    the cards of the own grid; a socket's card has the button too, and the board's style hides it elsewhere.
    """

    at: datetime
    language: str | None
    token: str = ""
    is_own_grid: bool = False
    distance_m: float | None = None
    may_hand_on: bool = False


class Mould:
    """``html`` alternates between text and the names of holes."""

    __slots__ = ("_fillings", "_pieces", "broaden_at", "made_at", "placed_at")

    def __init__(self, html: str, card: PublicCard, *, made_at: datetime) -> None:
        self._pieces = html.split(HOLE)
        holes = self._pieces[1::2]
        self._fillings = [(2 * number + 1, _filling(hole)) for number, hole in enumerate(holes)]
        self.placed_at, self.broaden_at = card.placed_at, card.broaden_at
        self.made_at = made_at

    def filled(self, looking: Looking) -> str:
        pieces = self._pieces.copy()
        for place, filling in self._fillings:
            pieces[place] = filling(self, looking)
        return "".join(pieces)


Filling = Callable[[Mould, Looking], str]


def _filling(hole: str) -> Filling:
    if hole.startswith(HAND_ON):
        content = hole.removeprefix(HAND_ON)
        return lambda _mould, looking: content if looking.may_hand_on else ""
    return _FILLINGS[hole]


def _distance(_mould: Mould, looking: Looking) -> str:
    if looking.distance_m is None or looking.is_own_grid:
        return "<span data-distance hidden></span>"
    # A number and a unit of our own; escaping them would take longer than all the rest of the card.
    return f"<span data-distance>{kilometres_in(looking.language, looking.distance_m)}</span>"


def _ring(mould: Mould, looking: Looking) -> str:
    return get_template(RING).render(ring(mould.placed_at, mould.broaden_at, looking.at))


_FILLINGS: dict[str, Filling] = {
    "waited": lambda mould, looking: has_waited_in(looking.language, looking.at - mould.placed_at),
    "distance": _distance,
    "token": lambda _mould, looking: looking.token,
    "ring": _ring,
}


# Order, version, language, points rule, open to all grids.
Key = tuple[UUID, int, str | None, int | None, bool]


class Shelf:
    """The moulds that were asked for last. Threads share it."""

    def __init__(self, moulds_max: int = MOULDS_MAX) -> None:
        self._moulds: OrderedDict[Key, Mould] = OrderedDict()
        self._moulds_max = moulds_max
        self._lock = Lock()

    def get(self, key: Key, *, at: datetime) -> Mould | None:
        with self._lock:
            mould = self._moulds.get(key)
            if mould is None or not mould.made_at <= at < mould.made_at + AGE_MAX:
                return None
            self._moulds.move_to_end(key)
            return mould

    def put(self, key: Key, mould: Mould) -> None:
        with self._lock:
            self._moulds[key] = mould
            self._moulds.move_to_end(key)
            while len(self._moulds) > self._moulds_max:
                self._moulds.popitem(last=False)


_shelf = Shelf()


def filled_cards(cards: Sequence[BoardCard], *, at: datetime, token: str) -> dict[UUID, SafeString]:
    """The cards as this agent sees them, by order: no statement for those on the shelf, two for all the others.

    An order that was taken since the board was read has none.
    """
    field, language = token_field(token), get_language()
    moulds = {card.order_id: _shelf.get(_key_on_board(card, language), at=at) for card in cards}
    missing = [order_id for order_id, mould in moulds.items() if mould is None]
    moulds |= _made(missing, at) if missing else {}
    return {
        card.order_id: _as_html(mould.filled(_looking(card, at, language, field)))
        for card in cards
        if (mould := moulds[card.order_id]) is not None
    }


def _looking(card: BoardCard, at: datetime, language: str | None, field: str) -> Looking:
    return Looking(at, language, field, card.is_own_grid, card.distance_m, may_hand_on=card.is_own_grid)


def filled_card(card: PublicCard, looking: Looking) -> SafeString:
    """One card: for the order's own page, and once for each language for the sockets."""
    rule = _rule_in_force(card.county_id, looking.at)
    key = _key(card, rule, looking.at, looking.language)
    mould = _shelf.get(key, at=looking.at) or _make(card, rule, looking.at)
    return _as_html(mould.filled(looking))


def _made(order_ids: Iterable[UUID], at: datetime) -> dict[UUID, Mould]:
    orders = Order.objects.with_card_facts().filter(pk__in=order_ids, state=Order.States.OPEN)
    cards = [public_card(order) for order in orders]
    if not cards:
        return {}
    rule = _rule_in_force(cards[0].county_id, at)
    return {card.order_id: _make(card, rule, at) for card in cards}


def _make(card: PublicCard, rule: PointsRule, at: datetime) -> Mould:
    facts = {"card": card, "points_rule": rule, "is_broadened": card.broaden_at <= at}
    mould = Mould(get_template(TEMPLATE).render(facts), card, made_at=at)
    _shelf.put(_key(card, rule, at, get_language()), mould)
    return mould


def _rule_in_force(county_id: str, at: datetime) -> PointsRule:
    """Raises NoPointsRule."""
    rule = _rule.first(county=county_id, at=at)
    if rule is None:
        raise NoPointsRule
    return rule


_rule = Prepared(
    lambda: PointsRule.objects.begun(Given("county", CharField()), at=Given("at", DateTimeField()))[:1]
)


def _key(card: PublicCard, rule: PointsRule, at: datetime, language: str | None) -> Key:
    return card.order_id, card.version, language, rule.pk, card.broaden_at <= at


def _key_on_board(card: BoardCard, language: str | None) -> Key:
    """The same, of what the board's own statement knows."""
    return card.order_id, card.version, language, card.rule_id, card.is_broadened


def token_field(token: str) -> str:
    """Django's own ``{% csrf_token %}``, or nothing where there is none."""
    return format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', token) if token else ""


def _as_html(text: str) -> SafeString:
    # Rendered by a template that escapes, and filled with what is escaped above.
    return mark_safe(text)  # noqa: S308  # nosec B308 B703 # escaped above
