"""One page and one JSON say how an order was dispatched, and what was changed afterwards is named (X05)."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from agents.invariants import invariants
from agents.models import Agent, County, Officer
from dispatch.orders.actions import broaden_orders, claim_order, complete_order, start_order
from dispatch.orders.errors import DispatchError
from realtime.evidence.gathering import gather
from realtime.evidence.sealing import seal_evidence
from realtime.models import Delivery, EvidenceSeal
from tests.cast import make_officer
from tests.conftest import NINE
from tests.orders.test_verify import tamper

pytestmark = pytest.mark.django_db
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def contested(cast, place, phones, work):
    """The own grid was told, then everybody; 董代办 won, 魏代办 came four seconds later."""
    sms, fcm = phones("sms", "fcm")
    Agent.objects.filter(pk=cast.wen.pk).update(is_on_duty=False)
    order = place()
    work(sms, fcm)
    broaden_orders(at=NINE + 10 * MINUTE)
    work(sms, fcm, at=NINE + 10 * MINUTE)
    order = claim_order(order.pk, agent=cast.dong, at=NINE + 11 * MINUTE)
    with pytest.raises(DispatchError):
        claim_order(order.pk, agent=cast.wei, at=NINE + 11 * MINUTE + 4 * SECOND)
    work(sms, fcm, at=NINE + 11 * MINUTE)
    return order


@pytest.fixture
def over(contested, cast):
    """The same, completed."""
    start_order(contested.pk, agent=cast.dong, at=NINE + HOUR)
    order = complete_order(contested.pk, agent=cast.dong, result="办好了", at=NINE + HOUR)
    Delivery.objects.filter(state="waiting").update(state="dropped")
    return order


def broken() -> list[str]:
    ours = [check for check in invariants().values() if check.__module__ == "realtime.invariants"]
    return [line for check in ours for line in check()]


def test_the_json_says_rule_grid_eligible_told_and_lost(contested, cast):
    said = gather(contested)
    assert said["rule"]["policy_version"] == 1 and said["rule"]["broaden_reason"] == "unclaimed"
    assert said["grid"] == {"code": cast.west.code, "name": "西山村", "basis": "village"}
    first, second, *_ = said["messages"]
    assert (first["kind"], first["eligible"]) == ("order_offered", 2)
    assert first["not_told"] == {"off_duty": [cast.wen.pk], "unreachable": [], "not_theirs": []}
    assert [(each["to"], each["channel"], each["state"]) for each in first["deliveries"]] == [
        ("魏代办", "sms", "sent"),
        ("魏代办", "fcm", "dropped"),
    ]
    assert (second["kind"], second["eligible"]) == ("order_open_to_all", 4)
    assert {each["to"] for each in second["deliveries"]} == {"魏代办", "董代办", "戴代办"}
    (lost,) = said["refused_claims"]
    assert (lost["agent"], lost["code"], lost["behind_seconds"]) == ("魏代办", "order_already_claimed", 4.0)
    assert [event["kind"] for event in said["events"]] == ["placed", "broadened", "claimed"]
    assert all(len(event["digest"]) == 64 for event in said["events"]) and said["holds"]


def test_nobody_who_asked_is_named(contested):
    said = str(gather(contested))
    for secret in ("陈奶奶", "10900000001", "危房"):
        assert secret not in said


def test_an_order_of_a_digest_has_its_evidence_too(cast, place, phones):
    phones("sms")
    order, _ = place(), place()
    broaden_orders(at=NINE + 10 * MINUTE)
    assert [message["kind"] for message in gather(order)["messages"]] == [
        "order_offered",
        "orders_open_to_all",
    ]


def test_an_order_that_is_over_is_sealed_once(over):
    assert seal_evidence(at=NINE + HOUR + 59 * MINUTE) == 0
    assert seal_evidence(at=NINE + 2 * HOUR) == 1
    assert seal_evidence(at=NINE + 2 * HOUR) == 0
    assert gather(over)["seal"]["deliveries"] == Delivery.objects.filter(message__order=over).count()
    assert broken() == [] and gather(over)["holds"]


def test_it_is_not_sealed_while_a_delivery_waits(over):
    Delivery.objects.update(state="waiting", sent_at=None)
    assert seal_evidence(at=NINE + 2 * HOUR) == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "sql",
    [
        "update realtime_delivery set state = 'sent', sent_at = now(), last_error = '' where id = '{id}'",
        "update realtime_delivery set sent_at = sent_at - interval '5 minutes' where id = '{id}'",
        "delete from realtime_delivery where id = '{id}'",
        "update realtime_message set facts = '{{}}' where id in"
        " (select message_id from realtime_delivery where id = '{id}')",
    ],
)
def test_a_delivery_that_was_changed_after_the_seal_is_named(over, sql):
    seal_evidence(at=NINE + 2 * HOUR)
    changed = Delivery.objects.filter(message__order=over, message__kind="order_offered", channel="sms").get()
    tamper(sql.format(id=changed.pk))
    assert f"delivery {changed.pk} of order {over.pk} is not as it was sealed" in broken()
    assert not gather(over)["holds"]


@pytest.mark.django_db(transaction=True)
def test_a_seal_that_was_changed_is_named(over):
    seal_evidence(at=NINE + 2 * HOUR)
    tamper("update realtime_evidenceseal set at = now()")
    assert any(line.startswith(f"evidence seal {EvidenceSeal.objects.get().pk}") for line in broken())


def test_nobody_unmakes_a_seal(over):
    seal_evidence(at=NINE + 2 * HOUR)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("delete from realtime_evidenceseal")


@pytest.mark.parametrize("name", ["evidence:order", "evidence:order_json"])
def test_officers_and_auditors_of_the_county_read_it_and_nobody_else(contested, cast, client, name):
    url = reverse(name, args=[contested.pk])
    other = County.objects.create(code="431126", name="宁远县", number_prefix="NY")
    stranger = make_officer(other, "周主任", "zhou", Officer.Role.COUNTY_MANAGER, at=NINE)
    answers = {}
    for user in (cast.li.user, cast.sun.user, cast.wei.user, cast.chen, stranger.user):
        client.force_login(user)
        answers[user.name] = client.get(url).status_code
    assert answers == {"李主任": 200, "孙审计": 200, "魏代办": 403, "陈奶奶": 403, "周主任": 404}
    client.logout()
    assert client.get(url).status_code == 302


def test_the_page_names_who_was_told_who_was_not_and_who_lost(contested, cast, client):
    client.force_login(cast.sun.user)
    english = {"accept-language": "en"}
    url = reverse("evidence:order", args=[contested.pk])
    page = client.get(url, headers=english).content.decode()
    for said in ("魏代办", "董代办", "4.0 s", "somebody was quicker", "the chain is whole", "off duty"):
        assert said in page
    assert "陈奶奶" not in page
    assert url in client.get(reverse("office:order", args=[contested.pk]), headers=english).content.decode()
