"""What happened to an order is kept as it was: who tried in vain, and a chain that names a changed line (X05)."""

from datetime import timedelta
from functools import partial
from importlib import import_module

import pytest
from django.db import DatabaseError, connection, transaction

from agents.chain import broken_links
from dispatch.orders.actions import (
    claim_order,
    complete_order,
    forget_citizen,
    release_order,
    start_order,
)
from dispatch.orders.errors import DispatchError
from dispatch.orders.invariants import timelines_are_as_written, timelines_say_what_was_said
from dispatch.orders.models import Order, OrderEvent, RefusedClaim
from tests.conftest import NINE
from tests.orders.test_verify import tamper
from tests.threads import at_once

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


def refused(order, agent, *, at=NINE):
    with pytest.raises(DispatchError):
        claim_order(order.pk, agent=agent, at=at)


def broken():
    return list(broken_links("orders_orderevent", link="order_id"))


def test_who_tried_in_vain_is_kept_and_by_how_much(cast, place):
    order = claim_order(place().pk, agent=cast.wei, at=NINE)
    refused(order, cast.wen, at=NINE + 4 * SECOND)
    kept = RefusedClaim.objects.get()
    assert (kept.agent, kept.code, kept.behind_seconds) == (cast.wen, "order_already_claimed", 4.0)


def test_who_may_not_yet_or_not_any_more_is_kept_too(cast, place):
    order = place()
    refused(order, cast.dong)
    release_order(claim_order(order.pk, agent=cast.wei, at=NINE).pk, agent=cast.wei, reason="腿摔了", at=NINE)
    refused(order, cast.wei)
    assert set(RefusedClaim.objects.values_list("agent", "code")) == {
        (cast.dong.pk, "order_not_broadened_yet"),
        (cast.wei.pk, "given_back_before"),
    }


def test_trying_again_and_again_is_kept_once(cast, place):
    order = claim_order(place().pk, agent=cast.wei, at=NINE)
    for _ in range(3):
        refused(order, cast.wen)
    assert RefusedClaim.objects.count() == 1


@pytest.mark.parametrize(
    "change", ["update orders_refusedclaim set at = now()", "delete from orders_refusedclaim"]
)
def test_nobody_unmakes_a_refusal(cast, place, change):
    refused(claim_order(place().pk, agent=cast.wei, at=NINE), cast.wen)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change)


@pytest.mark.django_db(transaction=True)
def test_everybody_of_a_race_is_in_one_chain(cast, place):
    agents = [cast.wei, cast.wen] * 4
    order = place()
    at_once([partial(claim_order, order.pk, agent=agent, at=NINE) for agent in agents])
    winner = Order.objects.get(pk=order.pk).agent
    assert [kept.agent for kept in RefusedClaim.objects.all()] == [({cast.wei, cast.wen} - {winner}).pop()]
    assert list(broken_links("orders_refusedclaim", link="order_id")) == []


@pytest.mark.django_db(transaction=True)
def test_a_changed_line_is_named_and_no_other(cast, place):
    order = claim_order(place().pk, agent=cast.wei, at=NINE)
    place()
    assert broken() == []
    event = OrderEvent.objects.get(order=order, kind="placed")
    tamper(f"update orders_orderevent set facts = '{{\"told\": 7}}' where id = {event.pk}")
    assert broken() == [event.pk]


@pytest.mark.django_db(transaction=True)
def test_lines_written_before_there_was_a_chain_become_one(cast, place):
    claim_order(place().pk, agent=cast.wei, at=NINE)
    place()
    digests = list(OrderEvent.objects.values_list("id", "digest"))
    tamper("update orders_orderevent set digest = null")
    migration = import_module("dispatch.orders.migrations.0007_telling_chain")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(migration.CHAIN_WHAT_IS_THERE)
    assert broken() == [] and list(OrderEvent.objects.values_list("id", "digest")) == digests


@pytest.mark.django_db(transaction=True)
def test_words_that_were_erased_break_nothing_and_hide_nothing_else(cast, place):
    order = claim_order(place().pk, agent=cast.wei, at=NINE)
    start_order(order.pk, agent=cast.wei, note="明天上门", at=NINE)
    complete_order(order.pk, agent=cast.wei, result="办好了", at=NINE)
    forget_citizen(cast.chen, at=NINE)
    assert {event.words for event in OrderEvent.objects.all()} == {""}
    assert list(timelines_are_as_written()) == []
    tamper("update orders_orderevent set agent_id = null where kind = 'claimed'")
    assert len(list(timelines_are_as_written())) == 1


@pytest.mark.django_db(transaction=True)
def test_words_emptied_though_nobody_was_forgotten_are_named(cast, place):
    order = claim_order(place().pk, agent=cast.wei, at=NINE)
    start_order(order.pk, agent=cast.wei, note="明天上门", at=NINE)
    with connection.cursor() as cursor:
        cursor.execute("update orders_orderevent set sealed_words = '' where kind = 'started'")
    assert len(list(timelines_say_what_was_said())) == 1
    # The line itself is proven with or without its words.
    assert list(timelines_are_as_written()) == []
