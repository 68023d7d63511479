"""Cards are made by the hub that somebody listens to, in order with everything else, and never at its cost."""

import asyncio
import threading

import pytest

from realtime.hub import making
from realtime.hub.hub import Hub
from realtime.hub.post import Cards, Frame, Post, pack, unpack
from tests.realtime.test_hub import seat

CARDS = Cards(order_ids=("one",), reach="own_grid", to=("grid:1",))
GONE = Post(frames=(Frame(to=("grid:1",), texts={"": "gone"}),))


def card(cards, languages):
    return [Frame(to=cards.to, texts=dict.fromkeys(languages, "card"))]


def told(seats, make, *posts):
    async def play():
        hub = Hub()
        hub.makes_cards_by(make)
        await hub.ready()
        for taken in seats:
            hub.join(taken)
        for post in posts:
            hub.accept(post)
        await hub.idle()

    asyncio.run(play())


def words(taken):
    return [letter.text for letter in taken.wire.letters]


def test_a_post_with_cards_survives_its_journey_and_one_of_the_release_before_has_none():
    post = Post(cards=(CARDS,))
    assert post and unpack(pack(post)) == post
    old = pack(GONE)
    del old["cards"]
    assert unpack(old) == GONE


def test_a_card_comes_before_what_is_said_of_it_afterwards():
    listener = seat("grid:1")
    told([listener], card, Post(cards=(CARDS,)), GONE)
    assert words(listener) == ["card", "gone"]


def test_cards_that_nobody_here_would_see_are_not_made():
    neighbour = seat("grid:2")
    told([neighbour], lambda *_: pytest.fail("made"), Post(cards=(CARDS,)), GONE)
    assert words(neighbour) == []


def test_a_card_is_made_once_for_all_in_the_languages_that_are_listened_to():
    made = []
    seats = [seat("grid:1"), seat("grid:1"), seat("grid:2", language="zh-hans")]
    told(
        seats, lambda cards, languages: made.append(languages) or card(cards, languages), Post(cards=(CARDS,))
    )
    assert made == [{"en", "zh-hans"}] and [words(each) for each in seats] == [["card"], ["card"], []]


def test_a_card_that_cannot_be_made_costs_nothing_but_itself():
    def broken(cards, languages):
        raise RuntimeError("no database")

    listener = seat("grid:1")
    told([listener], broken, Post(cards=(CARDS,)), GONE)
    assert words(listener) == ["gone"]


def test_a_card_that_hangs_is_given_up_and_no_other_waits_behind_it(monkeypatch):
    monkeypatch.setattr(making, "CARDS_SECONDS_MAX", 0.01)
    answered, asked = threading.Event(), []

    def hangs(cards, languages):
        asked.append(cards)
        answered.wait()
        return card(cards, languages)

    listener = seat("grid:1")
    told([listener], hangs, Post(cards=(CARDS,)), GONE, Post(cards=(CARDS,)), GONE)
    answered.set()
    assert words(listener) == ["gone", "gone"] and len(asked) == 1
