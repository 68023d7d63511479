"""The door at /ws/: who gets in, what may be said, and when it hangs up."""

import json
import logging

import pytest
from django.utils import timezone
from websockets.exceptions import ConnectionClosed, InvalidStatus

from agents.models import User
from agents.signals import signed_out
from dispatch.orders.actions import claim_order
from realtime.hub import close_session, groups, hub
from realtime.hub.post import Frame, Post
from tests.conftest import NINE
from tests.realtime.ears import cookie_of, listen
from tests.realtime.servers import wait_until

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(
    "cookie",
    ["", "session=nonsense", 'session="; broken', "session=" + "x" * 3000, r'session="\000aaaaaaaaa"'],
)
def test_who_is_not_signed_in_is_told_so(door, transactional_db, cookie):
    assert listen(door, cookie=cookie).close_code() == 4401


def test_a_disabled_user_does_not_get_in(cast, door):
    cookie = cookie_of(cast.chen)
    User.objects.filter(pk=cast.chen.pk).update(is_active=False)
    assert listen(door, cookie=cookie).close_code() == 4401


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://[::1", "", None])
def test_pages_of_other_sites_are_refused_in_the_handshake(cast, door, origin):
    with pytest.raises(InvalidStatus) as refused:
        listen(door, cast.chen, origin=origin)
    assert refused.value.response.status_code in {400, 403}


def test_there_is_one_path_only(cast, door, caplog):
    with pytest.raises(InvalidStatus):
        listen(door, cast.chen, path="/ws/other/")
    assert "Traceback" not in caplog.text


def test_asker_carrying_agent_and_officer_may_follow_an_order(cast, place, page):
    order = claim_order(place().pk, agent=cast.wei, at=NINE)
    for user in (cast.chen, cast.wei.user, cast.li.user):
        page(user, order=order.pk)


def test_others_may_not_follow_an_order(cast, place, door):
    order = claim_order(place().pk, agent=cast.wei, at=NINE)
    for user in (cast.bai, cast.wen.user, cast.dong.user):
        assert listen(door, user, order=order.pk).close_code() == 4403


@pytest.mark.parametrize(
    "order", ["nonsense", "00000000-0000-0000-0000-000000000000", "%00", "&".join("abcdefghijkl")]
)
def test_an_order_that_does_not_exist_is_nobodys(cast, door, order):
    assert listen(door, cast.chen, order=order).close_code() == 4403


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("no json", 1007),
        ("[" * 20_000, 1007),
        ("[]", 1008),
        ('{"type":"claim"}', 1008),
        ('{"type":["ping"]}', 1008),
        (b"\x00\x01", 1003),
    ],
)
def test_an_unwelcome_frame_ends_the_talk(cast, page, said, code, caplog):
    chen = page(cast.chen)
    chen.connection.send(said)
    assert chen.close_code() == code
    assert "Traceback" not in caplog.text


def test_a_frame_over_64_kilobytes_ends_the_talk(cast, page, caplog):
    before = hub.socket_count
    chen = page(cast.chen)
    chen.connection.send(json.dumps({"type": "ping", "pad": "x" * 65_536}))
    # Daphne drops the connection without a word; elsewhere the code is 1009.
    with pytest.raises(ConnectionClosed):
        chen.next()
    wait_until(lambda: hub.socket_count == before, "the seat is given up")
    assert "Traceback" not in caplog.text


def test_a_flood_ends_the_talk_without_flooding_the_log(cast, page, caplog):
    chen = page(cast.chen)
    with caplog.at_level(logging.INFO):
        for _ in range(100):
            chen.connection.send('{"type":"ping"}')
        assert chen.close_code() == 1008
    assert len(caplog.records) <= 1


def test_sockets_that_went_away_are_forgotten(cast, page):
    before = hub.socket_count
    chen = page(cast.chen)
    assert hub.socket_count == before + 1
    chen.connection.close()
    wait_until(lambda: hub.socket_count == before, "the seat is given up")


def test_a_disabled_users_sockets_are_closed_on_every_device(cast, page):
    phone, tablet, other = page(cast.chen), page(cast.chen), page(cast.bai)
    signed_out.send(User, user=cast.chen, at=timezone.now())
    assert (phone.close_code(), tablet.close_code()) == (4401, 4401)
    assert other.types() == []


def test_signing_out_one_browser_leaves_the_other_devices_connected(cast, page):
    phone_cookie, tablet = cookie_of(cast.chen), page(cast.chen)
    phone = page(cast.chen, cookie=phone_cookie)
    close_session(phone_cookie.partition("=")[2])
    assert phone.close_code() == 4401
    assert tablet.types() == []


def test_the_language_follows_the_cookie_then_the_browser(cast, page, settings):
    cookie = f"{cookie_of(cast.chen)}; {settings.LANGUAGE_COOKIE_NAME}=en"
    chosen, browser = page(cast.chen, cookie=cookie), page(cast.chen, language="en-GB")
    unclear = page(cast.chen, language="tlh")
    greeting = {"en": '{"type":"order","said":"en"}', "zh-hans": '{"type":"order","said":"zh"}'}
    hub.take_in(Post(frames=(Frame(to=(groups.user(cast.chen.pk),), texts=greeting),)))
    assert [ear.heard()[0]["said"] for ear in (chosen, browser, unclear)] == ["en", "en", "zh"]


def test_a_slow_reader_is_cut_off_and_the_others_hear_everything(cast, page):
    slow = page(cast.wei.user, max_queue=1)
    quick = page(cast.wen.user)
    before = hub.socket_count
    text = json.dumps({"type": "order", "pad": "x" * 60_000})

    def is_cut_off() -> bool:
        """How much a system holds for who does not read is the system's business."""
        for _ in range(20):
            hub.take_in(Post(frames=(Frame(to=(groups.grid(cast.west.pk),), texts={"": text}),)))
            quick.next()
        return hub.socket_count == before - 1

    wait_until(is_cut_off, "the slow reader is cut off", seconds=60)
    assert quick.types() == []
    # Read now, the page finds at its end why it was cut off, or that it simply was.
    slow.connection.close()


def test_pages_are_served_beside_the_sockets(door):
    import urllib.request

    with urllib.request.urlopen(f"http://127.0.0.1:{door}/healthz", timeout=5) as answer:
        assert json.load(answer) == {"status": "ok"}
