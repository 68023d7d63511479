"""A neighbouring county, to see that nothing crosses over."""

import pytest

from agents.models import Agent, County, Grid, Township, Village
from tests.cast import make_agent
from tests.conftest import NINE


@pytest.fixture
def foreign_grid(cast) -> Grid:
    county = County.objects.create(code="431126", name="宁远县", number_prefix="NY")
    township = Township.objects.create(code="431126100000", county=county, name="镇", short_name="镇")
    village = Village.objects.create(
        code="431126100001", county=county, township=township, name="村", short_name="村"
    )
    return Grid.objects.create(county=county, village=village, code="431126100001", name="村")


@pytest.fixture
def foreign_agent(foreign_grid) -> Agent:
    return make_agent(foreign_grid, "远代办", "+8610900000021", at=NINE)
