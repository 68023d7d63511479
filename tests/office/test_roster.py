"""人员 from a file: all of it or nothing, every fault with its row, and nothing in it is ever run (S16)."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from agents.errors import NotPermitted
from agents.models import Agent, AuditEntry, RosterImport, Township, User, Village
from agents.roster import errors
from agents.roster.importing import confirm_roster, preview_roster
from tests.conftest import NINE
from tests.office.workbooks import HEAD, PEOPLE, part_of, roster, with_part
from tests.pages.clock import browser_of

SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture
def demo_phones(settings):
    settings.DEMO = True


pytestmark = pytest.mark.usefixtures("demo_phones")


def shown(cast, raw, by=None):
    return preview_roster(raw, file_name="花名册.xlsx", by=by or cast.li, at=NINE)


def faults(cast, raw, by=None):
    return [(fault.row, type(fault.refusal)) for fault in shown(cast, raw, by).faults]


def test_a_preview_changes_nothing_and_the_confirmation_does(cast):
    plan = shown(cast, roster())
    assert (len(plan.new), len(plan.changed), plan.faults) == (2, 0, []) and Agent.objects.count() == 4
    confirm_roster(plan.kept_as, by=cast.li, at=NINE)
    jia, yi = Agent.objects.filter(name__startswith="新").order_by("name").reverse()
    assert {jia.grid, yi.grid} == {cast.west, cast.east} and Agent.objects.serving().count() == 6
    user = User.objects.by_phone("+8610900000101", county_id=cast.county.pk)
    assert user and user.agent.post == "grid_worker"
    row = AuditEntry.objects.get()
    assert (row.deed, row.after) == ("roster_imported", {"new": 2, "changed": 0, "same": 0})


def test_a_second_time_finds_everybody_there(cast):
    confirm_roster(shown(cast, roster()).kept_as, by=cast.li, at=NINE)
    again = shown(cast, roster())
    assert (len(again.new), len(again.changed), len(again.same)) == (0, 0, 2)


def test_who_moved_is_changed_and_who_left_comes_back(cast):
    Agent.objects.filter(pk=cast.wen.pk).update(ended_at=NINE - timedelta(days=9), is_on_duty=False)
    rows = [
        ["魏代办", "10900000011", "毛俊镇", "东河村", ""],
        ["文代办", "10900000012", "", "西山村", "辅警"],
    ]
    plan = shown(cast, roster(rows))
    assert [len(plan.new), len(plan.changed)] == [1, 1]
    confirm_roster(plan.kept_as, by=cast.li, at=NINE)
    cast.wei.refresh_from_db()
    cast.wen.refresh_from_db()
    assert cast.wei.grid == cast.east and cast.wei.office_phone == "0746-2210000"
    assert (cast.wen.ended_at, cast.wen.is_on_duty, cast.wen.post) == (None, True, "auxiliary_officer")
    assert Agent.objects.count() == 4


def test_a_title_above_and_other_words_for_the_columns_are_understood(cast):
    head = ["序号", "代办员 姓名", "联系电话：", "所属村（社区）"]
    assert not faults(
        cast, roster([[1, "新甲", "109 0000 0101", "西山村"]], head=head, title="蓝山县代办员花名册")
    )


@pytest.mark.parametrize(
    ("row", "refusal"),
    [
        (["", "10900000103", "", "西山村", ""], "FieldMissing"),
        (["丙", "", "", "西山村", ""], "FieldMissing"),
        (["丙", "12345", "", "西山村", ""], "NotAPhone"),
        (["丙", "0746-2213456", "", "西山村", ""], "LandlinePhone"),
        (["丙", "10900000103", "", "", ""], "FieldMissing"),
        (["丙", "10900000103", "", "没有村", ""], "UnknownVillageName"),
        (["丙", "10900000103", "楠市镇", "西山村", ""], "UnknownVillageName"),
        (["丙", "10900000103", "", "西山村", "局长"], "UnknownPost"),
        (["丙", "10900000101", "", "西山村", ""], "TwiceInTheFile"),
        (["=1+1", "10900000103", "", "西山村", ""], "FormulaCell"),
        (["丙" * 51, "10900000103", "", "西山村", ""], "TextTooLong"),
    ],
)
def test_each_fault_has_its_row_and_nothing_is_imported(cast, row, refusal):
    plan = shown(cast, roster([*PEOPLE, row, ["丁", "bad", "", "西山村", ""]]))
    found = [(fault.row, type(fault.refusal).__name__) for fault in plan.faults]
    assert found == [(4, refusal), (5, "NotAPhone")]
    assert plan.kept_as is None and not RosterImport.objects.exists()


def test_a_villages_name_in_two_townships_needs_the_township(cast):
    other = Township.objects.create(
        code="431127103000", county=cast.county, name="楠市镇", short_name="楠市镇"
    )
    Village.objects.filter(pk=cast.east.village_id).update(
        name="西山村民委员会", short_name="西山村", township=other
    )
    rows = [["丙", "10900000103", "", "西山村", ""], ["丁", "10900000104", "毛俊镇", "西山村", ""]]
    plan = shown(cast, roster(rows))
    assert [(fault.row, type(fault.refusal)) for fault in plan.faults] == [(2, errors.AmbiguousVillage)]
    assert [grid for _, grid in plan.new] == [cast.west]


def test_merged_cells_below_the_heading_are_named(cast):
    raw = roster(
        [*PEOPLE, ["丙", "10900000103", "", "西山村", ""]], change=lambda page: page.merge_cells("D3:D4")
    )
    assert faults(cast, raw) == [(3, errors.MergedCells), (4, errors.MergedCells)]


@pytest.mark.parametrize(
    ("raw", "refusal"),
    [
        (b"", errors.UnreadableWorkbook),
        (b"PK\x03\x04nonsense", errors.UnreadableWorkbook),
        ("姓名,手机号\n".encode(), errors.UnreadableWorkbook),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 2000, errors.UnreadableWorkbook),
        (b"x" * 5_000_001, errors.WorkbookTooLarge),
    ],
)
def test_what_is_no_workbook_is_refused(cast, raw, refusal):
    with pytest.raises(refusal):
        shown(cast, raw)


def test_a_sheet_without_the_columns_names_the_sheets(cast):
    with pytest.raises(errors.NoRosterSheet) as refused:
        shown(cast, roster(head=["甲", "乙", "丙", "丁", "戊"], sheet="工资表"))
    assert "工资表" in str(refused.value)
    with pytest.raises(errors.EmptyRoster):
        shown(cast, roster([]))


def test_a_zip_bomb_is_refused_before_it_is_unpacked(cast):
    bomb = with_part(roster(), "xl/media/bomb.xml", b"<a>" + b" " * 60_000_000 + b"</a>")
    assert len(bomb) < 200_000
    with pytest.raises(errors.WorkbookTooLarge):
        shown(cast, bomb)


def test_entities_are_refused_before_any_parser_sees_them(cast):
    sheet = part_of(roster(), SHEET)
    for doctype in (
        b'<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;">]>',
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    ):
        with pytest.raises(errors.WorkbookUnsafe):
            shown(cast, with_part(roster(), SHEET, doctype + sheet))


@pytest.mark.parametrize(
    "part",
    [
        "xl/vbaProject.bin",
        "xl/externalLinks/externalLink1.xml",
        "xl/embeddings/oleObject1.bin",
        "xl/macrosheets/sheet1.xml",
        "xl/connections.xml",
    ],
)
def test_macros_links_and_embedded_things_are_refused(cast, part):
    with pytest.raises(errors.WorkbookUnsafe):
        shown(cast, with_part(roster(), part, b"<x/>"))


def test_a_million_rows_are_refused_early(cast):
    line = b'<row r="%d"><c r="A%d" t="inlineStr"><is><t>x</t></is></c></row>'
    sheet = part_of(roster(), SHEET)
    many = b"".join(line % (number, number) for number in range(4, 200_000))
    with pytest.raises(errors.TooManyRows):
        shown(cast, with_part(roster(), SHEET, sheet.replace(b"</sheetData>", many + b"</sheetData>")))


def test_a_townships_officer_imports_into_the_own_township_only(cast, office):
    zhen = office["township_officer"]
    assert faults(cast, roster(), by=zhen) == []
    other = Township.objects.create(
        code="431127103000", county=cast.county, name="楠市镇", short_name="楠市镇"
    )
    Village.objects.filter(pk=cast.east.village_id).update(township=other)
    rows = [PEOPLE[0], ["新乙", "10900000102", "", "东河村", ""]]
    assert faults(cast, roster(rows), by=zhen) == [(3, errors.NotYourTownship)]
    with pytest.raises(NotPermitted):
        shown(cast, roster(), by=cast.sun)


def test_a_preview_is_the_own_for_an_hour_and_once(cast, office):
    plan = shown(cast, roster())
    with pytest.raises(errors.ImportGone):
        confirm_roster(plan.kept_as, by=office["township_officer"], at=NINE)
    with pytest.raises(errors.ImportGone):
        confirm_roster(plan.kept_as, by=cast.li, at=NINE + timedelta(hours=1))
    confirm_roster(plan.kept_as, by=cast.li, at=NINE)
    with pytest.raises(errors.ImportGone):
        confirm_roster(plan.kept_as, by=cast.li, at=NINE)


def test_nobodys_number_waits_in_the_clear(cast):
    from django.db import connection

    shown(cast, roster())
    with connection.cursor() as cursor:
        cursor.execute("select content from agents_rosterimport")
        assert "10900000101" not in cursor.fetchone()[0]


def test_the_page_shows_faults_by_row_and_imports_in_two_steps(cast):
    browser = browser_of(cast.li.user)

    def send(raw):
        return browser.post(reverse("office:roster"), {"file": SimpleUploadedFile("名册.xlsx", raw)})

    bad = send(roster([*PEOPLE, ["丙", "123", "", "没有村", ""]]))
    assert bad.status_code == 422 and [fault.row for fault in bad.context["faults"]] == [4]
    assert browser.post(reverse("office:roster")).status_code == 422
    good = send(roster())
    page = good.content.decode()
    assert good.status_code == 200 and "109****0101" in page and "10900000101" not in page
    answer = browser.post(reverse("office:roster_confirm", args=[good.context["plan"].kept_as]))
    assert answer.url == reverse("office:people") and Agent.objects.serving().count() == 6


def test_the_template_can_be_filled_in_and_sent_back(cast):
    raw = browser_of(cast.li.user).get(reverse("office:roster_template")).content
    book = load_workbook(BytesIO(raw))
    book.worksheets[0].append(["新甲", "10900000101", "毛俊镇", "西山村", "", "网格员"])
    filled = BytesIO()
    book.save(filled)
    assert [line.name for line, _ in shown(cast, filled.getvalue()).new] == ["新甲"]
    assert HEAD[0] == book.worksheets[0]["A1"].value


def test_two_thousand_rows_cost_few_statements(cast, django_assert_max_num_queries):
    rows = [[f"新{number}", f"10900{number:06d}", "", "西山村", ""] for number in range(2000, 4000)]
    with django_assert_max_num_queries(12):
        plan = shown(cast, roster(rows))
    with django_assert_max_num_queries(20):
        confirm_roster(plan.kept_as, by=cast.li, at=NINE)
    assert Agent.objects.count() == 2004
