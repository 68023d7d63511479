"""考核 and 补助: the pages (LS-17, LS-18, LH-11)."""

from datetime import timedelta

import pytest

from dispatch.orders.actions import claim_order, complete_order, start_order
from points.models import Export, Subsidy
from tests.conftest import NINE
from tests.pages.clock import browser_of, stand_at, words

APPRAISAL, SUBSIDIES = "/office/appraisal/", "/office/subsidies/"


@pytest.fixture
def li(cast, place, monkeypatch):
    order = claim_order(place(item_code=cast.permit.code).pk, agent=cast.wei, at=NINE)
    start_order(order.pk, agent=cast.wei, at=NINE)
    complete_order(order.pk, agent=cast.wei, result="办好了", at=NINE)
    stand_at(monkeypatch, NINE + timedelta(hours=1))
    return browser_of(cast.li.user)


def test_ranks_honours_and_who_did_nothing(li):
    page = words(li.get(APPRAISAL))
    assert "魏代办" in page and "honours" in page
    assert "never, since" in page


@pytest.mark.parametrize("asked", [{"quarter": "x"}, {"span": "century"}, {"post": "mayor"}, {"page": "0"}])
def test_what_makes_no_sense_is_left_out(li, asked):
    answer = li.get(APPRAISAL, asked)
    assert answer.status_code == 200 and len(answer.context["rows"]) == 4


def test_by_kind_and_by_year(li):
    assert len(li.get(APPRAISAL, {"post": "village_cadre"}).context["rows"]) == 0
    assert "2026, up to 2026Q4" in words(li.get(APPRAISAL, {"span": "year"}))


def test_the_figures_are_exported_with_a_reason(li):
    assert li.post(f"{APPRAISAL}export/?quarter=2026Q4", {"reason": ""}).status_code == 422
    answer = li.post(f"{APPRAISAL}export/?quarter=2026Q4", {"reason": "年度考核"})
    content = b"".join(answer.streaming_content)
    assert content.startswith(b"\xef\xbb\xbf") and "魏代办" in content.decode()
    assert Export.objects.get().what == "appraisal"


def test_a_subsidy_is_granted_from_the_page(cast, li):
    li.post(f"{SUBSIDIES}budget/", {"kind": "transport", "yuan": "100", "basis": "县财〔2026〕1号"})
    assert "魏代办" in words(li.get(SUBSIDIES, {"q": "魏"}))
    said = {"agent": cast.wei.pk, "kind": "transport", "month": "2026-11", "yuan": "30", "reason": "去县里"}
    assert li.post(f"{SUBSIDIES}grant/", said).status_code == 302
    assert "70.00" in words(li.get(SUBSIDIES))
    assert li.post(f"{SUBSIDIES}{Subsidy.objects.get().pk}/take-back/", {"reason": "重复"}).status_code == 302
    assert "100.00" in words(li.get(SUBSIDIES))


@pytest.mark.parametrize(
    ("change", "status"),
    [({"yuan": "viel"}, 422), ({"yuan": "500"}, 409), ({"month": "2027-01"}, 422), ({"agent": ""}, 422)],
)
def test_what_cannot_be_granted_is_said_and_what_was_typed_stays(cast, li, change, status):
    li.post(f"{SUBSIDIES}budget/", {"kind": "transport", "yuan": "100", "basis": "县财〔2026〕1号"})
    said = {
        "q": "魏",
        "agent": cast.wei.pk,
        "kind": "transport",
        "month": "2026-11",
        "yuan": "30",
        "reason": "去县里",
    }
    answer = li.post(f"{SUBSIDIES}grant/", {**said, **change})
    assert answer.status_code == status and "去县里" in words(answer)
    assert not Subsidy.objects.exists()


def test_an_auditor_looks_and_grants_nothing(cast, li):
    sun = browser_of(cast.sun.user)
    assert sun.get(SUBSIDIES).status_code == 200 and "Grant" not in words(sun.get(SUBSIDIES))
    said = {"agent": cast.wei.pk, "kind": "transport", "month": "2026-11", "yuan": "30", "reason": "x"}
    assert sun.post(f"{SUBSIDIES}grant/", said).status_code == 403
    assert browser_of(cast.wei.user).get(APPRAISAL).status_code == 403


def test_another_agent_than_is_there_is_not_found(li):
    said = {"agent": "999999", "kind": "transport", "month": "2026-11", "yuan": "30", "reason": "x"}
    assert li.post(f"{SUBSIDIES}grant/", said).status_code == 404
    assert li.post(f"{SUBSIDIES}999999/take-back/", {"reason": "x"}).status_code == 404
