"""GCJ-02 and BD-09 become WGS-84 at the door."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.finding import GivenPoint, distance_m
from agents.finding.datums import (
    bd09_from_wgs84,
    gcj02_from_wgs84,
    wgs84_from_bd09,
    wgs84_from_gcj02,
)
from agents.finding.errors import NotAPoint, UnknownPointSystem

LANSHAN = (25.37, 112.19)
in_china = {"lat": st.floats(18, 53), "lng": st.floats(74, 135)}


def test_around_lanshan_gcj02_lies_600_metres_to_the_south_east():
    """The offset measured on the pilot's boundary: +0.00539 lng, -0.00279 lat."""
    lat, lng = gcj02_from_wgs84(*LANSHAN)
    assert (round(lng - LANSHAN[1], 5), round(lat - LANSHAN[0], 5)) == (0.00539, -0.00279)


def test_bd09_of_tiananmen_is_the_published_one():
    """BD-09 116.404, 39.915 is GCJ-02 116.39762729, 39.90865673 in the widely printed example."""
    lat, lng = bd09_from_wgs84(*wgs84_from_gcj02(39.90865673957631, 116.39762729119315))
    assert (lat, lng) == pytest.approx((39.915, 116.404), abs=1e-5)


@given(**in_china)
def test_there_and_back_is_less_than_a_metre(lat, lng):
    for forth, back in ((gcj02_from_wgs84, wgs84_from_gcj02), (bd09_from_wgs84, wgs84_from_bd09)):
        assert distance_m(lat, lng, *back(*forth(lat, lng))) < 0.001


def test_outside_china_gcj02_is_wgs84():
    assert wgs84_from_gcj02(48.85, 2.35) == (48.85, 2.35)


@pytest.mark.parametrize("system", ["wgs84", "gcj02", "bd09"])
def test_a_given_point_becomes_wgs84(system):
    moved = {"wgs84": LANSHAN, "gcj02": gcj02_from_wgs84(*LANSHAN), "bd09": bd09_from_wgs84(*LANSHAN)}[system]
    point = GivenPoint(*moved, system).in_wgs84()
    assert point.system == "wgs84"
    assert distance_m(point.lat, point.lng, *LANSHAN) < 0.001


@pytest.mark.parametrize(
    ("lat", "lng"),
    [
        (math.nan, 112.19),
        (25.37, math.nan),
        (math.inf, 112.19),
        (25.37, -math.inf),
        (90.001, 112.19),
        (112.19, 25.37),
        (25.37, 180.5),
        (10**400, 112.19),
        ("north", 112.19),
        (None, 112.19),
    ],
)
@pytest.mark.parametrize("system", ["wgs84", "gcj02", "bd09"])
def test_what_is_no_point_is_refused_with_a_sentence(lat, lng, system):
    with pytest.raises(NotAPoint) as refusal:
        GivenPoint(lat, lng, system).in_wgs84()
    assert refusal.value.field == "point"
    assert str(refusal.value)


def test_the_ends_of_the_earth_are_points():
    for lat, lng in ((90, 180), (-90, -180), (0, 0)):
        for system in ("wgs84", "gcj02", "bd09"):
            assert math.isfinite(GivenPoint(lat, lng, system).in_wgs84().lat)


def test_an_unknown_system_is_refused():
    with pytest.raises(UnknownPointSystem):
        GivenPoint(25.37, 112.19, "epsg3857").in_wgs84()


def test_distances_follow_the_ellipsoid():
    """One minute of latitude at 45° is 1852.2 m; a degree of longitude at 25° is 100.95 km."""
    assert distance_m(45, 112, 45 + 1 / 60, 112) == pytest.approx(1852.2, abs=0.1)
    assert distance_m(25, 112, 25, 113) == pytest.approx(100_950, abs=5)
    assert distance_m(25, 112, 25, 112) == 0
