"""回访: who is called, who calls, and what the answer does (QJ-14, R9)."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, transaction

from agents.errors import FieldMissing, NotAChoice, NotPermitted
from agents.fields import Sealed
from agents.invariants import invariants
from agents.models import AuditEntry, Officer, Policy
from agents.own_data import own_data_of
from dispatch.orders.actions import forget_citizen, rate_order
from dispatch.orders.errors import RatedByCall
from dispatch.orders.models import OrderEvent, Rating
from dispatch.oversight.followups.actions import ask_follow_ups, draw_follow_ups, record_call
from dispatch.oversight.followups.errors import (
    FollowUpAnswered,
    FollowUpGivenUp,
    FollowUpNotFound,
    OwnService,
)
from dispatch.oversight.followups.figures import Answers, answers_between, ledger_of
from dispatch.oversight.followups.lot import is_drawn, ticket_of
from dispatch.oversight.followups.models import FollowUp, FollowUpCall
from points.appeals.appealing import appeal_rating
from points.appeals.errors import AppealClosed
from points.models import PointsEntry
from points.rebuilding.comparing import compare
from tests.cast import make_officer
from tests.conftest import NINE
from tests.oversight.conftest import asked
from tests.points.conftest import CLASS_TWO, earned
from tests.settlement.conftest import NEW_YEAR, Q4

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
BAD = {"outcome": "unsatisfied", "words": "钱收了,证没拿到"}


def broken():
    return [line for check in invariants().values() for line in check()]


def test_the_lot_is_a_tenth_and_the_same_each_time():
    ids = [UUID(int=number) for number in range(20_000)]
    drawn = [each for each in ids if is_drawn(each, percent=10)]
    assert drawn == [each for each in ids if is_drawn(each, percent=10)]
    # Five standard deviations of a fair lot.
    assert abs(len(drawn) - 2_000) < 5 * (20_000 * 0.1 * 0.9) ** 0.5
    assert {each for each in ids if is_drawn(each, percent=5)} < set(drawn)
    assert is_drawn(ids[0], percent=100) and not is_drawn(ids[0], percent=0)


def test_whoever_makes_an_id_cannot_tell_whether_it_is_drawn(settings):
    ids = [uuid4() for _ in range(200)]
    before = [ticket_of(each) for each in ids]
    settings.INDEX_KEY = b"another key of this house, 32 by"
    assert [ticket_of(each) for each in ids] != before


def test_completed_services_are_drawn_once_an_hour_and_once_each(cast, serve):
    Policy.objects.update(follow_up_percent=100)
    first = serve()
    assert draw_follow_ups(at=NINE) == 1
    second = serve(completed_at=NINE + HOUR)
    assert draw_follow_ups(at=NINE + HOUR - timedelta(seconds=1)) == 0
    assert draw_follow_ups(at=NINE + HOUR) == 1
    assert draw_follow_ups(at=NINE + 2 * HOUR) == 0
    assert list(FollowUp.objects.values_list("order", "agent", "reason", "percent")) == [
        (first.pk, cast.wei.pk, "sampled", 100),
        (second.pk, cast.wei.pk, "sampled", 100),
    ]
    assert broken() == []


def test_the_share_is_the_one_the_order_was_born_with(cast, serve):
    Policy.objects.update(follow_up_percent=0)
    serve()
    assert draw_follow_ups(at=NINE) == 0 and not FollowUp.objects.exists()


def test_a_draw_takes_as_many_statements_for_one_service_as_for_many(
    cast, serve, django_assert_max_num_queries
):
    Policy.objects.update(follow_up_percent=100)
    for number in range(6):
        serve(completed_at=NINE + number * timedelta(minutes=1))
    with django_assert_max_num_queries(12):
        assert draw_follow_ups(at=NINE + HOUR) == 6


def test_an_unsatisfied_answer_counts_in_place_of_the_rating(cast, serve):
    order = serve(item_code=CLASS_TWO)
    rate_order(order.pk, grade="satisfied", by=cast.chen, at=NINE + HOUR)
    assert earned(order) == 3
    record_call(asked(order).pk, **BAD, by=cast.li, at=NINE + DAY)
    assert earned(order) == 0
    rating = Rating.objects.get(order=order, superseded_at=None)
    assert (rating.grade, rating.source, rating.words) == ("unsatisfied", "follow_up", BAD["words"])
    event = OrderEvent.objects.filter(order=order).latest("id")
    assert (event.kind, event.officer) == ("rated", cast.li)
    assert broken() == []


def test_it_counts_for_an_unrated_service_too_and_after_the_window_has_closed(cast, serve):
    order = serve()
    record_call(asked(order).pk, **BAD, by=cast.li, at=NINE + 40 * DAY)
    assert earned(order) == 0


def test_a_satisfied_answer_raises_nothing(cast, serve):
    unrated, unsatisfied = serve(), serve(completed_at=NINE + HOUR)
    rate_order(unsatisfied.pk, grade="unsatisfied", by=cast.chen, at=NINE + 2 * HOUR)
    for order in (unrated, unsatisfied):
        record_call(asked(order).pk, outcome="satisfied", words="", by=cast.li, at=NINE + DAY)
    assert earned(unrated) == Decimal("1.5") and earned(unsatisfied) == 0
    assert Rating.objects.count() == 1 and broken() == []


def test_the_applicant_cannot_take_back_what_was_said_on_the_phone(cast, serve):
    order = serve()
    rate_order(order.pk, grade="satisfied", by=cast.chen, at=NINE + HOUR)
    record_call(asked(order).pk, **BAD, by=cast.li, at=NINE + DAY)
    with pytest.raises(RatedByCall):
        rate_order(order.pk, grade="satisfied", by=cast.chen, at=NINE + DAY + HOUR)
    assert earned(order) == 0


def test_the_agent_may_appeal_within_the_cooling_time(cast, serve):
    order, late = serve(), serve(completed_at=NINE + HOUR)
    for each in (order, late):
        record_call(asked(each).pk, **BAD, by=cast.li, at=NINE + DAY)
    appeal_rating(order.pk, agent=cast.wei, words="证是邮寄的,路上两天", at=NINE + 2 * DAY)
    with pytest.raises(AppealClosed):
        appeal_rating(late.pk, agent=cast.wei, words="晚了", at=NINE + 30 * DAY)


def test_after_the_quarter_is_settled_it_falls_in_the_open_one(cast, serve, freeze):
    order = serve(item_code=CLASS_TWO)
    rate_order(order.pk, grade="satisfied", by=cast.chen, at=NINE + HOUR)
    follow_up = asked(order)
    freeze()
    record_call(follow_up.pk, **BAD, by=cast.li, at=NEW_YEAR + DAY)
    posted = PointsEntry.objects.filter(order=order)
    assert sorted((each.quarter, int(each.points)) for each in posted) == [
        ("2026Q4", 1),
        ("2026Q4", 2),
        ("2027Q1", -2),
        ("2027Q1", -1),
    ]
    assert broken() == []


def test_the_ledger_is_rebuilt_with_what_was_said(cast, serve):
    order = serve(item_code=CLASS_TWO)
    rate_order(order.pk, grade="very_satisfied", by=cast.chen, at=NINE + HOUR)
    record_call(asked(order).pk, **BAD, by=cast.li, at=NINE + DAY)
    assert compare(cast.county, Q4).is_same


def test_one_answer_and_only_so_many_tries(cast, follow_up):
    said = {"words": "", "by": cast.li, "at": NINE + DAY}
    for _ in range(3):
        record_call(follow_up.pk, outcome="not_reached", **said)
    with pytest.raises(FollowUpGivenUp):
        record_call(follow_up.pk, outcome="satisfied", **said)
    assert FollowUp.objects.given_up().get() == follow_up and not FollowUp.objects.to_call().exists()


def test_the_same_answer_again_is_the_same_call_and_another_is_refused(cast, follow_up):
    zhao = make_officer(cast.county, "赵科长", "zhao", Officer.Role.COUNTY_MANAGER, at=NINE)
    first = record_call(follow_up.pk, outcome="satisfied", words="好", by=cast.li, at=NINE + DAY)
    assert record_call(follow_up.pk, outcome="satisfied", words="好", by=cast.li, at=NINE + DAY) == first
    with pytest.raises(FollowUpAnswered, match="李主任"):
        record_call(follow_up.pk, **BAD, by=zhao, at=NINE + DAY)
    assert FollowUpCall.objects.count() == AuditEntry.objects.filter(deed="follow_up_recorded").count() == 1


def test_the_database_says_no_to_a_second_answer_and_to_changes(cast, follow_up):
    call = record_call(follow_up.pk, outcome="satisfied", words="好", by=cast.li, at=NINE + DAY)
    for change in ({"outcome": "unsatisfied"}, {"words": Sealed("坏")}):
        with pytest.raises(DatabaseError), transaction.atomic():
            FollowUpCall.objects.filter(pk=call.pk).update(**change)
    call.pk = None
    with pytest.raises(DatabaseError), transaction.atomic():
        call.save(force_insert=True)


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"outcome": "splendid"}, NotAChoice),
        ({"outcome": "unsatisfied", "words": " "}, FieldMissing),
    ],
)
def test_what_cannot_be_is_said(cast, follow_up, said, refusal):
    with pytest.raises(refusal):
        record_call(follow_up.pk, **{"words": "", **said}, by=cast.li, at=NINE + DAY)
    assert not FollowUpCall.objects.exists()


def test_auditors_read_and_nobody_calls_about_the_own_service(cast, follow_up):
    with pytest.raises(NotPermitted):
        record_call(follow_up.pk, **BAD, by=cast.sun, at=NINE)
    own = Officer.objects.create(
        user=cast.wei.user, county=cast.county, name="魏代办", role=Officer.Role.COUNTY_MANAGER
    )
    with pytest.raises(OwnService):
        record_call(follow_up.pk, outcome="satisfied", words="", by=own, at=NINE + DAY)


def test_another_townships_follow_up_is_nobodys_business(cast, follow_up):
    from agents.models import Township

    other = Township.objects.create(
        code="431127103000", county=cast.county, name="楠市镇", short_name="楠市镇", lng=112.3, lat=25.3
    )
    officer = make_officer(cast.county, "镇干事", "zhen", Officer.Role.AUDITOR, at=NINE)
    officer.role, officer.township = Officer.Role.TOWNSHIP_OFFICER, other
    officer.save()
    with pytest.raises(FollowUpNotFound):
        record_call(follow_up.pk, **BAD, by=officer, at=NINE + DAY)


def test_the_figures_of_calls(cast, serve):
    orders = [serve(completed_at=NINE + number * HOUR) for number in range(4)]
    follow_ups = [asked(order) for order in orders]
    for follow_up, said in zip(follow_ups, ["satisfied", "satisfied", "unsatisfied"], strict=False):
        record_call(follow_up.pk, outcome=said, words="说了", by=cast.li, at=NINE + DAY)
    assert answers_between(cast.county, NINE, NINE + 2 * DAY) == {cast.wei.pk: Answers(2, 1)}
    assert answers_between(cast.county, NINE, NINE + DAY) == {}
    ledger = ledger_of(FollowUp.objects.visible_to(cast.li))
    assert (ledger.asked, ledger.to_call, ledger.given_up, ledger.satisfied_percent) == (4, 1, 0, 66.7)


def test_who_is_forgotten_leaves_no_words(cast, follow_up):
    record_call(follow_up.pk, **BAD, by=cast.li, at=NINE + DAY)
    assert own_data_of(cast.chen)["follow_up_calls"][0]["words"] == BAD["words"]
    forget_citizen(cast.chen, at=NINE + 2 * DAY)
    assert FollowUpCall.objects.get().words == ""


def test_asked_for_twice_it_is_one_call(serve):
    order = serve()
    for _ in range(2):
        ask_follow_ups([order], at=NINE)
    assert FollowUp.objects.count() == 1
