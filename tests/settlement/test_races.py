"""Freezing while others freeze, post and die: one batch, every entry in one quarter (F29)."""

from datetime import timedelta
from functools import partial
from threading import Event, Thread

import pytest
from django.db import DatabaseError, connection, transaction

from dispatch.orders.actions import rate_order
from points.models import PointsEntry, SettledEntry, Settlement, SettlementLine
from points.settlement import freeze as freezing
from points.settlement.freeze import freeze_quarter
from points.settlement.release import release_settlement
from tests.points.conftest import CLASS_TWO
from tests.settlement.conftest import NEW_YEAR, Q4
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def unsettled():
    return PointsEntry.objects.filter(settled=None)


def test_two_officers_who_freeze_at_once_get_one_batch(cast, two_services, money):
    calls = [
        partial(freeze_quarter, cast.county, Q4, by=officer, at=NEW_YEAR)
        for officer in (money.li, money.zhao, money.qian)
    ]
    assert len({settlement.pk for settlement in at_once(calls)}) == 1
    assert (Settlement.objects.count(), SettlementLine.objects.count()) == (1, 2)


def test_a_rating_that_arrives_while_freezing_is_in_this_quarter_or_in_the_next(cast, serve, money):
    """The rating says a second before midnight, and nobody knows which of the two commits first."""
    midnight = NEW_YEAR - timedelta(hours=9)
    orders = [
        serve(
            item_code=CLASS_TWO,
            completed_at=midnight - timedelta(days=1),
            applicant_phone=f"1090000010{number}",
        )
        for number in range(8)
    ]
    ratings = [
        partial(rate_order, order.pk, grade="satisfied", by=cast.chen, at=midnight - timedelta(seconds=1))
        for order in orders
    ]
    answers = at_once(
        [*ratings[:4], partial(freeze_quarter, cast.county, Q4, by=money.li, at=NEW_YEAR), *ratings[4:]]
    )
    assert not [answer for answer in answers if isinstance(answer, Exception)]
    settlement = Settlement.objects.get()
    assert PointsEntry.objects.filter(kind="satisfied").count() == 8
    assert all(entry.quarter == "2027Q1" for entry in unsettled())
    assert not PointsEntry.objects.filter(settled__isnull=False).exclude(quarter="2026Q4").exists()
    bonus = PointsEntry.objects.filter(settled__isnull=False, kind="satisfied").count()
    assert settlement.points == 16 + bonus


def test_a_posting_under_way_is_waited_for(cast, serve, money):
    order = serve(item_code=CLASS_TWO)
    posted, go_on = Event(), Event()

    def rate_slowly() -> None:
        with transaction.atomic():
            rate_order(order.pk, grade="satisfied", by=cast.chen, at=order.completed_at + timedelta(hours=1))
            posted.set()
            go_on.wait(timeout=30)
        connection.close()

    def freeze() -> None:
        freeze_quarter(cast.county, Q4, by=money.li, at=NEW_YEAR)
        connection.close()

    rater, freezer = Thread(target=rate_slowly), Thread(target=freeze)
    rater.start()
    assert posted.wait(timeout=30)
    freezer.start()
    assert not Settlement.objects.exists()
    go_on.set()
    for thread in (rater, freezer):
        thread.join(timeout=30)
    assert Settlement.objects.get().points == 3


def test_killed_half_way_nothing_has_happened_and_again_it_is_whole(cast, two_services, money, monkeypatch):
    def die(*args: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute("select pg_terminate_backend(pg_backend_pid())")

    with monkeypatch.context() as dying:
        dying.setattr(freezing, "require_agreement", die)
        with pytest.raises(DatabaseError):
            freeze_quarter(cast.county, Q4, by=money.li, at=NEW_YEAR)
    connection.close()
    assert not Settlement.objects.exists() and not SettledEntry.objects.exists()
    freeze_quarter(cast.county, Q4, by=money.li, at=NEW_YEAR)
    assert (SettlementLine.objects.count(), unsettled().count()) == (2, 0)


def test_two_who_release_at_once_are_both_written_down(cast, two_services, money):
    freeze_quarter(cast.county, Q4, by=money.li, at=NEW_YEAR)
    at_once(
        [
            partial(release_settlement, "2026Q4", by=officer, at=NEW_YEAR)
            for officer in (money.zhao, money.qian)
        ]
    )
    settlement = Settlement.objects.get()
    assert settlement.state == "released"
    assert {officer.pk for officer, _ in settlement.releases} == {money.zhao.pk, money.qian.pk}
    assert settlement.events.count() == 3


def test_one_officer_on_two_screens_is_one_release(cast, two_services, money):
    freeze_quarter(cast.county, Q4, by=money.li, at=NEW_YEAR)
    at_once([partial(release_settlement, "2026Q4", by=money.zhao, at=NEW_YEAR) for _ in range(3)])
    assert Settlement.objects.get().state == "frozen"
