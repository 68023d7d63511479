"""统计: the management view, its links, its charts and its CSV (LJ-02, QJ-10)."""

import csv
import re
from datetime import date, timedelta
from hashlib import sha256
from io import StringIO

import pytest
from django.urls import reverse

from agents.models import AuditEntry
from dispatch.orders.actions import claim_order, complete_order, rate_order, start_order
from dispatch.orders.models import Order
from frontend.office.management.charts import Series, bars, lines, nice_top
from tests.conftest import NINE
from tests.pages.clock import browser_of, stand_at, words

FIGURES, ORDERS = "/office/figures/", "/office/orders/"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def li(cast, monkeypatch):
    stand_at(monkeypatch, NINE + timedelta(days=8))
    return browser_of(cast.li.user)


@pytest.fixture
def served(cast, place):
    """Of two weeks: one taken in two minutes and satisfied, one taken late, one open without a place."""
    order = claim_order(place(item_code=cast.permit.code).pk, agent=cast.wei, at=NINE + 2 * MINUTE)
    start_order(order.pk, agent=cast.wei, at=NINE + 3 * MINUTE)
    complete_order(order.pk, agent=cast.wei, result="办好了", at=NINE + 4 * MINUTE)
    rate_order(order.pk, grade="very_satisfied", by=cast.chen, at=NINE + 5 * MINUTE)
    later = NINE + timedelta(days=4)
    claim_order(place(grid=cast.east, at=later).pk, agent=cast.wei, at=later + 90 * MINUTE)
    place(village_code=None, at=later)
    return cast


def test_the_running_quarter_by_township_is_shown_first(served, li):
    answer = li.get(FIGURES)
    assert answer.context["all"].placed == 3
    assert (answer.context["question"].first, answer.context["question"].last) == (
        date(2026, 10, 1),
        date(2026, 12, 31),
    )
    assert "毛俊镇" in words(answer) and "place not known yet" in words(answer)


@pytest.mark.parametrize("by", ["township", "grid", "item", "agent", "bureau"])
def test_every_link_of_the_page_opens_as_many_orders_as_its_figure_says(served, li, by):
    answer = li.get(FIGURES, {"by": by})
    groups = [(links, each.measures) for _, each, links in answer.context["rows"]]
    weeks = [(links, measures) for _, measures, links in answer.context["weeks"]]
    for links, measures in [(answer.context["links"], answer.context["all"]), *groups, *weeks]:
        for which, address in links.items():
            found = li.get(ORDERS + address).context["page"].paginator.count
            assert found == getattr(measures, which), (which, address)


def test_every_figure_is_a_link(served, li):
    page = words(li.get(FIGURES))
    cells = re.findall(r'<td class="right">(.*?)</td>', page, re.DOTALL)
    assert cells and all("<a href=" in cell or cell.strip() == "–" for cell in cells)


def test_other_days_and_days_the_wrong_way_round(served, li):
    assert li.get(FIGURES, {"from": "2026-11-24", "to": "2026-11-24"}).context["all"].placed == 2
    assert li.get(FIGURES, {"to": "2026-11-20", "from": "2026-11-24"}).context["all"].placed == 3
    assert "No orders in these days" in words(li.get(FIGURES, {"from": "2026-10-01", "to": "2026-10-02"}))


@pytest.mark.parametrize("asked", [{"from": "x", "to": "2026-02-31"}, {"by": "citizen"}, {"page": "x\x00"}])
def test_what_makes_no_sense_is_the_running_quarter_by_township(served, li, asked):
    answer = li.get(FIGURES, asked)
    assert (answer.status_code, answer.context["all"].placed, answer.context["question"].by) == (
        200,
        3,
        "township",
    )


def test_each_chart_has_its_words_and_its_table(served, li):
    page = words(li.get(FIGURES))
    for title in ("Orders a week", "Minutes until somebody came", "Shares"):
        assert f'aria-label="{title}"' in page
    assert "<title>11/16: 1</title>" in page
    assert re.search(r'<th scope="row"[^>]*>2026-11-16</th>', page)


def test_a_drawing_brings_no_style_and_no_script_of_its_own(served, li):
    drawings = re.findall(r"<figure.*?</figure>", words(li.get(FIGURES)), re.DOTALL)
    assert len(drawings) == 3
    assert not any(" style=" in each or "<style" in each or "<script" in each for each in drawings)


def test_the_view_costs_the_same_statements_however_many_orders(
    cast, place, served, li, django_assert_max_num_queries
):
    li.get(FIGURES)
    for _ in range(12):
        place(grid=cast.east, at=NINE)
    with django_assert_max_num_queries(6):
        li.get(FIGURES, {"by": "agent"})


def test_the_csv_says_what_the_table_says(served, li):
    answer = li.post(reverse("office:figures_csv") + "?by=agent")
    assert answer.content.startswith(b"\xef\xbb\xbf") and "attachment" in answer["Content-Disposition"]
    lines_of_it = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    assert lines_of_it[1][1:8] == ["魏代办", "西山村", "2", "2", "1", "1", "50.0"]
    assert lines_of_it[2][1] == "nobody yet"


def test_who_took_which_figures_away_is_written_down(cast, served, li):
    answer = li.post(reverse("office:figures_csv") + "?by=agent")
    row = AuditEntry.objects.get(deed="exported")
    assert (row.actor, row.about_name) == (cast.li.user, "figures")
    assert row.after["rows"] == 2 and row.after["sha256"] == sha256(answer.content).hexdigest()
    assert li.get(reverse("office:figures_csv")).status_code == 405


def test_the_csv_of_the_weeks(served, li):
    answer = li.post(reverse("office:figures_csv") + "?weeks=1")
    lines_of_it = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    assert [line[:2] for line in lines_of_it[1:]] == [["2026-11-16", "1"], ["2026-11-23", "2"]]


def test_the_csv_holds_no_formula(served, li):
    type(served.wei).objects.filter(pk=served.wei.pk).update(name="=1+1")
    content = li.post(reverse("office:figures_csv") + "?by=agent").content.decode("utf-8-sig")
    assert "'=1+1" in content and ",=1+1" not in content


def test_it_is_for_officers(cast, served):
    assert browser_of(cast.wei.user).get(FIGURES).status_code == 403
    assert browser_of(cast.sun.user).post(reverse("office:figures_csv")).status_code == 200
    assert Order.objects.count() == 3


def test_an_axis_ends_above_its_values_on_whole_numbers():
    assert [nice_top(value) for value in (0.5, 4, 5, 11, 37, 99, 1000)] == [4, 4, 8, 20, 40, 100, 1000]


def test_a_gap_in_the_values_is_a_gap_in_the_line():
    chart = lines("t", ["a", "b", "c", "d"], [Series("s", "x", [1, 2, None, 4])], words=str)
    assert [len(points.split()) for points in chart.drawn[0].stretches] == [2]
    assert len(chart.drawn[0].marks) == 3


def test_bars_stand_on_the_floor_and_stay_in_the_box():
    chart = bars("t", ["a", "b"], Series("s", "x", [0, 7]), words=str)
    low, high = chart.drawn[0].bars
    assert low.height == 0 and low.y == chart.floor
    assert high.y >= 0 and high.y + high.height == chart.floor
