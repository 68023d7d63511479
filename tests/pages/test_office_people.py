"""代办员 in the office: the roster, searched and paged, and villages that lack agents."""

import re
from html import unescape
from urllib.parse import urljoin

import pytest

from agents.models import Agent
from dispatch.orders.actions import claim_order
from tests.conftest import NINE
from tests.pages.clock import text

pytestmark = pytest.mark.usefixtures("nine_o_clock")
PEOPLE = "/office/people/"


def test_people_are_found_by_name_village_and_township(cast, li_looks):
    for query in ({"q": "魏"}, {"q": "西山"}, {"township": "431127102000"}):
        assert "魏代办" in text(li_looks.get(PEOPLE, query))
    assert "魏代办" not in text(li_looks.get(PEOPLE, {"q": "东河"}))
    assert li_looks.get(PEOPLE, {"q": "\x00%", "township": "x\x00"}).status_code == 200


def test_the_roster_leads_to_its_next_page_and_keeps_the_search(cast, li_looks, monkeypatch):
    monkeypatch.setattr("frontend.office.people.PAGE_SIZE", 1)
    first = li_looks.get(PEOPLE, {"q": "代办", "township": "431127102000"})
    link = re.search(r'rel="next" href="([^"]+)"', text(first))
    assert link
    second = li_looks.get(urljoin(PEOPLE, unescape(link.group(1))))
    assert (second.status_code, second.context["page"].number, second.context["filters"].words) == (
        200,
        2,
        "代办",
    )
    assert list(first.context["page"]) != list(second.context["page"])


def test_villages_with_fewer_than_two_agents_are_gaps(cast, li_looks):
    Agent.objects.filter(pk=cast.wei.pk).update(ended_at=NINE)
    assert [(each.pk, each.serving) for each in li_looks.get(PEOPLE).context["gaps"]] == [
        (cast.west.village_id, 1)
    ]


def test_the_roster_counts_what_each_carries_in_few_statements(
    cast, place, li_looks, django_assert_max_num_queries
):
    claim_order(place().pk, agent=cast.wei, at=NINE)
    with django_assert_max_num_queries(7):
        answer = li_looks.get(PEOPLE)
    assert {agent.name: agent.unfinished for agent in answer.context["page"]}["魏代办"] == 1
