"""``manage.py load_county``: any county, as often as one likes."""

import gzip
import json
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from agents.models import Bureau, County, Grid, Policy, Township, Village
from agents.signals import county_loaded
from dispatch.catalogue.models import Alias, CatalogueItem
from points.models import PointsRule
from tests.cast import make_agent
from tests.conftest import NINE
from tests.county.files import DIVISIONS, boundary, catalogue, grid, grids, item, popular

pytestmark = pytest.mark.django_db

Write = Callable[[str, Any], Path]


@pytest.fixture
def files(write: Write) -> list[Path]:
    return [
        write("d.csv", DIVISIONS),
        write("g.geojson", grids()),
        write("b.geojson", boundary()),
        write("c.json", catalogue()),
        write("p.json", popular()),
    ]


def load(*paths: Path, prefix: str = "XN", **options: Any) -> str:
    out = StringIO()
    call_command("load_county", *paths, prefix=prefix, stdout=out, **options)
    return out.getvalue()


def county() -> County:
    return County.objects.get()


def test_a_county_is_loaded_from_its_files_in_any_order(files: list[Path]):
    told = load(*reversed(files))
    assert told.startswith("430528 新宁县\n")
    assert "villages: 3 new, 0 changed, 0 as before" in told
    assert (county().name, county().number_prefix) == ("新宁县", "XN")
    assert (Township.objects.count(), Village.objects.count(), Grid.objects.count()) == (2, 3, 3)
    village = Village.objects.get(code="430528100002")
    assert (village.short_name, village.township.name, village.lng, village.lat) == (
        "飞仙桥社区",
        "金石镇",
        110.86,
        26.44,
    )
    assert Township.objects.get(code="430528101000").short_name == "水庙镇"
    assert village.grids.get().boundary == grids()["features"][1]["geometry"]
    assert county().boundary == boundary()["features"][0]["geometry"]


def test_names_and_endings_of_files_mean_nothing(files: list[Path], write: Write):
    odd = [write(f"file{number}", path.read_bytes()) for number, path in enumerate(files)]
    load(*odd)
    assert Grid.objects.count() == 3


def test_gzipped_files_are_unpacked(files: list[Path], write: Write):
    packed = [write(path.name, gzip.compress(path.read_bytes())) for path in files]
    load(*packed)
    assert Grid.objects.count() == 3


def test_a_byte_order_mark_and_windows_line_ends_are_welcome(write: Write):
    load(write("d.csv", b"\xef\xbb\xbf" + DIVISIONS.replace("\n", "\r\n").encode()))
    assert Village.objects.count() == 3
    assert county().name == "新宁县"


def test_a_guide_keeps_what_it_rests_on(files: list[Path], write: Write):
    load(*files)
    shop = CatalogueItem.objects.get(code="XN001")
    assert (shop.name, shop.category, shop.difficulty_class, shop.level) == (
        "我要开店",
        "开办经营",
        1,
        "县级",
    )
    assert (shop.bureau, shop.materials) == (Bureau.objects.get(name="县市场监督管理局"), ["身份证"])
    assert set(shop.aliases.values_list("text", "approved")) == {("开小店", True), ("办个店", True)}
    assert shop.provenance["name_basis"] == "assigned"
    assert shop.provenance["statutory_checked"] == "memory"


@pytest.mark.parametrize(("unit", "days"), [("工作日", 20), ("日", None), ("月", None)])
def test_only_working_days_become_a_time_limit(files: list[Path], write: Write, unit: str, days: int | None):
    odd = item("XN003", "我要摆摊", statutory_unit=unit, promised_days=20, promised_unit=unit)
    load(*files[:3], write("c.json", catalogue(odd)))
    stall = CatalogueItem.objects.get(code="XN003")
    assert (stall.statutory_days, stall.promised_days) == (days, days)
    assert (stall.provenance["statutory_days"], stall.provenance["statutory_unit"]) == (20, unit)


def test_the_popular_items_have_their_order(files: list[Path], write: Write):
    load(*files)
    assert list(CatalogueItem.objects.values_list("code", "popular_rank")) == [("XN001", None), ("XN002", 1)]
    load(write("p.json", popular("XN001", "XN002")))
    assert list(CatalogueItem.objects.values_list("code", "popular_rank")) == [("XN001", 1), ("XN002", 2)]


