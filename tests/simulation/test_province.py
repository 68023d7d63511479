"""``manage.py simulate --counties``: counties like the pilot, to measure on."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from agents.models import Agent, County, Grid, Officer
from dispatch.orders.models import Order

pytestmark = pytest.mark.django_db


def simulate(counties: str, orders: str = "5", seed: str = "7") -> str:
    said = StringIO()
    stretch = ["--from", "2026-11-02", "--to", "2026-11-08", "--orders", orders, "--seed", seed]
    call_command("simulate", *stretch, "--counties", counties, "--verbosity", "0", stdout=said)
    return said.getvalue()


@pytest.fixture
def demo(settings):
    settings.DEMO = True


def test_two_counties_are_made_once_and_share_the_orders(demo):
    simulate("2")
    assert list(County.objects.values_list("pk", flat=True).order_by("pk")) == ["990001", "990002"]
    assert [Order.objects.filter(county=code).count() for code in ("990001", "990002")] == [3, 2]
    for county in County.objects.all():
        grids = Grid.objects.filter(county=county)
        assert grids.count() == 228 and all(
            code.startswith(county.pk) for code in grids.values_list("code", flat=True)
        )
        assert Agent.objects.filter(county=county).count() == 2 * 228
        assert Officer.objects.filter(county=county, on_desk=True).count() == 1
    simulate("2", seed="8")
    assert County.objects.count() == 2 and Order.objects.count() == 10


@pytest.mark.parametrize("counties", ["0", "-1", "2801"])
def test_a_number_of_counties_that_china_has_not_is_refused(demo, counties):
    with pytest.raises(CommandError, match=counties):
        simulate(counties)
    assert not County.objects.exists()


def test_outside_a_demo_nothing_is_made(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="DEMO=1"):
        simulate("1")
    assert not County.objects.exists()
