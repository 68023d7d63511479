"""Every route and every operation, tried by everybody (S1, S5, S6). What nobody listed does not pass."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import NINE
from tests.pages.clock import stand_at
from tests.trust.forms import body_of, form_of
from tests.trust.matrix import ABOUT_ONE, NOTHING_THERE, OPERATIONS, PAGES, may
from tests.trust.people import ACTORS, Actor, everybody
from tests.trust.routes import Route, operation_address, operations, pages
from tests.trust.trying import changed, digest, facts, undone, verdict
from tests.trust.world import World, build_world

WRITING = ("POST", "PUT", "DELETE")
# A walk each, so that they go side by side; the office is half of all.
PARTS = {
    "account": lambda key: key.startswith(("account:", "channels:", "shell:")) or ":" not in key,
    "citizen": lambda key: key.startswith(("citizen:", "photos:")),
    "agent": lambda key: key.startswith("agent:"),
    "office of others": lambda key: key.startswith(("evidence:", "failed:", "texts:", "hooks:", "receipts:")),
    "demo": lambda key: key.startswith("realtime:"),
    "office a to m": lambda key: key.startswith("office:") and key[7] <= "m",
    "office n to z": lambda key: key.startswith("office:") and key[7] > "m",
}


@pytest.fixture
def world(cast, place, media, monkeypatch, settings) -> World:
    settings.DEMO = True
    stand_at(monkeypatch, NINE)
    return build_world(cast, place)


@pytest.fixture
def people(cast, world) -> list[Actor]:
    return everybody(cast)


def test_every_route_and_every_operation_has_its_row():
    assert {route.key for route in pages()} == set(PAGES)
    assert set(operations()) == set(OPERATIONS)


def test_every_route_is_in_one_part_of_the_walk():
    assert [key for key in PAGES if sum(has(key) for has in PARTS.values()) != 1] == []


@pytest.mark.parametrize("part", PARTS)
def test_pages_open_to_those_and_only_those(part, world, people, capsys):
    walk = Walk(people)
    routes = [route for route in pages() if PARTS[part](route.key)]
    for method in ("GET", *WRITING):
        before = facts()
        for route in routes:
            row = PAGES[route.key]
            if method not in row:
                walk.has_no(route.key, method, _asking(route, method, world, {}))
                continue
            passing = _passing(route, row[method])
            form = form_of(route.key, world)
            ask = _asking(route, method, world, form)
            walk.tries(route.key, method, passing, ask)
            if method == "GET":
                walk.tries(route.key, "HEAD", passing, _asking(route, "HEAD", world, form), few=True)
        assert changed(before) == [], method
    walk.report(capsys, part, len(routes), digest(before))


@pytest.mark.parametrize("methods", ["reading", "writing"])
def test_operations_open_to_those_and_only_those(methods, world, people, capsys):
    walk = Walk(people)
    tried = [each for each in operations() if (each[0] == "GET") == (methods == "reading")]
    before = facts()
    for method, path in tried:
        body = body_of(path, world)

        def call(actor: Actor, method: str = method, path: str = path, body: Any = body) -> Any:
            return actor.call(method, operation_address(path, world.values), body)

        walk.tries(path, method, may(OPERATIONS[method, path]), call)
    assert changed(before) == []
    walk.report(capsys, f"operations for {methods}", len(tried), digest(before))


def test_outside_of_the_demo_its_pages_do_not_exist(cast, settings, client):
    settings.DEMO = False
    for address in ("/demo/inbox/", "/styleguide/"):
        assert client.get(address).status_code == 404


class Walk:
    """Counts what was tried. Whoever may pass is undone afterwards; whoever may not must leave nothing behind."""

    def __init__(self, people: list[Actor]) -> None:
        self.people, self.count = people, 0

    def tries(
        self,
        key: str,
        method: str,
        passing: frozenset[str],
        ask: Callable[[Actor], Any],
        *,
        few: bool = False,
    ) -> None:
        chosen = [
            each for each in self.people if not few or each.name in {"nobody", "asker", "county_manager"}
        ]
        for actor in chosen:
            writes = method in WRITING
            if writes and actor.name in passing:
                with undone():
                    response = ask(actor)
            else:
                response = ask(actor)
            self.count += 1
            said = (key, method, actor.name, response.status_code)
            if few and verdict(response) == "no_method":
                continue
            assert _said(key, response) == _expected(key, actor, passing, response), said

    def has_no(self, key: str, method: str, ask: Callable[[Actor], Any]) -> None:
        """A method that the row does not know is refused to the most powerful of the county, whoever asks."""
        for actor in self.people:
            if actor.name in {"county_manager", "carrier", "asker"}:
                self.count += 1
                response = ask(actor)
                assert verdict(response) != "open", (key, method, actor.name, response.status_code)

    def report(self, capsys: Any, part: str, routes: int, state: str) -> None:
        with capsys.disabled():
            print(
                f"\n{part}: {routes} routes, {self.count} tries by {len(ACTORS)} actors, state {state[:12]}",
                end=" ",
            )


def _passing(route: Route, who: Any) -> frozenset[str]:
    return frozenset() if route.key in NOTHING_THERE else may(who, about_one=route.key in ABOUT_ONE)


def _asking(route: Route, method: str, world: World, form: dict[str, Any]) -> Callable[[Actor], Any]:
    return lambda actor: actor.ask(method, route.address(world), form)


def _said(key: str, response: Any) -> str:
    """Of what was prepared by somebody else, a conflict says that it is not there."""
    if key == "office:roster_confirm" and response.status_code == 409:
        return "closed"
    return verdict(response)


def _expected(key: str, actor: Actor, passing: frozenset[str], response: Any) -> str:
    if actor.name in passing:
        return "open"
    # A page that follows on another sends everybody back to it, and a gateway without a signature is 401.
    if verdict(response) == "sign_in" and (actor.user is None or not passing):
        return "sign_in"
    return "closed"
