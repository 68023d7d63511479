"""The pilot county as the project ships it, and the people of a demo."""

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import transaction
from django.db.models import Count
from django.test.utils import override_settings

from agents import vault
from agents.demo import is_demo_username, make_people, people
from agents.demo.names import agent_phone, citizen_phone, invented_name, office_phone
from agents.finding import GivenPoint, find_place
from agents.models import Agent, County, Grid, Officer, Township, User, Village
from agents.phone import NotAPhone, is_demo, parse_phone
from agents.service_hours import add_service_time
from dispatch.catalogue.models import Alias, CatalogueItem
from dispatch.catalogue.pilot import CATALOGUE, FILES, PLACES
from dispatch.orders.actions import NewOrder, place_order
from tests.conftest import NINE


def load_pilot() -> str:
    out = StringIO()
    call_command("load_pilot", stdout=out)
    return out.getvalue()


@pytest.fixture(scope="module")
def pilot(django_db_setup: None, django_db_blocker: Any) -> Iterator[County]:
    """Loaded once for this file, inside a transaction that each test's own is a part of, and undone at the end."""
    with (
        django_db_blocker.unblock(),
        override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]),
        transaction.atomic(),
    ):
        load_pilot()
        yield County.objects.get()
        transaction.set_rollback(True)


pytestmark = pytest.mark.django_db


def test_the_pilot_is_all_there(pilot):
    assert (pilot.code, pilot.name, pilot.number_prefix) == ("431127", "蓝山县", "LS")
    assert (Township.objects.count(), Village.objects.count(), Grid.objects.count()) == (19, 228, 228)
    assert Village.objects.filter(name__endswith="虚拟社区").count() == 5
    assert not Village.objects.filter(grids=None).exists()
    assert pilot.boundary["type"] == "Polygon"


def test_the_catalogue_is_all_there(pilot):
    assert (CatalogueItem.objects.offered().count(), Alias.objects.count()) == (146, 438)
    assert CatalogueItem.objects.filter(statutory_days__isnull=False).count() == 29
    assert Counter(CatalogueItem.objects.values_list("difficulty_class", flat=True)) == {1: 88, 2: 58}
    assert not CatalogueItem.objects.filter(bureau=None).exists()


def test_eight_everyday_items_are_popular(pilot):
    popular = CatalogueItem.objects.filter(popular_rank__isnull=False).order_by("popular_rank")
    names = "、".join(popular.values_list("name", flat=True))
    assert popular.count() == 8
    for word in ("身份证", "医保", "老年证", "残疾人证", "社保", "低保", "户口", "建房"):
        assert word in names


def test_every_provenance_of_the_file_is_kept(pilot, pilot_catalogue):
    stored = dict(CatalogueItem.objects.values_list("code", "provenance"))
    for item in pilot_catalogue["items"]:
        told = {key: item[key] for key in item if key.endswith(("_basis", "_source", "_checked", "_quote"))}
        assert told.items() <= stored[item["code"]].items()


def test_every_villages_real_or_invented_point_finds_its_own_grid(pilot, pilot_grids):
    """Through the whole house, one of each kind; the map itself is asked for all in test_grid_map."""
    sources = {each["properties"]["point_source"]: each["properties"] for each in pilot_grids["features"]}
    assert set(sources) == {"real", "synthetic"}
    for point in sources.values():
        place = find_place(pilot, point=GivenPoint(point["lat"], point["lng"]))
        assert place.grid
        assert (place.grid.code, place.basis) == (point["code"], "point")


def test_two_agents_live_in_each_village(pilot):
    assert Agent.objects.count() == 456
    per_grid = Grid.objects.annotate(home=Count("agents")).values_list("home", flat=True)
    assert set(per_grid) == {2}
    assert Agent.objects.reachable().count() == 456
    assert set(Agent.objects.values_list("post", flat=True)) == set(Agent.Post.values)


def test_nobody_has_a_number_that_a_carrier_issues(pilot, settings):
    phones = [user.phone for user in User.objects.all() if user.phone]
    assert len(phones) == len(set(phones)) == 460
    assert all(is_demo(phone) and parse_phone(phone) == phone for phone in phones)
    settings.DEMO = False
    with pytest.raises(NotAPhone):
        parse_phone(phones[0])


def test_each_role_has_an_officer(pilot):
    assert set(Officer.objects.values_list("role", flat=True)) == set(Officer.Role.values)
    assert Officer.objects.get(on_desk=True).role == "county_manager"
    for officer in Officer.objects.select_related("user"):
        assert is_demo_username(officer.user.username or "")


