"""A prepared queryset answers as the queryset itself would, whatever it was asked before."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.db.models import CharField, UUIDField
from django.test.utils import CaptureQueriesContext

from agents.models import User
from agents.prepared import Given, Prepared

by_id = Prepared(lambda: User.objects.with_roles().filter(pk=Given("user_id", UUIDField())))
of_county = Prepared(
    lambda: User.objects.filter(county_id=Given("county_id", CharField())).only("pk", "name").order_by("pk")
)


def found(user_id: UUID) -> Any:
    return by_id.first(user_id=user_id)


def test_each_question_finds_its_own_row_with_what_was_joined(cast):
    wei, li = found(cast.wei.user_id), found(cast.li.user_id)
    with CaptureQueriesContext(connection) as asked:
        assert (wei.as_agent, wei.as_agent.grid, wei.as_officer) == (cast.wei, cast.west, None)
        assert (li.as_officer, li.as_agent, li.county) == (cast.li, None, cast.county)
    assert len(asked) == 0


def test_sealed_words_are_opened_and_deferred_ones_fetched(cast):
    wei = found(cast.wei.user_id)
    assert (wei.name, wei.phone) == ("魏代办", "+8610900000011")
    assert wei.as_agent.grid.get_deferred_fields() == {"boundary"}
    assert wei.as_agent.grid.boundary == cast.west.boundary


def test_nothing_found_is_none(cast):
    assert by_id.first(user_id=uuid4()) is None
    assert of_county.all(county_id="000000") == []


def test_several_rows_come_in_the_queryset_s_order(cast):
    rows = of_county.all(county_id=cast.county.pk)
    assert rows == list(User.objects.order_by("pk"))
    assert rows[0].get_deferred_fields() >= {"phone", "username"}


def test_what_is_asked_for_must_be_given(cast):
    with pytest.raises(KeyError):
        by_id.first()
