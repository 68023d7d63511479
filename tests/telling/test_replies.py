"""An agent without data claims, contacts, completes and gives back by SMS (X02)."""

import re
from datetime import timedelta
from functools import partial
from itertools import count

import pytest

from agents.models import User
from dispatch.orders.actions import assign_order, broaden_orders, claim_order
from dispatch.orders.models import Assignment, Order, OrderEvent
from realtime.models import Reply, ReplyCode
from realtime.replies.taking import ANSWERS_TO_NOTHING_MAX, take_reply
from tests.cast import make_agent
from tests.conftest import NINE
from tests.threads import at_once

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
WEI, WEN, STRANGER = "+8610900000011", "+8610900000012", "+8610900000099"


@pytest.fixture(autouse=True)
def secret(settings):
    settings.CALLBACK_SECRET = "the gateway's"


@pytest.fixture
def sms(phones):
    return phones("sms")[0]


@pytest.fixture
def code(sms, work):
    """``code("魏代办")``: the digits in the last offer on this phone."""

    def read(name: str, *, at=NINE) -> str:
        work(sms, at=at)
        offers = [parcel.text for parcel in sms.parcels if parcel.name == name]
        return re.findall(r"(?<!\d)\d{4}(?!\d)", offers[-1].split("回复")[1])[0]

    return read


@pytest.fixture
def write(cast, sms, work):
    """``write(WEI, "抢 4821")``: the SMS comes in; the words of the answer, or None."""
    references = count()

    def written(phone: str, text: str, *, at=NINE + MINUTE, reference: str = "") -> str | None:
        before = len(sms.parcels)
        reference = reference or f"sms-{next(references)}"
        take_reply(reference, phone=phone, text=text, county_id=cast.county.pk, at=at)
        work(sms, at=at)
        answers = [parcel for parcel in sms.parcels[before:] if parcel.kind.startswith("reply_")]
        assert len(answers) <= 1 and all(answer.phone == phone for answer in answers)
        return answers[0].text if answers else None

    return written


def test_a_feature_phone_does_the_whole_job(place, code, write, cast):
    order = place()
    digits = code("魏代办")
    assert f"您已抢到工单 {order.number}" in write(WEI, f"抢 {digits}")
    assert digits in write(WEI, f"联系{digits} 明天上门")
    assert write(WEI, f"完成 {digits} 证已送到家") == f"工单 {order.number} 已办结，辛苦了。"
    order.refresh_from_db()
    assert (order.state, order.agent, order.result) == ("completed", cast.wei, "证已送到家")
    kinds = ["placed", "claimed", "started", "completed"]
    assert list(order.events.values_list("kind", flat=True)) == kinds
    assert order.events.get(kind="started").words == "明天上门"


def test_what_was_claimed_by_sms_is_given_back_by_sms(place, code, write):
    order = place()
    digits = code("魏代办")
    write(WEI, f"抢{digits}")
    assert order.number in write(WEI, f"退 {digits} 腿摔了")
    order.refresh_from_db()
    assert (order.state, order.broaden_reason) == ("open", "released")
    assert order.assignments.get().reason == "腿摔了"


def test_a_used_code_changes_nothing(place, code, write):
    order = place()
    digits = code("魏代办")
    write(WEI, f"抢{digits}")
    write(WEI, f"退{digits} 腿摔了")
    assert write(WEI, f"抢{digits}") == f"{digits} 这个编号已经用过了。"
    assert Order.objects.get(pk=order.pk).state == "open"
    assert OrderEvent.objects.filter(order=order, kind="claimed").count() == 1


def test_the_code_of_another_is_nothing(place, code, write):
    order = place()
    digits = code("魏代办")
    ReplyCode.objects.filter(agent__name="文代办").update(code="0000" if digits != "0000" else "0001")
    assert digits in write(WEN, f"抢 {digits}")
    assert Order.objects.get(pk=order.pk).state == "open"
    assert Reply.objects.get().outcome == "refused"


def test_a_stranger_changes_nothing_and_is_never_answered(place, code, write):
    order = place()
    assert write(STRANGER, f"抢 {code('魏代办')}") is None
    assert (Order.objects.get(pk=order.pk).state, Reply.objects.get().outcome) == ("open", "stranger")


def test_a_citizen_and_an_agent_who_left_are_strangers(place, code, write, cast):
    place()
    digits = code("魏代办")
    assert write(cast.chen.phone, f"抢 {digits}") is None
    User.objects.filter(pk=cast.wei.user_id).update(is_active=False)
    assert write(WEI, f"抢 {digits}") is None


def test_who_comes_second_hears_who_was_first(place, code, write, cast):
    order = place()
    digits = code("文代办")
    claim_order(order.pk, agent=cast.wei, at=NINE + MINUTE)
    assert (
        write(WEN, f"抢 {digits}", at=NINE + MINUTE + timedelta(seconds=4))
        == "慢了 4.0 秒，魏代办已经接走了。"
    )