def test_the_banner_names_who_can_be_played(pilot):
    told = people()
    assert [person.role for person in told] == [
        "citizen",
        "agent",
        "agent",
        "agent",
        "county_manager",
        "bureau_officer",
        "township_officer",
        "auditor",
        "system_admin",
        "security_admin",
        "audit_admin",
        # Whoever froze a quarter does not release it, and two others must.
        "county_manager",
        "county_manager",
    ]
    first, second, third = (person for person in told if person.role == "agent")
    assert first.where == second.where != third.where
    for person in told:
        if person.phone:
            user = User.objects.by_phone(f"+86{person.phone}", county_id=pilot.pk)
        else:
            user = User.objects.get(username=person.username)
            assert user.check_password(person.password)
        assert user
        assert user.name == person.name
    assert first.label == f"代办员 Agent ({first.where})"


def test_outside_demo_mode_nobody_can_be_played(pilot, settings):
    settings.DEMO = False
    assert people() == []


def test_a_second_load_is_quick_and_changes_nothing(pilot, django_assert_max_num_queries):
    before = snapshot()
    with django_assert_max_num_queries(60):
        told = load_pilot()
    assert "villages: 0 new, 0 changed, 228 as before" in told
    assert "test people: 0 new" in told
    assert snapshot() == before


def snapshot() -> list[Any]:
    models = (County, Township, Village, Grid, CatalogueItem, Alias, Agent, Officer)
    rows: list[Any] = [list(model._default_manager.order_by("pk").values()) for model in models]
    return [*rows, list(User.objects.order_by("pk").values("pk", "phone_index", "password", "username"))]


def test_a_new_grid_gets_its_agents_and_others_keep_theirs(pilot):
    village = Village.objects.get(code="431127102001")
    new = Grid.objects.create(county=pilot, village=village, code=f"{village.code}-0", name="新网格")
    assert make_people(pilot) == 2
    assert new.agents.count() == 2
    assert Agent.objects.count() == 458


def test_an_order_placed_in_the_pilot_is_open_to_its_own_grid(pilot):
    """Somebody is reachable there, so that neighbours wait their ten minutes."""
    citizen = User.objects.get(phone_index=vault.index("phone", citizen_phone(1)))
    order = place_order(
        NewOrder(
            id=uuid4(),
            item_code="LS099",
            applicant_name=citizen.name,
            applicant_phone=citizen.phone,
            village_code="431127102001",
        ),
        county=pilot,
        by=citizen,
        at=NINE,
    )
    assert order.grid_basis == "village"
    assert order.broaden_reason == "unclaimed"
    ten_minutes = order.policy.broaden_after
    assert order.broaden_at == add_service_time(NINE, ten_minutes, opens=None, closes=None, zone=pilot.zone)


def test_invented_people_are_the_same_at_every_run():
    assert invented_name("agent", 1) == invented_name("agent", 1) == "董长青"
    assert (citizen_phone(1), agent_phone(456)) == ("+8610910000001", "+8610920000456")
    assert office_phone(7) == "0746-0000007"
    assert len({invented_name("agent", number) for number in range(456)}) > 300


def test_the_fixtures_say_what_is_real():
    """The figures that docs/data.md states."""
    with (PLACES / "lanshan_divisions.csv").open(encoding="utf-8") as table:
        rows = list(csv.DictReader(table))
    assert Counter(row["level"] for row in rows) == {"county": 1, "township": 19, "village": 228}
    features = json.loads((PLACES / "lanshan_grids.geojson").read_text())["features"]
    assert Counter(each["properties"]["point_source"] for each in features) == {"real": 12, "synthetic": 216}
    items = json.loads((CATALOGUE / "lanshan_catalogue.json").read_text())["items"]
    assert Counter(item["materials_basis"] for item in items) == {"assigned": 119, "sourced": 27}
    assert Counter(item["statutory_checked"] for item in items) == {"": 89, "memory": 33, "page": 24}
    assert sum(item["name_exact_quote"] for item in items) == 17
    assert sum(item["promised_days"] is not None for item in items) == 8
    assert all(path.exists() for path in FILES)


def test_a_phone_of_the_demo_is_found_by_its_index(pilot):
    assert User.objects.filter(phone_index=vault.index("phone", agent_phone(1))).count() == 1


def test_remarks_on_items_are_written_for_those_who_read_them():
    items = json.loads((CATALOGUE / "lanshan_catalogue.json").read_text())["items"]
    remarks = [item["note"] for item in items if item.get("note")]
    assert remarks
    assert [remark for remark in remarks if re.search("[A-Za-z_]{2,}", remark)] == []
