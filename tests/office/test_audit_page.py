"""审计 on the page: deeds, changes of orders and looks at applicants in one list, searched, turned and taken away."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.urls import reverse

from agents.audit import Deed, record_audit
from agents.models import AuditEntry
from agents.second_step.codes import set_up_second_step
from dispatch.orders.actions import claim_order, reveal_applicant
from tests.accounts.test_second_step import SECRET, code_at
from tests.conftest import NINE
from tests.pages.clock import browser_of

PAGE, EXPORT = "/office/audit/", "/office/audit/export/"


@pytest.fixture
def sun_looks(cast):
    return browser_of(cast.sun.user)


@pytest.fixture
def history(cast, place):
    order = place(at=NINE - timedelta(hours=2))
    claim_order(order.pk, agent=cast.wei, at=NINE - timedelta(hours=1))
    reveal_applicant(order, to=cast.li, why="office", at=NINE - timedelta(minutes=30))
    record_audit(Deed.POLICY_ANNOUNCED, by=cast.li, at=NINE, reason="=1+1", before={"a": 1}, after={"a": 2})
    return order


def deeds(answer):
    return [row.deed for row in answer.context["rows"]]


def test_all_three_in_one_list_newest_first(sun_looks, history):
    assert deeds(sun_looks.get(PAGE)) == [
        "new policy announced",
        "looked at the applicant",
        "claimed",
        "placed",
    ]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"what": "order"}, 2),
        ({"what": "reveal"}, 1),
        ({"what": "policy_announced"}, 1),
        ({"who": "officer"}, 2),
        ({"who": "agent"}, 1),
        ({"q": "魏代办"}, 1),
        ({"q": "LS-"}, 3),
        ({"since": "2026-11-21"}, 0),
        ({"until": "2026-11-19"}, 0),
        ({"since": "2026-11-20", "until": "2026-11-20"}, 4),
        ({"address": "192.0.2.1"}, 0),
        ({"address": "x", "since": "never", "what": "x", "who": "x", "cursor": "x"}, 4),
    ],
)
def test_the_filters_live_in_the_address(sun_looks, history, query, found):
    assert len(deeds(sun_looks.get(PAGE, query))) == found


def test_pages_follow_each_other_without_a_gap(cast, sun_looks, monkeypatch):
    monkeypatch.setattr("frontend.office.audit.PAGE_SIZE", 7)
    for minute in range(20):
        record_audit(Deed.EXPORTED, by=cast.li, at=NINE + timedelta(minutes=minute // 3), about=str(minute))
    seen, cursor = [], ""
    for _ in range(3):
        answer = sun_looks.get(PAGE, {"cursor": cursor})
        seen += [row.about for row in answer.context["rows"]]
        cursor = answer.context["following"]
    assert seen == [str(minute) for minute in reversed(range(20))] and not cursor


def test_the_address_of_a_request_stands_in_every_row_it_made(cast, sun_looks, place):
    browser = browser_of(cast.li.user)
    order = place()
    browser.post(reverse("office:reveal", args=[order.pk]))
    browser.post(reverse("office:cancel", args=[order.pk]), {"reason": "重复"})
    assert len(deeds(sun_looks.get(PAGE, {"address": "127.0.0.1"}))) == 2


def test_nobody_is_named_who_is_no_public_servant(cast, sun_looks, history):
    page = sun_looks.get(PAGE).content.decode()
    assert "陈奶奶" not in page and "10900000001" not in page


def test_a_file_needs_a_reason_and_is_a_row_itself(cast, sun_looks, history):
    assert sun_looks.post(EXPORT, {"what": "policy_announced"}).status_code == 422
    answer = sun_looks.post(EXPORT, {"what": "policy_announced", "reason": "季度检查"})
    text = answer.content.decode("utf-8-sig")
    head, row = csv.reader(StringIO(text))
    assert head[0] == "time" and row[1:4] == ["officer", "李主任", ""]
    assert row[7] == "'=1+1"
    written = AuditEntry.objects.get(deed="exported")
    assert (written.actor, written.reason, (written.after or {})["rows"]) == (cast.sun.user, "季度检查", 1)


def test_the_audit_costs_the_same_however_long_it_is(cast, sun_looks, place, django_assert_max_num_queries):
    for minute in range(30):
        record_audit(Deed.EXPORTED, by=cast.li, at=NINE + timedelta(minutes=minute))
        if minute < 5:
            place(at=NINE + timedelta(minutes=minute))
    with django_assert_max_num_queries(6):
        assert sun_looks.get(PAGE).status_code == 200


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "address", ["/office/audit/export/", "/office/rewards/2026Q4/export/", "/office/appraisal/export/"]
)
def test_who_has_a_second_step_gives_a_fresh_code_for_a_file(cast, sun_looks, address):
    an_hour_ago = NINE - timedelta(hours=1)
    set_up_second_step(cast.sun.user, SECRET, code_at(an_hour_ago), at=an_hour_ago)
    said = {"what": "tables" if "rewards" in address else "", "reason": "季度检查"}
    assert sun_looks.post(address, said).status_code == 403
    assert sun_looks.post(address, {**said, "code": "000000"}).status_code == 422
    without_reason = sun_looks.post(address, {**said, "reason": "", "code": code_at(NINE)})
    assert without_reason.status_code == 422
    if "rewards" not in address:
        assert "Code of your app" in without_reason.content.decode()
    good = sun_looks.post(address, {**said, "code": code_at(NINE)})
    assert good.status_code == 200 and good["Content-Disposition"].startswith("attachment")
    assert sun_looks.post(address, {**said, "code": code_at(NINE)}).status_code == 422