def test_the_same_sms_twice_is_one(place, code, write):
    place()
    digits = code("魏代办")
    assert write(WEI, f"抢 {digits}", reference="same")
    assert write(WEI, f"抢 {digits}", reference="same") is None
    assert Reply.objects.count() == 1 and Assignment.objects.count() == 1


def test_one_that_was_interrupted_is_taken_up_again(place, code, write, cast):
    place()
    digits = code("魏代办")
    write(WEI, f"抢 {digits}", reference="same")
    Reply.objects.update(outcome="")
    write(WEI, f"抢 {digits}", reference="same")
    assert Assignment.objects.count() == 1 and Reply.objects.get().outcome == "done"


def test_without_digits_the_only_order_is_meant_and_never_one_of_two(place, code, write, cast):
    first = claim_order(place().pk, agent=cast.wei, at=NINE)
    assert first.number in write(WEI, "联系")
    second = claim_order(place().pk, agent=cast.wei, at=NINE)
    assert write(WEI, "完成 证已送到家") == "哪一单？请加上短信里的四位编号再回复。"
    assert {first.pk, second.pk} == set(Order.objects.unfinished().values_list("pk", flat=True))


def test_done_without_contact_said_before_is_contact_and_done(place, write, cast):
    order = claim_order(place().pk, agent=cast.wei, at=NINE)
    write(WEI, "办结：已交到民政所")
    assert Order.objects.get(pk=order.pk).state == "completed"


def test_nothing_is_completed_or_given_back_without_words(place, write, cast):
    order = claim_order(place().pk, agent=cast.wei, at=NINE)
    for text in ("完成", "退"):
        assert write(WEI, text) == "请在编号后面写几个字：办得怎么样，或者为什么退。"
    assert Order.objects.get(pk=order.pk).state == "claimed"


def test_a_thousand_characters_are_a_result_and_more_are_refused(place, write, cast):
    order = claim_order(place().pk, agent=cast.wei, at=NINE)
    assert "1001" in write(WEI, "完成" + "办" * 1001)
    assert Order.objects.get(pk=order.pk).state == "claimed"
    write(WEI, "完成" + "办" * 1000)
    assert len(Order.objects.get(pk=order.pk).result) == 1000


def test_machines_do_not_answer_each_other_for_ever(write):
    answers = [write(WEI, "您好，我正在开会，稍后回复。", at=NINE + n * MINUTE) for n in range(20)]
    assert len([answer for answer in answers if answer]) == ANSWERS_TO_NOTHING_MAX
    assert write(WEI, "??", at=NINE + 2 * HOUR)


def test_an_answer_waits_for_no_throttle_and_no_quiet_hours(place, code, write, policy):
    place()
    digits = code("魏代办")
    policy(quiet_from="08:00", quiet_until="14:00")
    assert write(WEI, f"抢 {digits}", at=NINE + timedelta(seconds=5))


def test_an_assigned_agent_is_given_the_digits_too(place, cast, sms, work):
    order = place()
    assign_order(order.pk, agent=cast.dong, by=cast.li, at=NINE)
    work(sms)
    (told,) = [parcel.text for parcel in sms.parcels if parcel.kind == "order_assigned"]
    assert ReplyCode.objects.get(agent=cast.dong, order=order).code in told


def test_a_county_without_the_door_offers_no_codes(place, sms, work, settings):
    place()
    settings.CALLBACK_SECRET, settings.DEMO = "", False
    work(sms)
    assert len(sms.parcels) == 2 and not ReplyCode.objects.exists()


def test_an_sms_with_its_digits_fits_into_one(place, cast, sms, work):
    place(item_code=cast.card.code)
    work(sms)
    assert max(len(parcel.text) for parcel in sms.parcels) <= 70


@pytest.mark.django_db(transaction=True)
def test_of_fifty_answers_at_once_one_wins_and_49_are_told_politely(cast, place, sms, work):
    many = [make_agent(cast.west, f"代办{n}", f"+86109000002{n:02}", at=NINE) for n in range(50)]
    order = place()
    broaden_orders(at=NINE + 10 * MINUTE)
    work(sms, at=NINE + 10 * MINUTE)
    codes = dict(ReplyCode.objects.values_list("agent_id", "code"))
    sms.parcels.clear()

    def reply(agent):
        return take_reply(
            f"r{agent.pk}",
            phone=agent.user.phone,
            text=f"抢 {codes[agent.pk]}",
            county_id=cast.county.pk,
            at=NINE + 11 * MINUTE,
        ).outcome

    outcomes = at_once([partial(reply, agent) for agent in many])
    assert sorted(outcomes) == ["done"] + ["refused"] * 49
    work(sms, at=NINE + 11 * MINUTE)
    winner = Assignment.objects.get(order=order).agent.name
    answers = [parcel.text for parcel in sms.parcels if parcel.kind == "reply_refused"]
    assert len(answers) == 49 and all(winner in answer for answer in answers)
