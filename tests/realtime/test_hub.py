"""The hub and its wires by themselves, without a server."""

import asyncio

import pytest

from realtime.hub.hub import TRY_AGAIN_LATER, Hub
from realtime.hub.post import Frame, HangUp, Post, pack, unpack
from realtime.hub.registry import Registry
from realtime.hub.seat import Letter, Seat
from realtime.sockets.wires.queue import LETTERS_WAITING_MAX, QueueWire


class Tape:
    """A wire that keeps what it was offered; full from the start when told so."""

    def __init__(self, *, is_full: bool = False) -> None:
        self.letters: list[Letter] = []
        self.closed_with: int | None = None
        self.is_full = is_full

    def offer(self, letter: Letter) -> bool:
        self.letters.append(letter)
        return not self.is_full

    def close(self, code: int) -> None:
        self.closed_with = code


def seat(*groups: str, language: str = "en", is_full: bool = False) -> Seat:
    return Seat(Tape(is_full=is_full), language=language, groups=frozenset(groups))


def fan_out(seats: list[Seat], *posts: Post) -> Hub:
    async def play() -> Hub:
        hub = Hub()
        await hub.ready()
        for taken in seats:
            hub.join(taken)
        for post in posts:
            hub.take_in(post)
        await asyncio.sleep(0)
        await hub.idle()
        return hub

    return asyncio.run(play())


def test_a_post_survives_its_journey():
    post = Post(
        frames=(Frame(to=("a", "b"), texts={"en": "x", "": "y"}, but=("c",)),),
        hang_ups=(HangUp(("d",), 4401),),
    )
    assert unpack(pack(post)) == post


@pytest.mark.parametrize("nonsense", [{}, {"frames": [[1]], "hang_ups": []}, {"frames": 7, "hang_ups": []}])
def test_what_is_no_post_is_recognised(nonsense):
    with pytest.raises((KeyError, TypeError, ValueError)):
        unpack(nonsense)


def test_one_letter_per_language_is_shared_by_all_its_sockets():
    english, also_english, chinese = seat("a"), seat("a"), seat("a", language="zh-hans")
    fan_out(
        [english, also_english, chinese], Post(frames=(Frame(to=("a",), texts={"en": "x", "zh-hans": "y"}),))
    )
    assert english.wire.letters[0] is also_english.wire.letters[0]
    assert (english.wire.letters[0].text, chinese.wire.letters[0].text) == ("x", "y")


def test_a_frame_is_prepared_once():
    letter, prepared = Letter("x"), []
    for _ in range(3):
        letter.prepared(lambda text: prepared.append(text) or text)
    assert prepared == ["x"]


def test_a_slow_reader_is_cut_off_with_1013_and_the_others_go_on():
    slow, quick = seat("a", is_full=True), seat("a")
    hub = fan_out([slow, quick], *[Post(frames=(Frame(to=("a",), texts={"": "x"}),))] * 3)
    assert slow.wire.closed_with == TRY_AGAIN_LATER and len(slow.wire.letters) == 1
    assert len(quick.wire.letters) == 3 and hub.socket_count == 1


def test_order_is_kept_across_a_fan_out_that_yields():
    seats = [seat("a") for _ in range(450)]
    fan_out(seats, *[Post(frames=(Frame(to=("a",), texts={"": str(n)}),)) for n in range(5)])
    assert all([letter.text for letter in taken.wire.letters] == list("01234") for taken in seats)


def test_the_loop_breathes_while_many_are_told():
    breaths = 0

    async def play() -> None:
        nonlocal breaths
        hub = Hub()
        await hub.ready()
        for _ in range(1000):
            hub.join(seat("a"))
        hub.take_in(Post(frames=(Frame(to=("a",), texts={"": "x"}),)))
        done = asyncio.ensure_future(hub.idle())
        while not done.done():
            await asyncio.sleep(0)
            breaths += 1

    asyncio.run(play())
    assert breaths >= 5


def test_nobody_is_forgotten_and_nothing_is_left_behind():
    registry, taken = Registry(), seat("a", "b")
    registry.add(taken)
    assert registry.audience(["a", "b"]) == [taken] and registry.languages() == {"en"}
    assert registry.audience(["a"], but=["b"]) == []
    registry.remove(taken)
    registry.remove(taken)
    assert len(registry) == 0 and registry._groups == {} and registry.languages() == set()


def test_a_server_whose_send_waits_fills_a_bounded_queue():
    async def play() -> tuple[int, list]:
        released, sent = asyncio.Event(), []

        async def send(message: dict) -> None:
            await released.wait()
            sent.append(message)

        wire = QueueWire(send)
        taken = 0
        while wire.offer(Letter(str(taken))):
            taken += 1
            await asyncio.sleep(0)
        wire.close(TRY_AGAIN_LATER)
        assert wire.offer(Letter("after the close")), "what comes after the close is nobody's business"
        released.set()
        for _ in range(20):
            await asyncio.sleep(0)
        return taken, sent

    taken, sent = asyncio.run(play())
    assert taken == LETTERS_WAITING_MAX + 1
    assert sent[-1] == {"type": "websocket.close", "code": TRY_AGAIN_LATER}


def test_a_queue_keeps_order_and_says_its_last_word():
    async def play() -> list:
        sent: list = []

        async def send(message: dict) -> None:
            await asyncio.sleep(0)
            sent.append(message)

        wire = QueueWire(send)
        for number in range(5):
            wire.offer(Letter(str(number)))
        wire.close(4401)
        while not sent or sent[-1]["type"] != "websocket.close":
            await asyncio.sleep(0)
        return [message.get("text") for message in sent]

    assert asyncio.run(play()) == ["0", "1", "2", "3", "4", None]
