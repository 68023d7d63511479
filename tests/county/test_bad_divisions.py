"""Every fault of a divisions table is named with its line, and nothing is loaded."""

import pytest

from agents.loading.problems import SHOWN_MAX, FilesRefused
from dispatch.catalogue.loading import load_files
from tests.county.files import DIVISIONS, catalogue, grids, item
from tests.county.refusing import LINES, Write, changed, problems_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("table", "problem"),
    [
        (changed(1, "parent_code", "parent"), "line 1: the header lacks parent_code."),
        (changed(1, "county_code", "name"), "line 1: the header names name twice."),
        (changed(4, "430528100001", "4305281001"), "line 4: the code '4305281001' does not have 12 digits."),
        (
            changed(4, "430528100001", "４３０５２８１００００１"),
            "line 4: the code '４３０５２８１００００１' does not have 12 digits.",
        ),
        (changed(5, "100002", "100001"), "line 5: the code 430528100001 was given on line 4 already."),
        (changed(5, "飞仙桥社区居委会", ""), "line 5: the name is missing."),
        (
            changed(5, "飞仙桥社区居委会", "桥" * 101),
            "line 5: the name has 101 characters; at most 100 are possible.",
        ),
        (
            changed(5, "飞仙桥社区居委会", "飞仙\x00桥"),
            "line 5: the name contains the character U+0000, which cannot be kept.",
        ),
        (
            changed(5, "飞仙桥社区居委会", "飞仙�桥"),
            "line 5: the name contains the character U+FFFD, which cannot be kept.",
        ),
        (
            changed(5, "飞仙桥社区,", "�,"),
            "line 5: the short name contains the character U+FFFD, which cannot be kept.",
        ),
        (
            changed(7, "village", "hamlet"),
            "line 7: the level 'hamlet' is none of city, county, province, township, village.",
        ),
        (
            changed(7, "430528101000", "430528109000"),
            "line 7: the parent '430528109000' is no township of this county.",
        ),
        (changed(7, ",430528101000", ","), "line 7: the parent '' is no township of this county."),
        (
            changed(7, ",430528101000", ",430528100000"),
            "line 7: a village's code begins with its township's nine digits, "
            "not as 430528101001 under 430528100000.",
        ),
        (
            changed(6, ",430528000000", ",430500000000"),
            "line 6: the parent '430500000000' is not the county 430528000000.",
        ),
        (
            changed(7, "430528101001", "430529101001"),
            "line 7: the code 430529101001 is not of the county 430528, but the row is.",
        ),
        (changed(3, "110.85,26.43", "110.85,"), "line 3: the point '110.85', '' is not two numbers."),
        (changed(3, "110.85,26.43", "east,26"), "line 3: the point 'east', '26' is not two numbers."),
        (
            changed(3, "110.85,26.43", "26.43,110.85"),
            "line 3: longitude and latitude are swapped (26.43, 110.85); longitude comes first.",
        ),
        (changed(3, "110.85,26.43", "11.85,26.43"), "line 3: the point 11.85, 26.43 lies outside China."),
        (changed(3, "110.85,26.43", "1e999,26.43"), "line 3: the point inf, 26.43 lies outside China."),
        (changed(3, "110.85,26.43", "nan,26.43"), "line 3: the point nan, 26.43 lies outside China."),
        (changed(4, ",430528,,", ",430528,"), "line 4: has 7 fields; the header has 8."),
        (changed(4, "大桥村村民委员会", '"大桥村" 村'), "line 4: is not valid CSV: ',' expected after '\"'."),
        (changed(4, "大桥村村民委员会", '"大桥村'), "line 4: is not valid CSV: unexpected end of data."),
        (
            changed(2, "430528000000", "430528000001"),
            "line 2: a county's code ends with six zeros, not as 430528000001.",
        ),
    ],
)
def test_a_fault_in_the_table_is_named_with_its_line(write: Write, table: str, problem: str):
    assert f"divisions.csv, {problem}" in problems_of(write("divisions.csv", table))


def test_one_fault_is_one_problem(write: Write):
    table = changed(5, "飞仙桥社区居委会", "")
    assert problems_of(write("d.csv", table)) == ["d.csv, line 5: the name is missing."]


def test_lines_are_counted_through_quoted_line_breaks(write: Write):
    lines = LINES.copy()
    lines[2] = lines[2].replace("金石镇", '"金石\n镇"')
    lines[6] = lines[6].replace("坪山村村民委员会", "")
    assert problems_of(write("d.csv", "\n".join(lines))) == [
        "d.csv, line 3: the name contains the character U+000A, which cannot be kept.",
        "d.csv, line 8: the name is missing.",
    ]


def test_all_faults_of_all_files_are_found_at_once(write: Write):
    bent = grids()
    bent["features"][2]["properties"]["name"] = ""
    found = problems_of(
        write("d.csv", changed(5, "飞仙桥社区居委会", "")),
        write("g.geojson", bent),
        write("c.json", catalogue(item("XN001", "我要开店", difficulty_class=3))),
    )
    assert [problem.split(":")[0] for problem in found] == [
        "d.csv, line 5",
        "g.geojson, feature 3 (line 4)",
        "c.json, item 1 (line 2)",
    ]


def test_at_most_fifty_problems_are_shown(write: Write):
    rows = [f"4305281000{number:02d},,,village,430528100000,430528,," for number in range(10, 90)]
    with pytest.raises(FilesRefused) as refused:
        load_files([write("d.csv", "\n".join([*LINES[:3], *rows]))], county_code="430528", prefix="XN")
    assert len(refused.value.problems) == 80
    told = str(refused.value).split("\n")
    assert len(told) == SHOWN_MAX + 1
    assert told[-1] == "… and 30 more."


def test_another_countys_faults_are_none_of_ours(write: Write):
    table = DIVISIONS + "430529100001,,,village,430529100000,430529,,\n"
    loaded = load_files([write("d.csv", table)], county_code="430528", prefix="XN")
    assert loaded.county.villages.count() == 3
