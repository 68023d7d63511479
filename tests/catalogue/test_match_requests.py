"""The command that answers a file of requests, and the matcher of a county."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import DjangoAssertNumQueries

from agents.models import County
from dispatch.catalogue.matching import matcher_for
from dispatch.catalogue.models import Alias, CatalogueItem, DifficultyClass

pytestmark = pytest.mark.django_db


@pytest.fixture
def hill() -> County:
    return County.objects.create(code="430999", name="山县", number_prefix="SX")


def offer(county: County, code: str, name: str) -> CatalogueItem:
    return CatalogueItem.objects.create(
        county=county, code=code, name=name, category="", difficulty_class=DifficultyClass.ONE
    )


def raise_revision(county: County) -> None:
    county.catalogue_revision += 1
    county.save()


def answers(path: Path, *lines: str, county: str = "430999") -> list[dict[str, object]]:
    path.write_text("\n".join(lines), encoding="utf-8")
    out = StringIO()
    call_command("match_requests", str(path), county=county, stdout=out, stderr=StringIO())
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_each_line_is_answered_best_first(tmp_path: Path, hill: County) -> None:
    offer(hill, "H1", "我要办身份证")
    offer(hill, "H2", "我要砍树")
    said = answers(tmp_path / "a", '{"id": 7, "text": "身份证掉了"}', "", '{"id": "b", "text": "你好"}')
    assert [line["id"] for line in said] == [7, "b"]
    assert said[0]["items"][0]["code"] == "H1"
    assert said[1]["items"] == []


def test_a_database_without_the_county_asks_the_packaged_catalogue(tmp_path: Path) -> None:
    said = answers(tmp_path / "a", '{"id": "a", "text": "身份证掉了"}', county="431127")
    assert said[0]["items"][0]["code"] == "LS047"


@pytest.mark.parametrize(
    "line", ["{", "[]", '{"id": 1}', '{"id": 1, "text": 2}', '{"text": "a"}', "\ufeff\ufeff1"]
)
def test_a_broken_line_is_named_and_nothing_printed(tmp_path: Path, line: str) -> None:
    path = tmp_path / "a"
    path.write_text('{"id": 1, "text": "身份证掉了"}\n' + line, encoding="utf-8")
    out = StringIO()
    with pytest.raises(CommandError, match="line 2"):
        call_command("match_requests", str(path), stdout=out)
    assert out.getvalue() == ""


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("match_requests", str(tmp_path / "none"))


def test_a_lone_surrogate_in_an_id_is_escaped(tmp_path: Path) -> None:
    assert (
        answers(tmp_path / "a", '{"id": "\\ud800", "text": "\\ud800"}', county="431127")[0]["id"] == "\ud800"
    )


def test_a_county_s_matcher_costs_one_query(
    hill: County, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    offer(hill, "H1", "我要砍树")
    matcher_for(hill.code)
    with django_assert_num_queries(1):
        matcher_for(hill.code)


def test_a_new_revision_brings_the_new_synonym(hill: County) -> None:
    item = offer(hill, "H1", "我要办老年证")
    offer(hill, "H2", "我要砍树")
    raise_revision(hill)
    before = matcher_for(hill.code)
    Alias.objects.create(item=item, text="敬老蓝卡", approved=True)
    assert matcher_for(hill.code) is before
    raise_revision(hill)
    assert matcher_for(hill.code).suggest("想办敬老蓝卡")[0].code == "H1"


def test_what_is_not_approved_or_not_offered_is_not_suggested(hill: County) -> None:
    item = offer(hill, "H1", "我要办老年证")
    Alias.objects.create(item=item, text="我要砍树", approved=False)
    CatalogueItem.objects.filter(pk=offer(hill, "H2", "我要砍树").pk).update(is_active=False)
    raise_revision(hill)
    assert matcher_for(hill.code).suggest("想砍树") == []
