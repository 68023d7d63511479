"""Addresses through real geopy against a local stand-in of each provider; failures cost a grid, never a request."""

import json
import logging
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from threading import Event
from typing import Any

import pytest

from agents.finding import distance_m, find_place
from agents.finding.addresses import locate_address, query_for
from agents.finding.geocoding import provider_for
from agents.finding.geocoding.deadline import Calls, TooSlow
from agents.models import Grid
from tests.county.providers import HOUSE, PROVIDERS, StandIn, stand_in

ADDRESS = "毛俊镇东河村三组"
SHORT_SECONDS = 0.2


@pytest.fixture(scope="module")
def server() -> Iterator[StandIn]:
    with stand_in() as running:
        yield running


@pytest.fixture
def use(server: StandIn, settings: Any) -> Callable[..., None]:
    """``use("amap", "well")``: the provider, and the mood it is in."""

    def chosen(provider: str, mood: str) -> None:
        server.asked.clear()
        settings.GEOCODER = provider
        settings.GEOCODER_KEY = "secret-key"
        settings.GEOCODER_URL = server.url
        server.mood = mood
        settings.GEOCODER_TIMEOUT_SECONDS = 5

    return chosen


@pytest.mark.parametrize("provider", PROVIDERS)
def test_an_address_finds_its_grid(cast, use, provider):
    use(provider, "well")
    place = find_place(cast.county, address=ADDRESS)
    assert (place.village, place.grid, place.basis) == (cast.east.village, cast.east, "address")
    assert place.point is None


@pytest.mark.parametrize("provider", PROVIDERS)
def test_every_provider_points_become_wgs84(cast, use, provider):
    use(provider, "well")
    point = locate_address(cast.county, ADDRESS)
    assert point
    assert point.system == "wgs84"
    assert distance_m(point.lat, point.lng, *HOUSE) < 0.1


@pytest.mark.parametrize(
    ("provider", "named"), [("nominatim", "q"), ("baidu", "address"), ("amap", "address"), ("tianditu", "ds")]
)
def test_the_question_begins_with_the_county(cast, use, server, provider, named):
    use(provider, "well")
    locate_address(cast.county, ADDRESS)
    [(kind, query, user_agent)] = server.asked
    asked = json.loads(query["ds"])["keyWord"] if provider == "tianditu" else query[named]
    assert (kind, asked) == (provider, "蓝山县毛俊镇东河村三组")
    assert "secret-key" in query.values() or provider == "nominatim"
    assert user_agent.startswith("grid-dispatch")


# geopy warns of a latitude beyond the pole before it refuses it.
at_the_pole = pytest.param("at_the_pole", marks=pytest.mark.filterwarnings("ignore:Latitude normalization"))
MOODS = ["empty", "locked", "spent", "broken", "html", "odd", "gone", "elsewhere", at_the_pole, "rough"]


@pytest.mark.parametrize("mood", MOODS)
@pytest.mark.parametrize("provider", PROVIDERS)
def test_whatever_a_provider_does_the_request_is_not_lost(cast, use, server, provider, mood):
    use(provider, mood)
    place = find_place(cast.county, address=ADDRESS)
    assert (place.village, place.grid, place.basis) == (None, None, "unknown")
    assert server.asked


@pytest.mark.parametrize(
    ("provider", "mood"), [*((provider, "mute") for provider in PROVIDERS), ("amap", "dripping")]
)
def test_a_slow_provider_is_not_waited_for(cast, use, settings, provider, mood):
    use(provider, mood)
    settings.GEOCODER_TIMEOUT_SECONDS = SHORT_SECONDS
    began = time.monotonic()
    assert find_place(cast.county, address=ADDRESS).basis == "unknown"
    assert time.monotonic() - began < 10 * SHORT_SECONDS


@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_provider_that_is_not_there_costs_nothing(cast, settings, provider):
    settings.GEOCODER, settings.GEOCODER_URL = provider, "http://127.0.0.1:9"
    assert find_place(cast.county, address=ADDRESS).basis == "unknown"


