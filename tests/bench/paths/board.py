"""The board with 200 open orders against Django rendering a static template of the same size, same middleware."""

from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import path as url

from frontend.agent.cards import NEAREST_MAX
from tests.bench import crowd, seeds
from tests.bench.figures import Figure, Goal, compare
from tests.bench.fleet.fleet import Fleet
from tests.bench.timing import seconds

ORDERS = 200
TIMES = 10
#: Filled by ``measure``; the view below is reached through the same middleware as the board.
_static = [b""]


def static(request: HttpRequest) -> HttpResponse:
    """A page that needs no thinking, for a person whose session is read all the same."""
    assert request.user.is_authenticated
    return HttpResponse(_static[0])


def measure(fleet: Fleet, *, rounds: int) -> Iterator[Figure]:
    from config import urls

    urls.urlpatterns.append(url("bench-static/", static))
    crowd.put_back()
    agents = seeds.make_agents(ORDERS)
    seeds.open_orders(agents, each=1, age=timedelta(minutes=30))
    cookie = seeds.session_cookie(agents[0].user)
    handler = WSGIHandler()
    page = _get(handler, "/agent/board/", cookie)
    if page.count(b"<article") < NEAREST_MAX:
        raise SystemExit("The board does not show the orders.")
    _static[0] = page
    pairs = []
    for number in range(rounds + 1):
        ours = seconds(lambda: [_get(handler, "/agent/board/", cookie) for _ in range(TIMES)]) / TIMES
        theirs = seconds(lambda: [_get(handler, "/bench-static/", cookie) for _ in range(TIMES)]) / TIMES
        if number:
            pairs.append((ours * 1e3, theirs * 1e3))
    crowd.put_back()
    yield compare(
        f"board with {ORDERS} open orders",
        pairs,
        unit="ms",
        against="static page of its size",
        goal=Goal(at_most=3),
    )


def _get(handler: WSGIHandler, path: str, cookie: str) -> bytes:
    name, _, value = cookie.partition("=")
    factory = RequestFactory(SERVER_NAME=settings.ALLOWED_HOSTS[0])
    factory.cookies[name] = value
    response = handler.get_response(factory.get(path))
    if response.status_code != 200:
        raise SystemExit(f"{path} answered {response.status_code}.")
    return bytes(response.content)
