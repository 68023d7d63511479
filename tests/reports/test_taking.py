"""Nothing leaves the house without a row that says who took it, why, and which file exactly it was (S28)."""

import csv
import hashlib
import io
import sys
import zipfile

import openpyxl
import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError

from agents.errors import FieldMissing, TextTooLong
from agents.invariants import invariants
from points.models import Export
from points.reports.pdf import LINES_MAX, FormTooLong, PdfNotInstalled, form_html, write_form_pdf
from points.reports.report import Report
from points.reports.taking import take_report
from tests.reports.conftest import MADE_AT, Q4, WEI_ACCOUNT

What = Export.What


def take(cast, what=What.WORKBOOK, *, by=None, reason="季度发放"):
    taken = take_report(Q4, what, by=by or cast.li, reason=reason, at=MADE_AT)
    with taken.file:
        return taken, taken.file.read()


def test_the_row_says_who_when_what_why_how_much_and_the_files_hash(quarter):
    _, content = take(quarter)
    row = Export.objects.get()
    assert (row.officer, row.exported_at, row.what, row.quarter) == (
        quarter.li,
        MADE_AT,
        "workbook",
        "2026Q4",
    )
    assert (row.reason, row.rows) == ("季度发放", 3)
    assert row.sha256 == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize(
    ("reason", "refusal"), [(None, FieldMissing), (" ", FieldMissing), ("字" * 201, TextTooLong)]
)
def test_without_a_reason_nothing_is_handed_over(quarter, reason, refusal):
    with pytest.raises(refusal):
        take(quarter, reason=reason)
    assert not Export.objects.exists()


def test_the_file_is_called_what_it_is(quarter):
    assert take(quarter)[0].name == "蓝山县2026年第四季度帮您办代办奖励发放表.xlsx"


def test_the_manager_gets_accounts_in_full_and_the_auditor_masked(quarter):
    def account(by):
        sheet = openpyxl.load_workbook(io.BytesIO(take(quarter, by=by)[1]))["银行代发"]
        return sheet["E3"].value

    assert account(quarter.li) == WEI_ACCOUNT
    assert account(quarter.sun) == "6200 **** 0000"


def test_the_archive_holds_every_list_with_a_byte_order_mark(quarter):
    _, content = take(quarter, What.TABLES)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    stem = "蓝山县2026年第四季度帮您办代办奖励发放表"
    lists = ("汇总", "明细", "调整", "冻结", "结转", "银行代发", "公示")
    assert set(files) == {f"{stem}.csv", *(f"{stem}-{name}.csv" for name in lists)}
    assert all(content.startswith(b"\xef\xbb\xbf") for content in files.values())
    details = list(csv.DictReader(io.StringIO(files[f"{stem}-明细.csv"].decode("utf-8-sig"))))
    assert sum(float(line["金额"]) for line in details) == 50
    assert details[0]["记入时间"] == "2026-10-01 09:02:03" or details[-1]["记入时间"] == "2026-10-01 09:02:03"


def test_the_form_to_sign_is_a_pdf(quarter):
    taken, content = take(quarter, What.SIGNED_FORM)
    assert content.startswith(b"%PDF-") and taken.content_type == "application/pdf"


def test_the_pdf_says_what_the_form_says_and_runs_nothing(quarter):
    type(quarter.wei).objects.filter(pk=quarter.wei.pk).update(name="<img src=x onerror=alert(1)>")
    html = form_html(Report.read(quarter.county, Q4, at=MADE_AT), mark='导出"; } body { display: none')
    assert "合计金额(大写):人民币陆拾伍元整" in html and "编制单位:蓝山县行政审批服务局" in html
    assert "&lt;img src=x" in html and "<img" not in html
    assert 'content: "导出; } body { display: none"' in html


def test_without_the_extra_the_pdf_is_refused_in_a_sentence(quarter, monkeypatch):
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(PdfNotInstalled, match="pdf"):
        take(quarter, What.SIGNED_FORM)
    assert not Export.objects.exists()


def test_a_form_of_thousands_of_lines_is_printed_from_the_workbook(quarter):
    report = Report.read(quarter.county, Q4, at=MADE_AT)
    report.rows = report.rows[:1] * (LINES_MAX + 1)
    with pytest.raises(FormTooLong):
        write_form_pdf(report, io.BytesIO())


def test_what_was_recorded_stays(quarter):
    take(quarter)
    with pytest.raises(IntegrityError), transaction.atomic():
        Export.objects.update(reason="anders")


def test_an_altered_export_is_named(quarter):
    take(quarter)
    take(quarter, reason="又一次")
    check = invariants()["every row of points_export follows from the one before it"]
    assert list(check()) == []
    with connection.cursor() as cursor:
        cursor.execute("set session_replication_role = replica")
        cursor.execute("update points_export set reason = 'x' where reason = '季度发放'")
        cursor.execute("set session_replication_role = origin")
    (said,) = check()
    assert str(Export.objects.get(reason="x").pk) in said