def test_a_county_begins_with_policy_and_points_rule(files: list[Path]):
    load(*files)
    first_day = datetime(2018, 12, 31, 16, 0, tzinfo=UTC)  # midnight of 2019-01-01, county time
    policy, rule = Policy.objects.get(), PointsRule.objects.get()
    assert (policy.version, policy.effective_at, policy.broaden_seconds) == (1, first_day, 600)
    assert (rule.version, rule.effective_at, rule.class_one) == (1, first_day, Decimal("1.5"))
    load(*files)
    assert (Policy.objects.count(), PointsRule.objects.count()) == (1, 1)


def test_a_second_load_changes_nothing(files: list[Path]):
    load(*files)
    before = snapshot()
    told = load(*files, prefix="")
    assert snapshot() == before
    assert "villages: 0 new, 0 changed, 3 as before" in told
    assert "new" not in told.replace("0 new", "")


def snapshot() -> list[Any]:
    models = (County, Township, Village, Grid, Bureau, CatalogueItem, Alias, Policy, PointsRule)
    return [list(model._default_manager.order_by("pk").values()) for model in models]


def revisions() -> tuple[int, int]:
    return county().grids_revision, county().catalogue_revision


def test_revisions_rise_only_with_a_change(files: list[Path], write: Write):
    load(*files)
    assert revisions() == (1, 1)
    load(*files)
    assert revisions() == (1, 1)
    moved = grids()
    moved["features"][0]["properties"]["lng"] = 110.84
    load(write("g.geojson", moved))
    assert revisions() == (2, 1)
    load(write("c.json", catalogue(item("XN001", "我要开店", aliases=["开店"]))))
    assert revisions() == (2, 2)
    load(write("p.json", popular("XN001")))
    assert revisions() == (2, 3)


def test_changed_rows_are_changed_and_others_left_alone(files: list[Path], write: Write):
    load(*files)
    told = load(write("d.csv", DIVISIONS.replace("坪山村村民委员会", "坪山社区居委会")))
    assert "villages: 0 new, 1 changed, 2 as before" in told
    assert Village.objects.get(code="430528101001").name == "坪山社区居委会"


def test_an_item_no_longer_listed_is_no_longer_offered(files: list[Path], write: Write):
    load(*files)
    load(write("fewer.json", catalogue(item("XN001", "我要开店"))))
    assert not CatalogueItem.objects.get(code="XN002").is_active
    load(*files)
    assert CatalogueItem.objects.get(code="XN002").is_active


def test_aliases_that_people_taught_survive_a_load(files: list[Path], write: Write):
    load(*files)
    shop = CatalogueItem.objects.get(code="XN001")
    Alias.objects.create(item=shop, text="搞个铺子")
    load(write("c.json", catalogue(item("XN001", "我要开店", aliases=["办个店", "办个店"]))))
    assert set(shop.aliases.values_list("text", flat=True)) == {"办个店", "搞个铺子"}


def test_several_grids_of_a_village_and_one_without_a_boundary(files: list[Path], write: Write):
    more = grids()
    more["features"][2:] = [
        grid("430528101001-1", "坪山村一网格", 111.0),
        {**grid("XN-7", "坪山村二网格", 111.1, village_code="430528101001"), "geometry": None},
    ]
    load(*files[:1], write("g.geojson", more))
    village = Village.objects.get(code="430528101001")
    assert list(village.grids.values_list("code", flat=True)) == ["430528101001-1", "XN-7"]
    assert Grid.objects.get(code="XN-7").boundary is None


def test_a_grid_without_a_point_gets_one_inside(files: list[Path], write: Write):
    bare = grids()
    for name in ("lng", "lat"):
        del bare["features"][0]["properties"][name]
    load(*files[:1], write("g.geojson", bare))
    placed = Grid.objects.get(code="430528100001")
    assert (placed.lng, placed.lat) == (110.85, 26.45)


def test_heights_are_not_kept(files: list[Path], write: Write):
    high = grids()
    ring = high["features"][0]["geometry"]["coordinates"][0]
    high["features"][0]["geometry"]["coordinates"] = [[[*position, 210.5] for position in ring]]
    load(*files[:1], write("g.geojson", high))
    assert Grid.objects.get(code="430528100001").boundary == grids()["features"][0]["geometry"]


