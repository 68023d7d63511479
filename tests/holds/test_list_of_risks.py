"""R3, the calls of R9 and R14, what cannot be done at all (R11, R12, R13, R15), and the officers' list of risks."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from agents.audit import AgentsBrowser, at_agents_browser, at_door
from agents.bank import BankAccountTaken, register_bank_account
from agents.errors import InvalidInput
from agents.invariants import invariants
from agents.models import Agent, AuditEntry, BankAccount, Policy
from dispatch.orders.actions import note_progress, rate_order
from dispatch.orders.models import Rating
from dispatch.oversight.followups.actions import record_call
from dispatch.oversight.followups.models import FollowUp
from points.holds.errors import OwnHold
from points.holds.opening import open_hold
from points.holds.ruling import rule_on_hold
from points.models import Hold, PointsEntry, SettledEntry, Settlement
from points.posting.due import Standing, due
from points.reports.row import NONE_DONE
from points.reports.tables.bank import NOT_OWN_ACCOUNT, bank_transfer
from points.risks.all import RISKS, reason_of
from points.risks.checking import check_quarter
from points.risks.listed import SCHEMES
from points.settlement.reckoning import reckon
from tests.conftest import NINE
from tests.pages.clock import browser_of
from tests.points.conftest import earned
from tests.settlement.conftest import Q4, english

__all__ = ["english"]

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
HOME, ELSEWHERE = "203.0.113.7", "198.51.100.9"


@pytest.fixture
def check(cast):
    return lambda: {(hold.rule, hold.order_id) for hold in check_quarter(cast.county, Q4, at=NINE + 2 * HOUR)}


def rated(order, by, *, address=None, browser=None, grade="satisfied", at=NINE + HOUR):
    with at_door(address), at_agents_browser(browser):
        return rate_order(order.pk, grade=grade, by=by, at=at)


@pytest.fixture
def served_from_home(cast, place):
    """Wei does the errand and completes it from the address ``HOME``."""
    from dispatch.orders.actions import claim_order, complete_order, start_order

    order = place(at=NINE - HOUR)
    with at_door(HOME):
        claim_order(order.pk, agent=cast.wei, at=NINE - 50 * MINUTE)
        start_order(order.pk, agent=cast.wei, at=NINE - 40 * MINUTE)
        return complete_order(order.pk, agent=cast.wei, result="办好了", at=NINE)


def test_r3_rated_in_a_browser_that_an_agent_used_the_point_is_held_and_the_applicant_called(
    cast, serve, check
):
    order = serve()
    mark = AgentsBrowser(cast.dong.pk, NINE - 20 * HOUR)
    rated(order, cast.chen, browser=mark)
    assert check() == {("R3", order.pk)}
    hold = Hold.objects.get()
    assert (hold.covers, hold.facts) == ("bonus", {"by": "browser", "hours": 24})
    assert "24 hours" in reason_of(hold)
    assert FollowUp.objects.get().reason == "doubted"
    line = next(line for line in reckon(cast.county, Q4) if line.agent_id == cast.wei.pk)
    assert line.points == Decimal("1.5") and line.held_points == 1


def test_r3_a_mark_older_than_the_policys_hours_says_nothing(cast, serve, check):
    rated(serve(), cast.chen, browser=AgentsBrowser(cast.wei.pk, NINE + HOUR - 24 * HOUR))
    assert check() == set()
    Policy.objects.update(rater_device_hours=25)
    assert {rule for rule, _ in check()} == {"R3"}


def test_r3_rated_from_where_the_agent_works(cast, served_from_home, check):
    rated(served_from_home, cast.chen, address=HOME)
    assert check() == {("R3", served_from_home.pk)}
    assert Hold.objects.get().facts == {"by": "address", "hours": 24}


@pytest.mark.parametrize("said", [{"address": ELSEWHERE}, {"address": HOME, "grade": "fair"}, {}])
def test_r3_another_address_another_grade_or_none_known_is_no_doubt(cast, served_from_home, check, said):
    rated(served_from_home, cast.chen, **said)
    assert check() == set()


def test_r3_an_address_of_many_agents_is_a_networks_and_says_nothing(cast, place, served_from_home, check):
    from dispatch.orders.actions import claim_order

    for agent in (cast.wen, cast.dong, cast.dai):
        with at_door(HOME):
            claim_order(place(at=NINE - HOUR, grid=agent.grid).pk, agent=agent, at=NINE)
    rated(served_from_home, cast.chen, address=HOME)
    assert check() == set()
    Policy.objects.update(rater_address_agents_max=4)
    assert check() == {("R3", served_from_home.pk)}


def test_r3_the_machine_itself_is_nobodys_address(cast, place, check):
    from dispatch.orders.actions import claim_order, complete_order, start_order

    order = place(at=NINE - HOUR)
    with at_door("127.0.0.1"):
        claim_order(order.pk, agent=cast.wei, at=NINE - 50 * MINUTE)
        start_order(order.pk, agent=cast.wei, at=NINE - 40 * MINUTE)
        complete_order(order.pk, agent=cast.wei, result="办好了", at=NINE)
    rated(order, cast.chen, address="127.0.0.1")
    assert check() == set()


def test_r3_the_browsers_mark_outlives_the_agents_sign_in_and_citizens_get_none(cast, serve):
    order, browser = serve(), browser_of(cast.wei.user)
    browser.get("/agent/")
    assert browser.cookies["serving"].value
    browser.post("/account/sign-out/")
    browser.force_login(cast.chen, backend="agents.sign_in.backend.SessionBackend")
    Rating.objects.all().delete()
    browser.post(f"/orders/{order.pk}/rate/", {"grade": "satisfied"})
    rating = Rating.objects.get(order=order)
    assert rating.browser_agent == cast.wei and rating.address == "127.0.0.1"
    other = browser_of(cast.bai)
    other.get("/")
    assert "serving" not in other.cookies


@pytest.mark.parametrize("forged", ["1.99", "1.99:bad:sig", "", "x" * 3000])
def test_r3_a_forged_mark_is_no_mark(cast, serve, forged):
    order, browser = serve(), browser_of(cast.chen)
    browser.cookies["serving"] = forged
    browser.post(f"/orders/{order.pk}/rate/", {"grade": "satisfied"})
    assert Rating.objects.get(order=order).browser_agent is None


def test_r9_what_was_said_on_the_phone_stands_beside_the_hold(cast, serve, check):
    order = serve()
    rated(order, cast.chen, at=NINE + MINUTE)
    assert check() == {("R9", order.pk)}
    record_call(FollowUp.objects.get().pk, outcome="satisfied", words="", by=cast.li, at=NINE + 2 * HOUR)
    page = browser_of(cast.li.user).get("/office/holds/").content.decode()
    assert "Follow-up" in page and "李主任: <b>satisfied</b>" in page


def test_r11_no_officer_edits_points_and_nobody_rules_on_the_own_doubt(cast, money, serve):
    order = serve()
    for change in (
        lambda: PointsEntry.objects.update(points=9),
        lambda: PointsEntry.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()
    hold = open_hold(order.pk, by=money.li, words="没见到材料", at=NINE)
    with pytest.raises(OwnHold):
        rule_on_hold(hold.pk, verdict="rejected", words="就是", by=money.li, at=NINE)
    rule_on_hold(hold.pk, verdict="rejected", words="核实无此事", by=money.zhao, at=NINE)
    assert earned(order) == 0 and [line for each in invariants().values() for line in each()] == []


def test_r12_a_quarter_is_settled_once_and_an_entry_paid_once(serve, freeze, money):
    serve()
    settlement = freeze()
    assert freeze() == settlement and Settlement.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Settlement.objects.bulk_create([_copy(settlement)])
    settled = SettledEntry.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        SettledEntry.objects.bulk_create([_copy(settled, keeps_key=True)])


def test_r13_an_account_is_one_agents_and_bears_the_agents_name(cast, money):
    said = {"bank": "农信社", "by": money.li, "at": NINE}
    with pytest.raises(InvalidInput):
        register_bank_account(cast.wei, holder="别人", number="6200000000000000", **said)
    register_bank_account(cast.wei, holder="魏代办", number="109000000001", **said)
    with pytest.raises(BankAccountTaken):
        register_bank_account(cast.dong, holder="董代办", number="109000000001", **said)
    row = AuditEntry.objects.get(deed="bank_account_changed")
    assert row.about_name == "魏代办" and "109000000001" not in str(row.after)


def test_r13_whose_name_has_changed_is_not_paid_until_the_account_is_registered_anew(cast, money):
    said = {"bank": "农信社", "by": money.li, "at": NINE}
    register_bank_account(cast.wei, holder="魏代办", number="109000000001", **said)
    Agent.objects.filter(pk=cast.wei.pk).update(name="伟代办")
    (line,) = bank_transfer([_row(cast.wei)], Q4, batch="B", shows_accounts=True).lines
    assert "109000000001" not in line and line[-1] == NOT_OWN_ACCOUNT
    assert (
        any("bears another name" in line for check in invariants().values() for line in check())
        and BankAccount.objects.count() == 1
    )
    cast.wei.refresh_from_db()
    register_bank_account(cast.wei, holder="伟代办", number="109000000002", **said)
    (line,) = bank_transfer([_row(cast.wei)], Q4, batch="B", shows_accounts=True).lines
    assert "109000000002" in line


def test_r14_after_a_call_that_said_otherwise_nothing_can_be_re_rated(cast, serve, check):
    order = serve()
    rated(order, cast.chen, grade="unsatisfied", at=NINE + HOUR)
    rated(order, cast.chen, grade="satisfied", at=NINE + HOUR + MINUTE)
    assert check() == {("R14", order.pk)}
    record_call(
        FollowUp.objects.get().pk, outcome="unsatisfied", words="他求我改的", by=cast.li, at=NINE + 2 * HOUR
    )
    assert earned(order) == 0


def test_r15_without_a_rating_there_is_never_the_point_for_satisfaction(cast, serve):
    order = serve()
    follow_up = FollowUp.objects.create(
        county=cast.county, order=order, agent=cast.wei, reason="sampled", percent=10, asked_at=NINE
    )
    record_call(follow_up.pk, outcome="satisfied", words="好", by=cast.li, at=NINE + HOUR)
    assert earned(order) == Decimal("1.5")
    for rejected in (False, True):
        assert not due(Standing(grade=None, is_rejected=rejected)).bonus


def test_every_scheme_is_listed_with_thresholds_that_are_numbers_of_the_policy():
    assert [scheme.code for scheme in SCHEMES] == [f"R{number}" for number in range(1, 16)]
    assert {scheme.rule for scheme in SCHEMES if scheme.rule} == set(RISKS)
    fields = {field.name for field in Policy._meta.fields}
    assert {name for scheme in SCHEMES for name in scheme.thresholds} <= fields


def test_every_scheme_stands_in_the_docs():
    table = (Path(__file__).parents[2] / "docs" / "fraud-rules.md").read_text()
    for scheme in SCHEMES:
        assert f"| {scheme.code} |" in table
        for name in scheme.thresholds:
            assert name in table or f"{name.partition('_')[0]}_*" in table, name


def test_officers_read_the_list_with_the_thresholds_in_force(cast, serve, check):
    rated(serve(), cast.chen, at=NINE + MINUTE)
    check()
    answer = browser_of(cast.sun.user).get("/office/risks/")
    page = answer.content.decode()
    assert answer.status_code == 200 and "R15" in page and "cannot be done" in page
    counts = {scheme.code: count for scheme, _thresholds, count in answer.context["rows"]}
    assert counts["R11"] is None and set(counts) == {scheme.code for scheme in SCHEMES}


def _copy(row, *, keeps_key=False):
    copy = type(row)(**{field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields})
    if not keeps_key:
        copy.pk = None
    return copy


def _row(agent):
    from points.reports.row import RewardRow

    return RewardRow(
        agent_id=agent.pk, name=agent.name, post=agent.post, township="", village="", services=NONE_DONE,
        points=Decimal(2), earned=Decimal(20), yuan=Decimal(20), carried_in=Decimal(0), carried_on=Decimal(0),
        held_points=Decimal(0), held_yuan=Decimal(0),
    )  # fmt: skip


def test_a_note_from_the_agents_own_address_says_nothing_of_another_agents_service(cast, place, serve, check):
    from dispatch.orders.actions import claim_order

    other = claim_order(place(at=NINE - HOUR).pk, agent=cast.wen, at=NINE)
    with at_door(HOME):
        note_progress(other.pk, words="在路上", by=cast.wen, at=NINE)
    rated(serve(), cast.chen, address=HOME)
    assert check() == set()
