"""结算, 冻结与申诉 in the office: from preview to paid by three people; doubts are ruled on with reasons."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from dispatch.orders.actions import rate_order
from points.appeals.appealing import appeal_rating
from points.holds.answering import answer_hold
from points.holds.opening import open_hold
from points.models import Appeal, BankResult, Hold, HoldRuling, Settlement
from points.settlement.budget import budget_of
from tests.conftest import NINE
from tests.pages.clock import browser_of, stand_at, words
from tests.points.conftest import CLASS_TWO, earned, serve
from tests.settlement.conftest import NEW_YEAR, money, two_services
from tests.settlement.test_bank_result import DONG, WEI, csv_of

__all__ = ["money", "serve", "two_services"]

QUARTER, HOLDS = "/office/rewards/2026Q4/", "/office/holds/"
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def new_year(monkeypatch):
    stand_at(monkeypatch, NEW_YEAR)


def step(officer, verb, **said):
    return browser_of(officer.user).post(f"{QUARTER}{verb}/", said, follow=True)


def test_from_preview_to_paid(cast, two_services, money):
    li = browser_of(money.li.user)
    page = li.get(f"{QUARTER}settlement/")
    assert "Would be paid" in words(page) and "¥35.00" in words(page) and "Freeze the quarter" in words(page)
    assert "Frozen. Two other officers release it now." in words(step(money.li, "freeze"))
    assert "Release for payment" not in words(li.get(f"{QUARTER}settlement/"))
    for officer in (money.zhao, money.qian):
        assert "Your release is written down." in words(step(officer, "release"))
    file = SimpleUploadedFile("结果.csv", csv_of(WEI, DONG))
    page = step(money.zhao, "bank-result", file=file)
    assert "The bank has paid every line." in words(page)
    assert Settlement.objects.get().state == "paid"


def test_who_froze_it_is_told_that_others_release(two_services, money):
    step(money.li, "freeze")
    answer = step(money.li, "release")
    assert answer.status_code == 403 and "Two other officers release it." in words(answer)


def test_a_running_quarter_shows_when_it_can_be_frozen(two_services, money, monkeypatch):
    stand_at(monkeypatch, NINE)
    page = browser_of(money.li.user).get(f"{QUARTER}settlement/")
    assert "still running" in words(page) and "Freeze the quarter" not in words(page)
    answer = step(money.li, "freeze")
    assert answer.status_code == 409 and "2027-01-01" in words(answer)


def test_without_a_budget_a_sentence_and_a_form(cast, two_services):
    answer = step(cast.li, "freeze")
    assert answer.status_code == 409 and "no budget for 2026" in words(answer)
    answer = step(cast.li, "budget", yuan="一百", basis="年初预算")
    assert answer.status_code == 422 and 'value="年初预算"' in words(answer)
    assert "The budget line is entered." in words(step(cast.li, "budget", yuan="1,000.50", basis="年初预算"))
    assert budget_of(cast.county, 2026) == Decimal("1000.50")


def test_a_bank_file_that_differs_is_refused_line_by_line(two_services, money):
    step(money.li, "freeze"), step(money.zhao, "release"), step(money.qian, "release")
    wrong = SimpleUploadedFile("结果.csv", csv_of(WEI, DONG.replace("15.00", "15.01")))
    answer = step(money.li, "bank-result", file=wrong)
    assert answer.status_code == 422 and "15.01 yuan where the settlement says 15.00." in words(answer)
    assert not BankResult.objects.exists()
    assert step(money.li, "bank-result").status_code == 422


def test_an_auditor_reads_and_changes_nothing(cast, two_services, money):
    sun = browser_of(cast.sun.user)
    for page in (f"{QUARTER}settlement/", HOLDS):
        assert sun.get(page).status_code == 200
    assert "<form" not in words(sun.get(f"{QUARTER}settlement/")).partition('class="office-two')[2]
    for verb in ("freeze", "release", "budget", "bank-result"):
        assert (
            step(cast.sun, verb, yuan="1", basis="x", file=SimpleUploadedFile("a", b"x")).status_code == 403
        )
    assert not Settlement.objects.exists()


@pytest.mark.parametrize("page", [f"{QUARTER}settlement/", HOLDS])
def test_nobody_else_comes_in(cast, page):
    for user in (cast.chen, cast.wei.user):
        assert browser_of(user).get(page).status_code == 403


@pytest.fixture
def held(cast, serve, money):
    order = serve(item_code=CLASS_TWO)
    return open_hold(order.pk, by=money.zhao, words="同一件事办了两次?", at=NINE + HOUR)


def rule(officer, what, row, **said):
    return browser_of(officer.user).post(f"/office/{what}/{row.pk}/rule/", said, follow=True)


def test_a_hold_shows_its_reason_and_the_agents_answer(cast, held, money):
    answer_hold(held.pk, agent=cast.wei, words="两份材料,两个窗口", at=NINE + HOUR)
    page = words(browser_of(money.qian.user).get(HOLDS))
    assert "同一件事办了两次?" in page and "两份材料,两个窗口" in page and "魏代办" in page


def test_a_hold_is_ruled_on_with_a_reason(held, money):
    assert rule(money.zhao, "holds", held, verdict="released", words="好").status_code == 403
    answer = rule(money.qian, "holds", held, verdict="rejected", words="")
    assert answer.status_code == 422 and "checked" in words(answer)
    assert "Ruled." in words(rule(money.qian, "holds", held, verdict="rejected", words="属实"))
    assert HoldRuling.objects.get().verdict == "rejected" and earned(held.order) == 0


def test_an_officer_puts_points_on_hold_by_the_orders_number(cast, serve, money):
    order = serve()
    zhao = browser_of(money.zhao.user)
    answer = zhao.post(
        "/office/holds/new/", {"number": "LS00000000", "words": "有人举报", "covers": "service"}
    )
    assert answer.status_code == 404 and "有人举报" in words(answer)
    said = {"number": order.number.lower(), "words": "有人举报", "covers": "bonus"}
    assert "on hold" in words(zhao.post("/office/holds/new/", said, follow=True))
    assert Hold.objects.get().covers == "bonus"


def test_an_appeal_is_ruled_on(cast, serve, money):
    order = serve(item_code=CLASS_TWO)
    rate_order(order.pk, grade="unsatisfied", by=cast.chen, at=NINE + HOUR, words="等了三天")
    appeal = appeal_rating(order.pk, agent=cast.wei, words="窗口系统停机", at=NINE + 2 * HOUR)
    page = words(browser_of(money.li.user).get(HOLDS))
    assert "等了三天" in page and "窗口系统停机" in page
    assert "Ruled." in words(rule(money.li, "appeals", appeal, verdict="overturned", words="属实"))
    assert earned(order) == 2 and not Appeal.objects.open().exists()