def test_villages_and_grids_no_longer_listed_go(files: list[Path], write: Write):
    load(*files)
    fewer = grids()
    del fewer["features"][2]
    lines = [line for line in DIVISIONS.split("\n") if "430528101" not in line]
    told = load(write("d.csv", "\n".join(lines)), write("g.geojson", fewer))
    assert (Township.objects.count(), Village.objects.count(), Grid.objects.count()) == (1, 2, 2)
    assert "villages no longer listed, removed: 1" in told


def test_a_grid_with_agents_stays_but_is_taken_off_the_map(files: list[Path], write: Write):
    load(*files)
    agent = make_agent(Grid.objects.get(code="430528101001"), "魏代办", "+8610900000011", at=NINE)
    fewer = grids()
    del fewer["features"][2]
    lines = [line for line in DIVISIONS.split("\n") if "430528101" not in line]
    told = load(write("d.csv", "\n".join(lines)), write("g.geojson", fewer))
    assert "The grid 430528101001 坪山村 is no longer listed but still in use: kept." in told
    assert "The village 430528101001 坪山村 is no longer listed but still in use: kept." in told
    agent.grid.refresh_from_db()
    assert agent.grid.boundary is None
    before = revisions()
    load(write("d.csv", "\n".join(lines)), write("g.geojson", fewer))
    assert revisions() == before


def test_villages_without_a_grid_are_pointed_out(files: list[Path]):
    assert "Villages without a grid: 3." in load(files[0])


def province() -> str:
    other = DIVISIONS.replace("430528", "430529").replace("新宁县", "城步县").split("\n", 1)[1]
    return DIVISIONS + other


def test_one_county_is_taken_out_of_a_province(write: Write):
    outlines = boundary()
    outlines["features"] += boundary("430529")["features"]
    load(write("d.csv", province()), write("b.geojson", outlines), county="430529", prefix="CB")
    assert (county().code, county().name, Village.objects.count()) == ("430529", "城步县", 3)


def test_a_province_alone_does_not_say_which_county(write: Write):
    with pytest.raises(CommandError, match="The files hold 2 counties; choose one with --county CODE"):
        load(write("d.csv", province()))


def test_other_files_tell_which_county_of_a_province_is_meant(write: Write):
    load(write("d.csv", province()), write("g.geojson", grids()))
    assert county().code == "430528"


def test_two_counties_live_side_by_side(files: list[Path], write: Write):
    load(*files)
    load(write("d.csv", province()), county="430529", prefix="CB")
    assert Village.objects.filter(county="430528").count() == 3
    assert Village.objects.filter(county="430529").count() == 3


def test_a_refusal_ends_the_command_with_all_problems(files: list[Path], write: Write):
    load(*files)
    before = snapshot()
    bent = catalogue(item("XN001", "我要开大店", difficulty_class=3), item("", "我要建房"))
    with pytest.raises(CommandError) as refused:
        load(write("d.csv", DIVISIONS.replace("水庙镇", "水庙乡")), write("c.json", bent))
    assert str(refused.value) == (
        "Nothing was loaded.\n"
        "c.json, item 1 (line 2): difficulty_class is '3'; it must be 1 or 2.\n"
        "c.json, item 2 (line 3): code is missing."
    )
    assert snapshot() == before


def test_a_failing_receiver_undoes_the_load(files: list[Path]):
    def fail(**_: Any) -> None:
        raise RuntimeError("no budget")

    county_loaded.connect(fail)
    try:
        with pytest.raises(RuntimeError):
            load(*files)
    finally:
        county_loaded.disconnect(fail)
    assert not County.objects.exists()
    assert not Grid.objects.exists()


def test_the_element_lines_are_right_whatever_stands_before_them(write: Write):
    odd = '{"items": 7, "county": "430528 \\"items\\": [",\n "about": {"items": [1,\n2]},\n\n "items":\n [\n%s,\n\n 7]}'
    text = odd % json.dumps(item("XN001", "我要开店"))
    with pytest.raises(CommandError, match=r"c.json, item 2 \(line 9\): is not an object"):
        load(write("d.csv", DIVISIONS), write("c.json", text))
