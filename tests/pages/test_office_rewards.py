"""奖励 in the office: the quarter by agent, exported with a reason by those who may."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from agents.models import Officer
from dispatch.orders.actions import claim_order, complete_order, rate_order, start_order
from points.models import Export
from tests.cast import make_officer
from tests.conftest import NINE
from tests.pages.clock import browser_of, text

pytestmark = pytest.mark.usefixtures("nine_o_clock")
REWARDS = "/office/rewards/"


@pytest.fixture
def served(cast, place):
    order = claim_order(place(item_code=cast.permit.code).pk, agent=cast.wei, at=NINE)
    start_order(order.pk, agent=cast.wei, at=NINE)
    complete_order(order.pk, agent=cast.wei, result="办好了", at=NINE)
    rate_order(order.pk, grade="very_satisfied", by=cast.chen, at=NINE)
    return order


def test_the_quarter_by_agent(cast, served, li_looks):
    answer = li_looks.get(REWARDS)
    assert (answer.context["figures"].points, answer.context["figures"].yuan) == (3, 30)
    assert "魏代办" in text(answer) and "30.00" in text(answer)
    assert "Nothing earned" in text(li_looks.get(REWARDS, {"quarter": "2026Q3"}))


@pytest.mark.parametrize("quarter", ["", "2026", "2026Q5", "x\x00", "٢٠٢٦Q4"])
def test_a_quarter_that_makes_no_sense_is_the_running_one(cast, served, li_looks, quarter):
    assert str(li_looks.get(REWARDS, {"quarter": quarter}).context["quarter"]) == "2026Q4"


EXPORT = "/office/rewards/2026Q4/export/"


def test_the_report_is_a_workbook_that_opens(cast, served, li_looks):
    answer = li_looks.post(EXPORT, {"what": "workbook", "reason": "季度发放"})
    assert answer.status_code == 200 and "filename*=utf-8''" in answer.headers["Content-Disposition"]
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).worksheets[0]
    assert any(cell.value == "魏代办" for row in sheet.iter_rows() for cell in row)


def test_nothing_is_exported_without_a_reason(cast, served, li_looks):
    answer = li_looks.post(EXPORT, {"what": "tables", "reason": " "})
    assert answer.status_code == 422 and "Please fill this in." in text(answer)
    assert not Export.objects.exists()


def test_the_page_says_who_exported_what_and_why(cast, served, li_looks):
    li_looks.post(EXPORT, {"what": "tables", "reason": "审计抽查"})
    answer = text(li_looks.get(REWARDS))
    assert "审计抽查" in answer and "李主任" in answer


def test_reading_the_address_of_an_export_changes_nothing(cast, served, li_looks):
    assert li_looks.get(EXPORT).status_code == 405
    assert li_looks.post(EXPORT, {"what": "everything", "reason": "x"}).status_code == 422
    assert not Export.objects.exists()


def test_no_report_of_a_quarter_that_is_none(li_looks):
    assert li_looks.post("/office/rewards/2026Q9/export/").status_code == 404


def test_rewards_are_for_managers_and_auditors_alone(cast, served):
    township = cast.west.village.township
    zhou = make_officer(cast.county, "周干事", "zhou", Officer.Role.AUDITOR, at=NINE)
    assert browser_of(zhou.user).get(REWARDS).status_code == 200
    Officer.objects.filter(pk=zhou.pk).update(role=Officer.Role.TOWNSHIP_OFFICER, township=township)
    answer = browser_of(zhou.user).get(REWARDS)
    assert answer.status_code == 403
    assert browser_of(zhou.user).post(EXPORT, {"what": "workbook", "reason": "x"}).status_code == 403
    assert REWARDS not in text(browser_of(zhou.user).get("/office/"))
