"""What the agent sees of points that are not final, and says to it."""

from datetime import timedelta

import pytest

from dispatch.orders.actions import rate_order
from points.appeals.ruling import rule_on_appeal
from points.holds.opening import open_hold
from points.holds.ruling import rule_on_hold
from points.models import Appeal, Hold, HoldAnswer
from tests.conftest import NINE
from tests.pages.clock import browser_of, stand_at, words
from tests.points.conftest import CLASS_TWO, serve
from tests.settlement.conftest import money

__all__ = ["money", "serve"]
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def eleven_o_clock(monkeypatch):
    stand_at(monkeypatch, NINE + 2 * HOUR)


@pytest.fixture
def wei_looks(cast):
    return browser_of(cast.wei.user)


@pytest.fixture
def held(serve, money):
    return open_hold(serve(item_code=CLASS_TWO).pk, by=money.zhao, words="请说明去了哪里", at=NINE + HOUR)


@pytest.fixture
def zero(cast, serve):
    order = serve(item_code=CLASS_TWO)
    rate_order(order.pk, grade="unsatisfied", by=cast.chen, at=NINE + HOUR, words="态度不好")
    return order


def test_the_points_page_says_what_is_on_hold_and_why(held, wei_looks):
    page = words(wei_looks.get("/agent/points/"))
    assert "On hold" in page and "请说明去了哪里" in page and "2 points · 20 yuan" in page


def test_without_anything_open_the_page_says_nothing_of_it(serve, wei_looks):
    serve()
    page = words(wei_looks.get("/agent/points/"))
    assert "On hold" not in page and "Rated unsatisfied" not in page


def test_a_hold_is_answered(cast, held, money, wei_looks):
    address = f"/agent/points/holds/{held.pk}/"
    assert "请说明去了哪里" in words(wei_looks.get(address))
    assert wei_looks.post(address, {"words": " "}).status_code == 422
    assert "An officer reads it" in words(wei_looks.post(address, {"words": "去了县医保局"}, follow=True))
    assert HoldAnswer.objects.get().words == "去了县医保局"
    rule_on_hold(held.pk, verdict="released", words="已核实", by=money.qian, at=NINE + 2 * HOUR)
    page = words(wei_looks.get(address))
    assert "已核实" in page and "钱会计" in page and "<textarea" not in page


def test_another_agents_hold_is_nobody_elses_business(cast, held):
    wen = browser_of(cast.wen.user)
    for answer in (wen.get(f"/agent/points/holds/{held.pk}/"), wen.post(f"/agent/points/holds/{held.pk}/")):
        assert answer.status_code == 404
    assert Hold.objects.open().exists()


def test_a_zero_is_answered_within_its_time(zero, wei_looks):
    assert "you may answer until Nov 27" in words(wei_looks.get("/agent/points/"))
    address = f"/agent/orders/{zero.pk}/appeal/"
    page = words(wei_looks.get(address))
    assert "态度不好" in page and "17:30" in page
    answer = wei_looks.post(address, {"words": "路断了" * 400})
    assert answer.status_code == 422 and "路断了" in words(answer)
    assert "Sent." in words(wei_looks.post(address, {"words": "路断了,第二天送到"}, follow=True))
    assert Appeal.objects.get().words == "路断了,第二天送到"


def test_the_ruling_on_an_appeal_is_read(zero, money, wei_looks):
    address = f"/agent/orders/{zero.pk}/appeal/"
    wei_looks.post(address, {"words": "路断了"})
    assert "an officer rules on your answer" in words(wei_looks.get("/agent/points/"))
    rule_on_appeal(
        Appeal.objects.get().pk, verdict="overturned", words="确有塌方", by=money.li, at=NINE + 3 * HOUR
    )
    assert "the rating does not count" in words(wei_looks.get("/agent/points/"))
    assert "确有塌方" in words(wei_looks.get(address))


def test_when_the_time_is_over_it_says_so(zero, wei_looks, monkeypatch):
    stand_at(monkeypatch, NINE + timedelta(days=8))
    address = f"/agent/orders/{zero.pk}/appeal/"
    assert "The time for an answer is over" in words(wei_looks.get(address))
    assert wei_looks.post(address, {"words": "x"}).status_code == 409
    assert not Appeal.objects.exists()


def test_an_order_without_such_a_rating_has_no_page(cast, serve, wei_looks):
    for order in (serve(), serve(agent=cast.dong)):
        assert wei_looks.get(f"/agent/orders/{order.pk}/appeal/").status_code == 404
