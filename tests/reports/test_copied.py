"""The details that PostgreSQL writes are byte for byte what Python's csv writer makes of the same lines."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import connection

from agents.models import Agent, County, Township, Village
from dispatch.catalogue.models import CatalogueItem
from dispatch.orders.models import Order
from points.holds.opening import open_hold
from points.models import PointsEntry
from points.reports.copied import copied_lines
from points.reports.csv_file import write_table_csv
from points.reports.entries import entry_lines
from points.reports.report import Report
from points.reports.tables.details import adjustments, details, yuan_sum
from points.yuan import yuan_of
from tests.conftest import NINE
from tests.reports.conftest import MADE_AT, Q4

NASTY = [
    "=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", " =1", "　=1", "＝1", "＋1", "－1", "＠1", "'=1",
    '说"好"', '"', '""', "一,二", "一\n二", "一\r\n二", "一\r二", "\\n", "\\", "\\N", "\\.", "a\tb", "\x0b\x0c\x08",
    "\ufeff丁", "𠮷野", "  ", "A-1", "-", "%s", "%(zone)s", "{0}", "null",
]  # fmt: skip


@pytest.fixture
def both(quarter, tmp_path):
    """The same list by either writer: bytes of the file and how many lines."""

    def written(*, only_earlier=False):
        numbers = {
            row.agent_id: n for n, row in enumerate(Report.read(quarter.county, Q4, at=MADE_AT).rows, 1)
        }
        lines = entry_lines(quarter.county, Q4, only_earlier=only_earlier)
        texts = copied_lines(quarter.county, Q4, numbers=numbers, only_earlier=only_earlier)
        table = (adjustments if only_earlier else details)(lines, numbers=numbers, texts=texts)
        by_python = write_table_csv(replace(table, texts=None), tmp_path / "python.csv")
        by_database = write_table_csv(table, tmp_path / "database.csv")
        assert by_python == by_database
        return (tmp_path / "python.csv").read_bytes(), (tmp_path / "database.csv").read_bytes(), by_python

    return written


def without_triggers(*statements):
    """What no action would write, and an older release or another hand may have."""
    with connection.cursor() as cursor:
        cursor.execute("set session_replication_role = replica")
        for statement, values in statements:
            cursor.execute(statement, values)
        cursor.execute("set session_replication_role = origin")


def test_an_ordinary_quarter_is_the_same_file(both):
    python, database, lines = both()
    assert lines == 5 and python == database
    assert database.startswith(b"\xef\xbb\xbf") and database.endswith(b"\r\n")


def test_the_list_of_earlier_services_is_the_same_file(both):
    python, database, lines = both(only_earlier=True)
    assert lines == 1 and python == database and "往期办结".encode() in database


@pytest.mark.parametrize("text", NASTY)
def test_names_and_numbers_that_would_break_a_file_are_written_the_same(both, quarter, text):
    Agent.objects.update(name=text)
    Township.objects.update(short_name=text)
    Village.objects.update(short_name=text)
    CatalogueItem.objects.update(name=text)
    one = PointsEntry.objects.order_by("id").first()
    without_triggers(
        ("update orders_order set number = %s where id = %s", [text[:16], one.order_id]),
        ("update points_pointsentry set kind = %s where id = %s", [text[:15], one.pk]),
    )
    python, database, lines = both()
    assert lines == 5 and python == database
    assert text.strip("\r\n")[:2].encode() in database


def test_an_item_without_a_name_and_an_order_without_an_item_are_unclassified(both):
    CatalogueItem.objects.update(name="")
    python, database, _ = both()
    assert python == database and "(未归类,按一类)".encode() in database


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/New_York", "Asia/Kathmandu"])
def test_moments_are_county_time_to_the_second_and_never_rounded_up(both, quarter, zone):
    County.objects.update(time_zone=zone)
    quarter.county.time_zone = zone
    one = PointsEntry.objects.order_by("id").last()
    late = one.posted_at.replace(second=59, microsecond=999_999)
    without_triggers(("update points_pointsentry set posted_at = %s where id = %s", [late, one.pk]))
    python, database, lines = both()
    assert lines and python == database and b":59," in database


@pytest.mark.parametrize(
    ("points", "rate"),
    [("0.05", "0.50"), ("-0.05", "0.50"), ("0.01", "0.49"), ("-0.01", "0.49"), ("-1.50", "0.00"),
     ("999999.99", "99999.99")],
)  # fmt: skip
def test_figures_are_rounded_to_the_fen_the_same_and_nothing_has_no_sign(both, points, rate):
    one = PointsEntry.objects.order_by("id").first()
    without_triggers(
        ("update points_pointsentry set points = %s where id = %s", [points, one.pk]),
        ("update points_pointsrule set yuan_per_point = %s", [rate]),
    )
    python, database, _ = both()
    assert python == database and b"-0.00" not in database


def test_what_is_on_hold_is_in_neither(both, quarter):
    order = Order.objects.filter(agent=quarter.wen).get()
    open_hold(order.pk, by=quarter.li, words="核实中", at=NINE)
    python, database, lines = both()
    assert lines == 4 and python == database and order.number.encode() not in database


def test_portions_make_no_difference(both, monkeypatch):
    whole = both()[1]
    monkeypatch.setattr("points.reports.copied.PORTION", 2)
    assert both()[1] == whole


def test_the_sum_is_read_from_what_is_written(quarter):
    numbers = dict.fromkeys(Agent.objects.values_list("pk", flat=True), 1)
    lines = [line for portion in copied_lines(quarter.county, Q4, numbers=numbers) for line in portion]
    entries = PointsEntry.objects.select_related("rule").filter(quarter="2026Q4")
    assert yuan_sum(lines) == sum(yuan_of(one.points, one.rule.yuan_per_point) for one in entries)
    spoiled = [lines[0].replace(amount_of(lines[0]), "9.99"), *lines[1:]]
    assert yuan_sum(spoiled) != yuan_sum(lines)


def amount_of(line):
    return line.rsplit(",", 2)[1]


def test_an_agent_without_a_line_on_the_form_is_no_line_at_all(quarter):
    with pytest.raises(TypeError):
        list(copied_lines(quarter.county, Q4, numbers={}))


def test_nothing_is_worth_nothing_without_a_sign():
    assert str(yuan_of(Decimal("-1.50"), Decimal(0))) == "0.00"
