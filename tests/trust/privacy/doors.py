"""Every way by which something leaves the house towards a person, tried, and read as text."""

import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any

from django.utils import translation

from agents.models import User
from dispatch.orders.models import Order
from realtime.models import Delivery
from realtime.telling.frames import ALL_GRIDS, OWN_GRID, card_frame, gone_frame, order_frame
from realtime.words.kinds import REPLIES
from realtime.words.render import wording_of
from realtime.words.situation import Situation
from tests.trust.forms import body_of, form_of
from tests.trust.matrix import OPERATIONS, PAGES
from tests.trust.people import AGENTS, FOREIGN, OFFICERS, Actor
from tests.trust.privacy.planted import Planted
from tests.trust.routes import Route, operation_address, pages
from tests.trust.trying import undone

REVEALS = {"agent:reveal", "office:reveal"}
#: Files, by what makes them come. Two weeks of figures and a quarter of rewards have the order in them.
EXPORTS: dict[str, list[dict[str, str]]] = {
    "office:reward_export": [
        {"reason": "核对", "what": what} for what in ("workbook", "form_pdf", "bank_list", "details")
    ],
    "office:appraisal_export": [{"reason": "核对"}],
    "office:audit_export": [{"reason": "核对"}],
    "office:figures_csv": [{}],
    "office:coverage_csv": [{}],
}
LANGUAGES = ("en", "zh-hans")


def shown_by_pages(actor: Actor, planted: Planted) -> Iterator[tuple[str, str]]:
    """Door and text: all that is opened, and what each form about the order answers as a hasty person sends it.

    What is about one order is tried by everybody; other doors by the kind of person they are for, since the walk of
    the permission matrix has shown that they stay closed to all others.
    """
    for route in pages():
        if not _is_tried(actor, route):
            continue
        row = PAGES[route.key]
        if "GET" in row:
            yield route.key, text_of(actor.ask("GET", route.address(planted.world)))
        if (
            "POST" in row
            and (_is_about_the_order(route) or route.key in EXPORTS)
            and route.key not in REVEALS
        ):
            for form in EXPORTS.get(route.key, [form_of(route.key, planted.world)]):
                with undone():
                    yield f"{route.key} POST", text_of(actor.ask("POST", route.address(planted.world), form))


def _is_tried(actor: Actor, route: Route) -> bool:
    if _is_about_the_order(route):
        return True
    room = route.key.partition(":")[0]
    if room == "agent":
        return actor.name in AGENTS | {"foreign_agent"}
    if room in {"office", "evidence", "failed", "texts"}:
        return actor.name in OFFICERS | {"foreign_manager"}
    return actor.name not in OFFICERS | FOREIGN | {"neighbour"}


def _is_about_the_order(route: Route) -> bool:
    return bool({"order_id", "token", "follow_up_id"} & set(route.parts))


def shown_by_reveal(actor: Actor, planted: Planted) -> Iterator[tuple[str, str]]:
    """What the three doors of a reveal answer; each is a row of its own in the log, undone with it."""
    for route in pages():
        if route.key in REVEALS:
            yield route.key, _revealed(actor, route, planted)
    with undone():
        address = operation_address("/orders/{order_id}/reveal", planted.world.values)
        yield "api reveal", text_of(actor.call("POST", address))


def shown_by_machine_door(actor: Actor, planted: Planted) -> Iterator[tuple[str, str]]:
    for method, path in OPERATIONS:
        # Who claims it now is its carrier afterwards, and reads what the next column says.
        if path.endswith(("/reveal", "/claim")) or (method != "GET" and "{order_id}" not in path):
            continue
        body = None if method == "GET" else body_of(path, planted.world)
        with undone():
            response = actor.call(method, operation_address(path, planted.world.values), body)
            yield f"{method} {path}", text_of(response)
    for role in ("asker", "agent", "officer"):
        yield f"GET /orders as {role}", text_of(actor.call("GET", f"/api/v1/orders?role={role}"))


def frames_about(planted: Planted) -> Iterator[tuple[str, str]]:
    """What sockets carry of the order, whoever hears it."""
    order = Order.objects.with_card_facts().get(pk=planted.order.pk)
    frames = [order_frame(order), gone_frame(order, why="claimed", by="魏代办", was_broadened=True)]
    frames += [card_frame(order, reach=reach, languages=LANGUAGES) for reach in (OWN_GRID, ALL_GRIDS)]
    for frame in frames:
        for text in frame.texts.values():
            yield "socket", text


def messages_about(planted: Planted) -> Iterator[tuple[User | None, str]]:
    """Receiver and words of every delivery that the order has caused, by whichever channel, in both languages."""
    deliveries = Delivery.objects.filter(message__order=planted.order)
    for each in deliveries.select_related("message", "user__agent", "user__officer"):
        facts: dict[str, Any] = {"message": each.message, "orders": [planted.order], "user": each.user}
        situation = Situation(
            **facts,
            at=planted.at,
            secret=each.secret,
            reply_code="1234" if each.message.kind in REPLIES else "",
        )
        for language in LANGUAGES:
            with translation.override(language):
                wording = wording_of(situation, language=language)
            yield each.user, f"{wording.text} {wording!r} {each.message.facts}"


def text_of(response: Any) -> str:
    """Also of a workbook, which is a zip of XML."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            content = b"\n".join(book.read(name) for name in book.namelist())
    text = content.decode(errors="replace")
    if "json" in response.headers.get("Content-Type", "") and text:
        # As whoever reads it: without escapes.
        text = json.dumps(json.loads(text), ensure_ascii=False)
    return f"{response.headers}\n{text}"


def _revealed(actor: Actor, route: Route, planted: Planted) -> str:
    with undone():
        return text_of(actor.ask("POST", route.address(planted.world)))
