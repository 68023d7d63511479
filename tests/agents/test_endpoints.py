"""A device belongs to one person, is registered once, and ends for a reason that its owner can read."""

import json
from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.db import connection

from agents.endpoints import (
    ENDPOINTS_MAX,
    NotAnEmail,
    NotASubscription,
    NotAToken,
    TooManyEndpoints,
    end_gone,
    register_endpoint,
    remove_endpoint,
)
from agents.errors import FieldMissing, NotAChoice, NotFound, NotPermitted, TextTooLong
from agents.models import Endpoint
from agents.signals import endpoints_gone
from tests.conftest import NINE
from tests.threads import at_once

pytestmark = pytest.mark.django_db
LATER = NINE + timedelta(hours=1)
BROWSER = {"endpoint": "https://fcm.googleapis.com/fcm/send/x", "keys": {"auth": "a", "p256dh": "p"}}


def test_the_same_device_twice_is_one(cast):
    first = register_endpoint(cast.wei.user, kind="fcm", value="token", at=NINE)
    assert register_endpoint(cast.wei.user, kind="fcm", value=" token ", at=LATER) == first
    assert Endpoint.objects.count() == 1


def test_a_phone_with_a_new_owner_rings_for_the_new_one_only(cast):
    old = register_endpoint(cast.wei.user, kind="fcm", value="token", at=NINE)
    register_endpoint(cast.dong.user, kind="fcm", value="token", at=LATER)
    old.refresh_from_db()
    assert (old.ending, old.ended_at) == ("moved", LATER)
    assert [each.user for each in Endpoint.objects.active()] == [cast.dong.user]


def test_its_owner_takes_it_off_and_nobody_else(cast):
    mine = register_endpoint(cast.wei.user, kind="fcm", value="token", at=NINE)
    with pytest.raises(NotFound):
        remove_endpoint(mine.pk, of=cast.dong.user, at=LATER)
    remove_endpoint(mine.pk, of=cast.wei.user, at=LATER)
    # Asked again because no answer came: it stays as it was.
    remove_endpoint(mine.pk, of=cast.wei.user, at=LATER + timedelta(minutes=1))
    mine.refresh_from_db()
    assert (mine.ending, mine.ended_at) == ("removed", LATER)
    register_endpoint(cast.wei.user, kind="fcm", value="token", at=LATER)


def test_what_is_gone_ends_once_and_is_said_once(cast):
    heard = []
    endpoints_gone.connect(
        lambda sender, endpoints, **_: heard.extend(endpoints), weak=False, dispatch_uid="t"
    )
    mine = register_endpoint(cast.wei.user, kind="fcm", value="token", at=NINE)
    try:
        assert (end_gone([mine.pk], at=LATER), end_gone([mine.pk], at=LATER)) == (1, 0)
    finally:
        endpoints_gone.disconnect(dispatch_uid="t")
    assert [each.pk for each in heard] == [mine.pk]


def test_a_token_is_kept_sealed(cast):
    register_endpoint(cast.wei.user, kind="fcm", value="very-secret-token", at=NINE)
    with connection.cursor() as cursor:
        cursor.execute("select e::text from agents_endpoint e")
        assert "very-secret-token" not in cursor.fetchone()[0]
    assert Endpoint.objects.get().value == "very-secret-token"


def test_there_is_a_limit(cast):
    for _ in range(ENDPOINTS_MAX):
        register_endpoint(cast.wei.user, kind="fcm", value=str(uuid4()), at=NINE)
    with pytest.raises(TooManyEndpoints):
        register_endpoint(cast.wei.user, kind="fcm", value="one-more", at=NINE)


@pytest.mark.parametrize(
    ("kind", "value", "refusal"),
    [
        ("pigeon", "x", NotAChoice),
        ("fcm", " ", FieldMissing),
        ("fcm", "two words", NotAToken),
        ("fcm", "x" * 4097, TextTooLong),
        ("webpush", "x", NotASubscription),
        ("webpush", "[]", NotASubscription),
        ("webpush", "null", NotASubscription),
        ("webpush", json.dumps({**BROWSER, "keys": {}}), NotASubscription),
        ("webpush", json.dumps({**BROWSER, "keys": {"auth": 1, "p256dh": 2}}), NotASubscription),
        ("webpush", json.dumps({**BROWSER, "endpoint": "https://10.0.0.1/x"}), NotASubscription),
        ("webpush", json.dumps({**BROWSER, "endpoint": "http://fcm.googleapis.com/x"}), NotASubscription),
    ],
)
def test_what_is_none_is_refused(cast, kind, value, refusal):
    with pytest.raises(refusal):
        register_endpoint(cast.wei.user, kind=kind, value=value, at=NINE)
    assert not Endpoint.objects.exists()


def test_only_what_is_needed_of_a_subscription_is_kept(cast):
    value = json.dumps({**BROWSER, "expirationTime": None, "more": "x" * 100})
    assert "more" not in register_endpoint(cast.wei.user, kind="webpush", value=value, at=NINE).value


def test_letters_are_for_officers(cast):
    with pytest.raises(NotPermitted):
        register_endpoint(cast.wei.user, kind="email", value="wei@example.invalid", at=NINE)
    with pytest.raises(NotAnEmail):
        register_endpoint(cast.li.user, kind="email", value="li", at=NINE)
    assert register_endpoint(cast.li.user, kind="email", value="Li@Example.invalid", at=NINE).value == (
        "li@example.invalid"
    )


@pytest.mark.django_db(transaction=True)
def test_two_who_register_one_phone_in_the_same_moment_both_get_an_answer(cast):
    people = [cast.wei.user, cast.wen.user, cast.dong.user, cast.dai.user]
    at_once([partial(register_endpoint, who, kind="fcm", value="token", at=NINE) for who in people])
    assert Endpoint.objects.active().count() == 1 and Endpoint.objects.count() == 4
