"""From a contact address to a grid: village, point, address, officer (DESIGN §2.14)."""

import pytest
from django.db.models import F

from agents.finding import GivenPoint, find_place
from agents.finding.datums import bd09_from_wgs84, gcj02_from_wgs84
from agents.finding.errors import NotAPoint, PointOutsideCounty, UnknownVillage
from agents.models import County, Grid, Township, Village

IN_WEST, IN_EAST, FAR_AWAY = GivenPoint(25.05, 112.05), GivenPoint(25.05, 112.15), GivenPoint(23.13, 113.26)


@pytest.fixture
def hamlets(cast):
    """The west village has a second grid, on the other side of the east."""
    ring = [[112.2, 25.0], [112.3, 25.0], [112.3, 25.1], [112.2, 25.1], [112.2, 25.0]]
    return Grid.objects.create(
        county=cast.county,
        village=cast.west.village,
        code="431127102001-2",
        name="西山村二网格",
        boundary={"type": "Polygon", "coordinates": [ring]},
    )


def test_a_chosen_village_has_its_grid(cast):
    place = find_place(cast.county, village_code=cast.west.village.code)
    assert (place.village, place.grid, place.basis) == (cast.west.village, cast.west, "village")


def test_a_chosen_village_goes_before_the_point(cast):
    place = find_place(cast.county, village_code=cast.west.village.code, point=IN_EAST)
    assert (place.grid, place.basis, place.point) == (cast.west, "village", IN_EAST)


def test_asking_from_far_away_for_the_own_village_is_no_mistake(cast):
    place = find_place(cast.county, village_code=cast.west.village.code, point=FAR_AWAY)
    assert (place.grid, place.point) == (cast.west, None)


def test_among_several_grids_of_a_village_the_point_decides(cast, hamlets):
    code = cast.west.village.code
    assert find_place(cast.county, village_code=code, point=GivenPoint(25.05, 112.25)).grid == hamlets
    assert find_place(cast.county, village_code=code, point=IN_WEST).grid == cast.west


@pytest.mark.parametrize("point", [None, IN_EAST, FAR_AWAY])
def test_without_a_point_in_the_village_an_officer_names_one_of_its_grids(cast, hamlets, point):
    place = find_place(cast.county, village_code=cast.west.village.code, point=point)
    assert (place.village, place.grid, place.basis) == (cast.west.village, None, "unknown")


def test_a_village_without_grids_is_kept(cast):
    Grid.objects.filter(pk=cast.east.pk).update(village=cast.west.village)
    empty = Village.objects.get(code="431127102002")
    place = find_place(cast.county, village_code=empty.code, point=IN_WEST, address="祠堂边")
    assert (place.village, place.grid, place.basis) == (empty, None, "unknown")


@pytest.mark.parametrize("code", ["431127102999", "x", "\x00", "\ud800", "西山村", "４３１１２７", "1" * 500])
def test_an_unknown_village_is_refused(cast, code):
    with pytest.raises(UnknownVillage) as refusal:
        find_place(cast.county, village_code=code)
    assert refusal.value.field == "village_code"


def test_a_village_of_another_county_is_unknown(cast):
    other = County.objects.create(code="430528", name="新宁县", number_prefix="XN")
    township = Township.objects.create(code="430528100000", county=other, name="金石镇", short_name="金石镇")
    Village.objects.create(
        code="430528100001", county=other, township=township, name="大桥村委会", short_name="大桥村"
    )
    with pytest.raises(UnknownVillage):
        find_place(cast.county, village_code="430528100001")


def test_a_point_finds_grid_and_village(cast):
    place = find_place(cast.county, point=IN_EAST)
    assert (place.village, place.grid, place.basis) == (cast.east.village, cast.east, "point")


@pytest.mark.parametrize(("system", "moved"), [("gcj02", gcj02_from_wgs84), ("bd09", bd09_from_wgs84)])
def test_points_of_chinese_maps_are_kept_as_wgs84(cast, system, moved):
    """200 m west of the border between the grids, either map shows the point in the east."""
    lat, lng = moved(25.05, 112.098)
    assert lng > 112.1
    place = find_place(cast.county, point=GivenPoint(lat, lng, system))
    assert place.grid == cast.west
    assert place.point
    assert place.point.as_text() == "25.050000,112.098000"
    assert place.point.system == "wgs84"


def test_a_point_outside_the_county_is_refused(cast):
    with pytest.raises(PointOutsideCounty) as refusal:
        find_place(cast.county, point=FAR_AWAY)
    assert refusal.value.field == "point"


def test_nonsense_is_refused_though_a_village_is_chosen(cast):
    with pytest.raises(NotAPoint):
        find_place(cast.county, village_code=cast.west.village.code, point=GivenPoint(float("nan"), 0))


def test_inside_the_county_but_in_no_grid_an_officer_names_it(cast):
    ring = [[112.0, 25.0], [112.5, 25.0], [112.5, 25.5], [112.0, 25.5], [112.0, 25.0]]
    County.objects.update(boundary={"type": "Polygon", "coordinates": [ring]})
    point = GivenPoint(25.4, 112.4)
    place = find_place(cast.county, point=point)
    assert (place.village, place.grid, place.basis, place.point) == (None, None, "unknown", point)


def test_nothing_given_is_for_an_officer(cast):
    place = find_place(cast.county, address="西山村三组")
    assert (place.village, place.grid, place.basis, place.point) == (None, None, "unknown", None)


def test_the_map_is_kept_until_the_grids_are_revised(cast, django_assert_num_queries):
    find_place(cast.county, point=IN_WEST)
    with django_assert_num_queries(3):  # twice the revision (outside? which grid?), once the grid itself
        find_place(cast.county, point=IN_WEST)
    Grid.objects.filter(pk=cast.west.pk).update(boundary=cast.east.boundary)
    Grid.objects.filter(pk=cast.east.pk).update(boundary=cast.west.boundary)
    assert find_place(cast.county, point=IN_WEST).grid == cast.west
    County.objects.update(grids_revision=F("grids_revision") + 1)
    assert find_place(cast.county, point=IN_WEST).grid == cast.east


def test_a_grid_that_went_with_its_map_still_known_costs_no_request(cast):
    find_place(cast.county, point=IN_EAST)
    cast.dong.delete()
    cast.dai.delete()
    cast.east.delete()
    assert find_place(cast.county, point=IN_EAST).basis == "unknown"
