"""Placing: what becomes an order, when it broadens, and what is refused."""

from datetime import UTC, datetime, time, timedelta
from uuid import uuid4

import pytest

from agents.errors import InvalidInput
from agents.models import Agent, Officer, Policy
from dispatch.orders.errors import DuplicateIdWithAnotherBody
from dispatch.orders.models import Order, OrderEvent
from tests.conftest import NINE

TEN_MINUTES = timedelta(minutes=10)


def codes(refused: pytest.ExceptionInfo[InvalidInput]) -> dict[str, list[str]]:
    return {field: [fault.code for fault in faults] for field, faults in refused.value.problems.items()}


def test_vague_words_become_an_order_of_the_citizens_grid(cast, place):
    order = place(wish="屋里漏雨想问下危房那个补助")
    assert (order.state, order.grid, order.item, order.difficulty_class) == ("open", cast.west, None, None)
    assert order.earning_class == 1
    assert order.number.startswith("LS-") and len(order.number) == 10


def test_an_item_brings_its_class_and_bureau(cast, place):
    order = place(item_code="LS002", wish="")
    assert (order.item, order.difficulty_class, order.bureau) == (cast.permit, 2, cast.permit.bureau)
    assert order.wish == "我要开便利店"


def test_it_broadens_ten_minutes_after_placing(place):
    order = place()
    assert order.broaden_at == NINE + TEN_MINUTES
    assert order.broaden_reason == "unclaimed" and order.broadened_at is None


def test_without_a_reachable_agent_it_broadens_at_once(cast, place):
    Agent.objects.filter(grid=cast.west).update(is_on_duty=False)
    order = place()
    assert (order.broaden_at, order.broadened_at) == (NINE, NINE)
    assert order.broaden_reason == "nobody_reachable"
    assert list(order.events.values_list("kind", flat=True)) == ["placed", "broadened"]


def test_the_applicant_alone_does_not_count_as_reachable(cast, place):
    Agent.objects.filter(pk=cast.wen.pk).update(unreachable_since=NINE)
    order = place(by=cast.wei.user, applicant_phone="10900000011")
    assert order.broaden_reason == "nobody_reachable"


def test_an_agent_who_files_for_another_does_not_count_either(cast, place):
    Agent.objects.filter(pk=cast.wen.pk).update(is_on_duty=False)
    assert place(by=cast.wei.user, applicant_phone="10900000001").broaden_reason == "nobody_reachable"


def test_outside_service_hours_the_ten_minutes_stand_still(cast, place):
    Policy.objects.filter(pk=cast.policy.pk).update(service_opens=time(8), service_closes=time(18))
    before_closing = datetime(2026, 11, 20, 9, 55, tzinfo=UTC)  # 17:55 county time
    assert place(at=before_closing).broaden_at == datetime(2026, 11, 21, 0, 5, tzinfo=UTC)


def test_an_order_keeps_the_policy_it_was_born_with(cast, place):
    old = place()
    Policy.objects.create(
        county=cast.county, version=2, effective_at=NINE + timedelta(hours=1), broaden_seconds=60
    )
    assert place(at=NINE + timedelta(hours=1)).broaden_at == NINE + timedelta(hours=1, seconds=60)
    assert Order.objects.get(pk=old.pk).policy == cast.policy


def test_the_same_id_again_is_the_same_order_with_its_first_time(cast, place):
    order_id = uuid4()
    first = place(id=order_id)
    again = place(id=order_id, at=NINE + timedelta(hours=2))
    assert (again.pk, again.placed_at) == (first.pk, NINE)
    assert OrderEvent.objects.filter(order=first, kind="placed").count() == 1


def test_the_same_id_with_another_body_is_refused(place):
    order_id = uuid4()
    place(id=order_id)
    with pytest.raises(DuplicateIdWithAnotherBody):
        place(id=order_id, wish="别的事")


def test_the_same_id_from_another_person_is_refused(cast, place):
    order_id = uuid4()
    place(id=order_id)
    with pytest.raises(DuplicateIdWithAnotherBody):
        place(id=order_id, by=cast.bai)


def test_all_faults_are_told_together(place):
    with pytest.raises(InvalidInput) as refused:
        place(wish=" ", applicant_name="", applicant_phone="0746-2213456", village_code="431127999999")
    assert codes(refused) == {
        "wish": ["missing"],
        "applicant_name": ["missing"],
        "applicant_phone": ["landline_phone"],
        "village_code": ["unknown_village"],
    }
    assert not Order.objects.exists()


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({"wish": "长" * 10_000}, ("wish", "too_long")),
        ({"applicant_phone": "+85251234567"}, ("applicant_phone", "foreign_phone")),
        ({"applicant_phone": "12345"}, ("applicant_phone", "not_a_phone")),
        ({"applicant_phone": "电话"}, ("applicant_phone", "not_a_phone")),
        ({"item_code": "LS999"}, ("item_code", "unknown_item")),
        ({"care_marks": ["rich"]}, ("care_marks", "not_a_choice")),
        ({"channel": "pigeon"}, ("channel", "not_a_choice")),
    ],
)
def test_bad_input_is_named_by_field(place, said, fault):
    with pytest.raises(InvalidInput) as refused:
        place(**said)
    assert codes(refused) == {fault[0]: [fault[1]]}


def test_emoji_stay_and_nul_and_lone_surrogates_go(place):
    assert place(wish="想办证😀\x00\ud800 谢谢").wish == "想办证😀 谢谢"


def test_personal_data_is_sealed_in_the_database(place):
    order = place(address="毛俊村三组12号")
    row = (
        Order.objects.filter(pk=order.pk).values("applicant_name", "applicant_phone", "address", "wish").get()
    )
    stored = " ".join(sealed.blob for sealed in row.values())
    assert "陈奶奶" not in stored and "10900000001" not in stored and "毛俊" not in stored
    fresh = Order.objects.get(pk=order.pk)
    assert (fresh.applicant_name, fresh.applicant_phone) == ("陈奶奶", "+8610900000001")


def test_an_officer_places_for_a_citizen_who_then_owns_it(cast, place):
    order = place(by=cast.li, channel="counter")
    assert (order.citizen, order.filed_by_officer) == (None, cast.li)
    assert list(Order.objects.asked_by(cast.chen)) == [order]
    assert isinstance(order.filed_by_officer, Officer)


def test_the_due_date_counts_working_days(cast, place):
    cast.card.promised_days = 3
    cast.card.save()
    order = place(item_code="LS050")
    # Friday 20 November + 3 working days: Wednesday 25 November, end of work.
    assert order.due_at == datetime(2026, 11, 25, 9, 30, tzinfo=UTC)


def test_a_date_in_a_year_not_announced_is_not_guessed(cast, place):
    cast.permit.statutory_days = 60
    cast.permit.save()
    order = place(item_code="LS002", at=datetime(2026, 12, 1, 1, 0, tzinfo=UTC))
    assert order.due_at is None and order.due_working_days == 60
