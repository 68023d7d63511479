"""Messages: to whom, of what, and the words. Written with the news; nothing is said twice or too late."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from agents.models import Agent, Officer, User
from agents.signals import code_issued
from dispatch.orders.actions import (
    assign_order,
    broaden_orders,
    cancel_order,
    claim_order,
    complete_order,
    rate_order,
    release_order,
    release_overdue_orders,
    remind_of_contact,
    send_to_desk,
    send_to_superior,
    start_order,
)
from realtime.models import Delivery, InboxEntry, Message
from realtime.outbox.audience import agents_of_county
from realtime.outbox.say import Said, say
from realtime.words.kinds import KINDS
from realtime.words.render import words_of
from realtime.words.situation import Situation
from tests.cast import make_agent, make_officer
from tests.conftest import NINE

TEN_MINUTES = timedelta(minutes=10)
HOUR = timedelta(hours=1)


def test_the_reachable_agents_of_the_own_grid_are_told_at_once(cast, place, told):
    place()
    assert told() == [("文代办", "order_offered"), ("魏代办", "order_offered")]


def test_who_is_off_duty_unreachable_or_gone_is_not_told(cast, place, told):
    Agent.objects.filter(pk=cast.wei.pk).update(is_on_duty=False)
    place()
    assert told() == [("文代办", "order_offered")]


def test_nobody_is_told_of_the_own_request(cast, place, told):
    place(by=cast.wei.user, applicant_phone="10900000011")
    assert told() == [("文代办", "order_offered")]


def test_on_broadening_every_reachable_agent_of_the_county_is_told(cast, place, told):
    place()
    Delivery.objects.all().delete()
    broaden_orders(at=NINE + TEN_MINUTES)
    names = ["戴代办", "文代办", "董代办", "魏代办"]
    assert told() == [(name, "order_open_to_all") for name in names]


def test_orders_broadened_together_are_one_digest(cast, place, told):
    for _ in range(3):
        place()
    Delivery.objects.all().delete()
    broaden_orders(at=NINE + TEN_MINUTES)
    assert {kind for _, kind in told()} == {"orders_open_to_all"} and len(told()) == 4


def test_broadening_costs_the_same_statements_for_four_agents_as_for_forty(cast, place):
    def statements() -> int:
        place()
        with CaptureQueriesContext(connection) as queries:
            broaden_orders(at=NINE + TEN_MINUTES)
        return len(queries)

    statements()  # the first of a process also reads the policies
    few = statements()
    for number in range(36):
        make_agent(cast.east, f"代办{number}", f"+86109000001{number:02}", at=NINE)
    assert statements() == few


def test_placing_adds_one_statement_for_message_and_deliveries(cast, place):
    with CaptureQueriesContext(connection) as queries:
        place()
    assert sum("realtime_" in query["sql"] for query in queries) == 1


def test_the_citizen_hears_who_comes(cast, place, send_all):
    order = claim_order(place().pk, agent=cast.wei, at=NINE)
    with translation.override("zh-hans"):
        words = dict(send_all())["陈奶奶"]
    assert order.number in words and "魏代办" in words and "0746-2210000" in words


def test_a_story_from_desk_to_rating_tells_each_person_once(cast, place, told):
    def news() -> list[tuple[str, str]]:
        found = told()
        Delivery.objects.all().delete()
        return found

    order = place()
    news()
    broaden_orders(at=NINE + TEN_MINUTES)
    news()
    at_desk = NINE + TEN_MINUTES + 2 * HOUR
    send_to_desk(at=at_desk)
    assert news() == [("李主任", "order_at_desk")]
    send_to_superior(at=at_desk + HOUR)
    assert news() == [("李主任", "order_at_superior")]
    assign_order(order.pk, agent=cast.wei, by=cast.li, at=at_desk)
    assert news() == [("陈奶奶", "order_taken"), ("魏代办", "order_assigned")]
    remind_of_contact(at=at_desk + 2 * HOUR)
    assert news() == [("魏代办", "contact_reminder")]
    release_overdue_orders(at=at_desk + 4 * HOUR)
    assert news() == [
        ("戴代办", "order_open_to_all"),
        ("文代办", "order_open_to_all"),
        ("董代办", "order_open_to_all"),
        ("陈奶奶", "order_looking_again"),
        ("魏代办", "order_auto_released"),
    ]
    claim_order(order.pk, agent=cast.wen, at=at_desk + 5 * HOUR)
    news()
    assign_order(order.pk, agent=cast.dong, by=cast.li, at=at_desk + 5 * HOUR)
    assert news() == [("文代办", "order_reassigned"), ("董代办", "order_assigned"), ("陈奶奶", "order_taken")]
    start_order(order.pk, agent=cast.dong, at=at_desk + 6 * HOUR)
    complete_order(order.pk, agent=cast.dong, result="办好了", at=at_desk + 6 * HOUR)
    assert news() == [("陈奶奶", "order_completed")]
    rate_order(order.pk, grade="satisfied", by=cast.chen, at=at_desk + 7 * HOUR)
    assert news() == [("董代办", "order_rated")]


def test_cancelling_tells_the_other_side(cast, place, told):
    order = claim_order(place().pk, agent=cast.wei, at=NINE)
    Delivery.objects.all().delete()
    cancel_order(order.pk, by=cast.chen, at=NINE)
    assert told() == [("魏代办", "order_cancelled")]
    other = place()
    Delivery.objects.all().delete()
    cancel_order(other.pk, by=cast.li, at=NINE)
    assert told() == [("陈奶奶", "order_cancelled_by_officer")]


def test_an_applicant_at_the_counter_is_told_by_number(cast, place, told):
    order = place(by=cast.li, channel="counter", applicant_phone="10900000077")
    Delivery.objects.all().delete()
    claim_order(order.pk, agent=cast.wei, at=NINE)
    assert told() == [("+8610900000077", "order_taken")]


def test_an_applicant_at_the_counter_who_has_a_sign_in_is_told_as_that_person(cast, place, told):
    order = place(by=cast.li, channel="counter", applicant_phone="10900000002")
    Delivery.objects.all().delete()
    claim_order(order.pk, agent=cast.wei, at=NINE)
    assert told() == [("白老板", "order_taken")]


def test_without_a_duty_desk_the_managers_get_it(cast, place, told):
    Officer.objects.update(on_desk=False)
    make_officer(cast.county, "王所长", "wang", Officer.Role.COUNTY_MANAGER, at=NINE)
    place(village_code="")
    Delivery.objects.all().delete()
    send_to_desk(at=NINE)
    assert told() == [("李主任", "order_at_desk"), ("王所长", "order_at_desk")]


def test_no_message_is_sent_for_an_order_taken_meanwhile(cast, place, send_all):
    order = place()
    claim_order(order.pk, agent=cast.wei, at=NINE)
    send_all()
    offers = Delivery.objects.filter(message__kind="order_offered")
    assert {offer.state for offer in offers} == {"dropped"}
    assert [entry.kind for entry in InboxEntry.objects.all()] == ["order_taken"]


def test_a_digest_counts_what_is_still_to_be_had(cast, place, send_all):
    orders = [place() for _ in range(3)]
    broaden_orders(at=NINE + TEN_MINUTES)
    claim_order(orders[0].pk, agent=cast.wei, at=NINE + TEN_MINUTES)
    User.objects.filter(pk=cast.dong.user.pk).update(language="en")
    words = [text for name, text in send_all(at=NINE + TEN_MINUTES) if name == "董代办"]
    assert words == ["Orders open to all grids now: 2. See the board."]


def test_who_went_off_duty_meanwhile_is_left_in_peace(cast, place, send_all):
    place()
    Agent.objects.filter(pk=cast.wei.pk).update(is_on_duty=False)
    assert [name for name, _ in send_all()] == ["文代办"]


def test_who_was_disabled_meanwhile_is_sent_nothing(cast, place, send_all):
    place()
    User.objects.filter(pk=cast.wei.user.pk).update(is_active=False)
    assert [name for name, _ in send_all()] == ["文代办"]


def test_an_announced_agent_who_gave_it_back_is_not_announced(cast, place, send_all):
    order = claim_order(place().pk, agent=cast.wei, at=NINE)
    release_order(order.pk, agent=cast.wei, reason="腿摔了", at=NINE)
    send_all()
    assert {row.state for row in Delivery.objects.filter(message__kind="order_taken")} == {
        "dropped",
        "waiting",
    }
    assert InboxEntry.objects.filter(kind="order_looking_again").count() == 1


def test_a_message_holds_no_personal_data(cast, place, send_all):
    order = place(wish="我叫陈奶奶,电话13812345678,想办低保")
    claim_order(order.pk, agent=cast.wei, at=NINE)
    send_all()
    kept = str(list(Message.objects.values())) + str([entry.text for entry in InboxEntry.objects.all()])
    for secret in ("陈奶奶", "13812345678", "10900000001", "低保"):
        assert secret not in kept


def test_the_same_cause_twice_is_one_message(cast, place):
    order = place()
    said = Said(
        kind="order_open_to_all", key="same cause", county_id=order.county_id, order_id=order.pk, at=NINE
    )
    say(said, to=agents_of_county(order.county_id))
    say(said, to=agents_of_county(order.county_id))
    assert Message.objects.filter(key="same cause").count() == 1
    assert Delivery.objects.filter(message__key="same cause").count() == 4


def test_a_code_is_sealed_in_the_row_and_readable_in_the_demo_inbox(cast, send_all):
    issued = {"phone": "+8610900000088", "code": "482913", "county": cast.county, "user": None}
    code_issued.send(None, **issued, at=NINE, expires_at=NINE + timedelta(minutes=5))
    code_issued.send(None, **issued, at=NINE, expires_at=NINE + timedelta(minutes=5))
    with connection.cursor() as cursor:
        cursor.execute(
            "select string_agg(d::text, '') || string_agg(m::text, '') "
            "from realtime_delivery d join realtime_message m on m.id = d.message_id"
        )
        (raw,) = cursor.fetchone()
    assert "482913" not in raw and "10900000088" not in raw
    ((_, words),) = send_all()
    assert "482913" in words and InboxEntry.objects.get().phone == "+8610900000088"


def test_an_expired_code_is_not_sent(cast, send_all):
    expires_at = NINE + timedelta(minutes=5)
    code_issued.send(
        None,
        phone="+8610900000088",
        code="482913",
        county=cast.county,
        user=None,
        at=NINE,
        expires_at=expires_at,
    )
    assert send_all(at=expires_at) == []
    assert Delivery.objects.get(channel="inbox").state == "dropped"


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_kind_has_words_that_can_be_filled(cast, place, language):
    """Of an order without item, village or office phone, too."""
    Agent.objects.filter(pk=cast.wei.pk).update(office_phone="")
    order = claim_order(place(village_code="").pk, agent=Agent.objects.get(pk=cast.wei.pk), at=NINE)
    budget = {"month": "2026-11", "used": 800, "budget": 1000, "percent": 80}
    reply = {"reply_code": "4821", "sentence": "Somebody else has it."}
    facts = {"grade": "satisfied", "minutes": 5, **budget, **reply}
    for name, kind in KINDS.items():
        is_digest = "%(count)d" in str(kind.text)
        message = Message(county=cast.county, kind=name, facts=facts)
        orders = [order, order] if is_digest else [order]
        situation = Situation(message=message, orders=orders, user=cast.wei.user, at=NINE, secret="482913")
        words = words_of(situation, language=language)
        assert words and "%(" not in words and "None" not in words
