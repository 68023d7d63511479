"""Where the grids lie is kept by each process until the county's grids are loaded anew."""

import pytest

from agents.finding.grid_points import points_of
from agents.models import County, Grid
from dispatch.catalogue.loading import load_files
from tests.county.files import DIVISIONS, grids
from tests.county.refusing import Write

pytestmark = pytest.mark.django_db


@pytest.fixture
def county(write: Write) -> County:
    load_files([write("d.csv", DIVISIONS), write("g.geojson", grids())], county_code="430528", prefix="XN")
    return County.objects.get()


def test_they_are_asked_for_once(county: County, django_assert_num_queries):
    points = points_of(county)
    assert points == {grid.pk: (grid.lat, grid.lng) for grid in Grid.objects.all()}
    with django_assert_num_queries(0):
        assert points_of(County(pk=county.pk, grids_revision=county.grids_revision)) is points


def test_a_file_that_moves_one_is_noticed_by_whoever_comes_next(county: County, write: Write):
    before = points_of(county)
    moved = grids()
    moved["features"][0]["properties"]["lat"] = 26.46
    load_files([write("moved.geojson", moved)], county_code="430528")
    after = points_of(County.objects.get())
    assert after.keys() == before.keys() and after != before


def test_a_grid_without_a_point_is_not_in_it(county: County):
    nowhere = Grid.objects.all()[0]
    Grid.objects.filter(pk=nowhere.pk).update(lat=None, lng=None)
    assert nowhere.pk not in points_of(county)


def test_of_grids_that_no_file_brought_nothing_is_kept(county: County):
    county.grids_revision = 0
    points_of(county)
    Grid.objects.all()[0].delete()
    assert len(points_of(county)) == Grid.objects.count()
