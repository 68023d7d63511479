"""The live orders: real people's clients against the running site, told in plain words."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

from django.utils.translation import gettext as _

from config.demo.browser import Answer
from config.demo.cast import Cast
from config.demo.person import Person, StoryBroken
from config.demo.telling import say

SOON = 15.0


def tell_story(cast: Cast, *, broaden_seconds: int) -> None:
    """Three orders. Raises StoryBroken or WireError where something goes otherwise than it should."""
    everybody = (cast.citizen, cast.agent, cast.stranger)
    try:
        for person in everybody:
            person.sign_in()
            person.listen()
            say(_("%(name)s signed in by phone code and is listening.") % {"name": person.name})
        _race(cast, broaden_seconds)
        _unsatisfied(cast)
        _thinks_better_of_it(cast)
    finally:
        for person in everybody:
            person.leave()


def _race(cast: Cast, broaden_seconds: int) -> None:
    order = _place(cast, _("My roof leaks; is there some help for that?"))
    here = f"/orders/{order['id']}"
    cast.agent.hear(SOON, type="card", order=order["id"])
    say(_("%(name)s of the same grid sees the card at once, over the socket.") % {"name": cast.agent.name})
    _require(_is_on_board(cast.agent, order), "The own grid's board lacks the order.")
    _require(not _is_on_board(cast.stranger, order), "A neighbour sees the order before its time.")
    cast.stranger.ask(here, status=404)
    say(
        _("%(name)s of another grid does not see it: 404. The ten minutes take %(seconds)d seconds today.")
        % {"name": cast.stranger.name, "seconds": broaden_seconds}
    )
    cast.stranger.hear(broaden_seconds + SOON, type="card", order=order["id"], reach="all_grids")
    say(_("The clock has broadened it: now %(name)s sees the card too.") % {"name": cast.stranger.name})
    winner, loser = _claim_at_once(cast, here)
    loser.hear(SOON, type="gone", order=order["id"])
    say(_("The card folds away on the phone of %(name)s.") % {"name": loser.name})
    _serve(winner, here)
    cast.citizen.do(f"{here}/ratings", {"grade": "very_satisfied"})
    say(_("%(name)s rates: very satisfied.") % {"name": cast.citizen.name})
    _tell_points(winner)


def _claim_at_once(cast: Cast, here: str) -> tuple[Person, Person]:
    say(
        _("%(one)s and %(two)s tap at the same moment …")
        % {"one": cast.agent.name, "two": cast.stranger.name}
    )
    racers = [cast.agent, cast.stranger]
    with ThreadPoolExecutor(len(racers)) as thumbs:
        answers: list[Answer] = list(thumbs.map(lambda racer: racer.try_to(f"{here}/claim"), racers))
    _require(sorted(answer.status for answer in answers) == [200, 409], f"The race ended {answers}.")
    ranked = sorted(zip(racers, answers, strict=True), key=lambda pair: pair[1].status)
    (winner, _won), (loser, lost) = ranked
    say(_("%(name)s has it: 200.") % {"name": winner.name})
    say(_("%(name)s hears: 409, “%(detail)s”") % {"name": loser.name, "detail": lost.json["detail"]})
    return winner, loser


def _unsatisfied(cast: Cast) -> None:
    order = _place(cast, _("I need a certificate for my old father."))
    here = f"/orders/{order['id']}"
    cast.agent.do(f"{here}/claim")
    say(_("%(name)s of the own grid claims it within the first minutes.") % {"name": cast.agent.name})
    _serve(cast.agent, here)
    cast.citizen.do(f"{here}/ratings", {"grade": "unsatisfied", "words": _("Had to ask twice.")})
    say(_("%(name)s rates: unsatisfied. The service earns nothing.") % {"name": cast.citizen.name})
    _tell_points(cast.agent)


def _thinks_better_of_it(cast: Cast) -> None:
    order = _place(cast, _("I want to open a small shop."))
    cast.citizen.do(f"/orders/{order['id']}/cancel", {"reason": _("My son does it.")})
    cast.agent.hear(SOON, type="gone", order=order["id"])
    say(_("%(name)s cancels it, and the card is gone from the board.") % {"name": cast.citizen.name})


def _place(cast: Cast, wish: str) -> Any:
    body = {
        "id": str(uuid4()),
        "wish": wish,
        "applicant_name": cast.citizen.name,
        "applicant_phone": cast.citizen.phone,
        "village_code": cast.village_code,
    }
    order = cast.citizen.do("/orders", body, status=201)
    say(
        _("%(name)s asks: “%(wish)s” It is order %(number)s.")
        % {"name": cast.citizen.name, "wish": wish, "number": order["number"]}
    )
    return order


def _serve(agent: Person, here: str) -> None:
    agent.do(f"{here}/start", {"note": _("Rang up, coming this afternoon.")})
    agent.do(f"{here}/complete", {"result": _("Done at the counter, papers brought home.")})
    say(_("%(name)s makes contact, does the errand and reports the result.") % {"name": agent.name})


def _tell_points(agent: Person) -> None:
    points = agent.ask("/points")
    say(
        _("%(name)s has %(points)s points this quarter.")
        % {"name": agent.name, "points": points["quarter_total"]}
    )


def _is_on_board(agent: Person, order: Any) -> bool:
    """On the first page: a demo's board is short, and the own grid stands first."""
    cards = agent.ask("/board?limit=100")["rows"]
    return any(card["id"] == order["id"] for card in cards)


def _require(holds: bool, otherwise: str) -> None:
    if not holds:
        raise StoryBroken(otherwise)