def test_an_order_is_placed_though_the_provider_is_broken(cast, use, place):
    use("baidu", "broken")
    order = place(village_code="", address=ADDRESS)
    assert (order.grid, order.grid_basis, order.address) == (None, "unknown", ADDRESS)


def test_an_order_goes_to_the_grid_of_its_address(cast, use, place):
    use("amap", "well")
    order = place(village_code="", address=ADDRESS)
    assert (order.grid, order.grid_basis) == (cast.east, "address")


def test_a_village_or_a_point_asks_nobody(cast, use, server):
    use("amap", "well")
    find_place(cast.county, village_code=cast.west.village.code, address=ADDRESS)
    assert server.asked == []


def test_without_a_provider_nobody_is_asked(cast, use, server):
    use("none", "well")
    assert find_place(cast.county, address=ADDRESS).basis == "unknown"
    assert server.asked == []


def test_an_empty_address_asks_nobody(cast, use, server):
    use("amap", "well")
    assert find_place(cast.county, address="  ").basis == "unknown"
    assert server.asked == []


def test_among_several_grids_of_a_village_the_address_decides(cast, use):
    use("tianditu", "well")
    Grid.objects.filter(pk=cast.east.pk).update(village=cast.west.village)
    place = find_place(cast.county, village_code=cast.west.village.code, address=ADDRESS)
    assert (place.village, place.grid, place.basis) == (cast.west.village, cast.east, "address")


def test_phone_and_id_numbers_stay_at_home(cast):
    written = "东河村3组12号 李四 13812345678 身份证 431127199001011234"
    asked = query_for(cast.county, written)
    assert asked == "蓝山县东河村3组12号 李四  身份证"


def test_the_countys_name_is_not_said_twice(cast):
    assert query_for(cast.county, "湖南省蓝山县东河村") == "湖南省蓝山县东河村"


def test_the_log_names_the_failure_and_neither_address_nor_key(cast, use, caplog):
    caplog.set_level(logging.DEBUG)
    for mood in ("broken", "gone"):
        for provider in PROVIDERS:
            use(provider, mood)
            find_place(cast.county, address=ADDRESS)
    assert "geocoding by amap failed: GeocoderServiceError" in caplog.text
    assert "secret-key" not in caplog.text
    assert "%E6%AF%9B" not in caplog.text
    assert "东河村" not in caplog.text


@pytest.mark.parametrize("provider", PROVIDERS)
def test_wrong_key_and_spent_quota_are_told_apart(server, provider):
    from geopy.exc import GeocoderQuotaExceeded, GeocoderRateLimited, GeopyError

    for mood, expected in (("locked", GeopyError), ("spent", (GeocoderQuotaExceeded, GeocoderRateLimited))):
        server.mood = mood
        asker = provider_for(provider, key="k", url=server.url, timeout_seconds=5)
        with pytest.raises(expected):
            asker.geocoder.geocode(ADDRESS)


def test_lists_are_answered_where_a_list_is_asked_for(server):
    for provider in ("amap", "tianditu"):
        for mood, length in (("well", 1), ("empty", 0)):
            server.mood = mood
            asker = provider_for(provider, key="k", url=server.url, timeout_seconds=5)
            assert len(asker.geocoder.geocode(ADDRESS, exactly_one=False)) == length


def test_at_most_so_many_calls_hang_at_once():
    """Where a provider hangs, later requests do not even wait for it; when it lets go, they do again."""
    calls, let_go = Calls(calls_max=1), Event()
    with pytest.raises(TooSlow):
        calls.within(0.01, lambda: let_go.wait(30))
    with pytest.raises(TooSlow):
        calls.within(30, lambda: "not even asked")
    let_go.set()
    assert wait_until_asked(calls) == "asked"


def wait_until_asked(calls: Calls) -> str:
    while True:
        with suppress(TooSlow):
            return calls.within(5, lambda: "asked")


def test_what_a_call_raises_is_raised():
    with pytest.raises(ZeroDivisionError):
        Calls(calls_max=1).within(5, lambda: 1 // 0)
