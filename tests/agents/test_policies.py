"""Each process keeps a county's policies, and notices every change of them."""

from datetime import timedelta

import pytest
from django.db import connection

from agents.models import County, Policy
from agents.policies import NoPolicy, policy_in_force, policy_of
from tests.conftest import NINE

pytestmark = pytest.mark.django_db


def read():
    return County.objects.get(pk="431127")


def test_what_is_kept_costs_no_question(cast, django_assert_num_queries):
    county = read()
    policy_in_force(county, at=NINE)
    with django_assert_num_queries(0):
        assert policy_in_force(county, at=NINE) == cast.policy == policy_of(county, cast.policy.pk)


def test_a_version_written_by_hand_is_in_force_at_once(cast):
    assert policy_in_force(read(), at=NINE).photos_max != 7
    with connection.cursor() as cursor:
        cursor.execute("update agents_policy set photos_max = 7")
    assert policy_in_force(read(), at=NINE).photos_max == 7


def test_a_planned_version_begins_at_its_date_and_a_withdrawn_one_never(cast):
    later = Policy.objects.get()
    later.pk, later.version, later.effective_at = None, 2, NINE + timedelta(days=1)
    later.save()
    assert policy_in_force(read(), at=NINE) == cast.policy
    assert policy_in_force(read(), at=later.effective_at) == later
    later.delete()
    assert policy_in_force(read(), at=NINE + timedelta(days=2)) == cast.policy


def test_an_order_born_of_a_version_newer_than_what_the_claimer_has_read_keeps_it(cast):
    county = read()
    policy_in_force(county, at=NINE)
    newer = Policy.objects.get()
    newer.pk, newer.version, newer.effective_at = None, 2, NINE + timedelta(days=1)
    newer.save()
    assert policy_of(county, newer.pk) == newer


def test_a_county_without_a_policy_and_a_version_of_nobody(cast):
    with pytest.raises(NoPolicy):
        policy_in_force(County.objects.create(code="431128", name="邻县"), at=NINE)
    with pytest.raises(NoPolicy):
        policy_of(read(), 0)


def test_a_revision_that_was_rolled_back_is_never_given_again(cast):
    before = read().policies_revision
    Policy.objects.update(photos_max=3)
    revisions = [before, read().policies_revision]
    assert revisions[0] < revisions[1]
    with connection.cursor() as cursor:
        cursor.execute("savepoint here")
        cursor.execute("update agents_policy set photos_max = 4")
        revisions.append(read().policies_revision)
        cursor.execute("rollback to here")
        cursor.execute("update agents_policy set photos_max = 5")
    assert read().policies_revision not in revisions
