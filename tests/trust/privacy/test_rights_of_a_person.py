"""What a person may ask for: a version agreed to, a yes taken back, a copy, an end; each a sentence of S26."""

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import Sum
from django.urls import reverse

from agents.consent import VERSION, agree, has_withdrawn
from agents.endpoints import register_endpoint
from agents.errors import InvalidInput
from agents.invariants import invariants
from agents.models import Consent, User
from agents.own_data import own_data_of
from config.backup.manifest import Manifest, key_fingerprints, row_counts
from dispatch.orders.actions import (
    NewOrder,
    cancel_order,
    claim_order,
    forget_citizen,
    place_order,
    reveal_applicant,
    withdraw_consent,
)
from dispatch.orders.errors import ConsentWithdrawn, StillServing
from dispatch.orders.models import Order, Reveal
from points.models import PointsEntry
from realtime.models import Delivery
from tests.conftest import NINE
from tests.pages.clock import browser_of, stand_at
from tests.trust.privacy.planted import APPLICANT, PLACER, VALUES, found_in, plant

HOUR = timedelta(hours=1)


@pytest.fixture
def standing(monkeypatch, settings):
    settings.DEMO = True
    stand_at(monkeypatch, NINE)


@pytest.fixture
def planted(cast, place, media, settings):
    settings.DEMO = True
    return plant(cast, place, "closed")


# To which words


def test_sending_a_request_keeps_to_which_version_was_said_yes(cast, standing):
    form = {"id": str(uuid4()), "wish": "低保", "applicant_name": "陈奶奶", "for_whom": "self"}
    form |= {"applicant_phone": "10900000001", "village_code": cast.west.code}
    assert browser_of(cast.chen).post(reverse("citizen:ask"), form).status_code == 302
    assert list(Consent.objects.values_list("user", "version", "for_child")) == [
        (cast.chen.pk, VERSION, False)
    ]


def test_signing_in_at_the_machine_door_says_yes_too(cast, standing, client, monkeypatch):
    monkeypatch.setattr("frontend.api.sign_in.sign_in_by_code", lambda *args, **kwargs: cast.chen)
    body = {"phone": "10900000001", "code": "123456", "asked_by": "0" * 32}
    path = "/api/v1/sign-in/codes/confirm"
    assert client.post(path, json.dumps(body), content_type="application/json").status_code == 200
    assert Consent.objects.get().user == cast.chen


# Taking it back


def test_who_takes_the_yes_back_is_not_processed_any_more(place, cast):
    agree(cast.chen, at=NINE)
    done, running = place(), claim_order(place().pk, agent=cast.wei, at=NINE)
    cancel_order(done.pk, by=cast.chen, at=NINE)
    assert withdraw_consent(cast.chen, at=NINE + HOUR) == 1
    running.refresh_from_db()
    assert running.state == "cancelled" and Consent.objects.get().withdrawn_at == NINE + HOUR
    for order, who in ((running, cast.wei), (running, cast.li), (done, cast.li)):
        with pytest.raises(ConsentWithdrawn):
            reveal_applicant(order, to=who, why="service", at=NINE + HOUR)
    assert not Reveal.objects.exists()
    assert not Delivery.objects.filter(user=cast.chen, state="waiting").exists()
    # Kept, until the person erases it: the yes and the data are two things.
    assert running.applicant_name == "陈奶奶"


def test_who_asks_again_has_agreed_again(place, cast):
    agree(cast.chen, at=NINE)
    withdraw_consent(cast.chen, at=NINE)
    chen = User.objects.filter(pk=cast.chen.pk)
    assert has_withdrawn(chen)
    agree(cast.chen, at=NINE + HOUR)
    assert not has_withdrawn(chen) and Consent.objects.count() == 2
    order = claim_order(place().pk, agent=cast.wei, at=NINE + HOUR)
    assert reveal_applicant(order, to=cast.wei, why="service", at=NINE + HOUR).name == "陈奶奶"


def test_the_applicants_word_counts_and_not_that_of_who_filed_it(place, cast):
    for person in (cast.chen, cast.bai):
        agree(person, at=NINE)
    order = place(for_self=False, applicant_name="白老板", applicant_phone="10900000002")
    order = claim_order(order.pk, agent=cast.wei, at=NINE)
    assert withdraw_consent(cast.chen, at=NINE) == 0
    assert reveal_applicant(order, to=cast.wei, why="service", at=NINE).name == "白老板"
    assert withdraw_consent(cast.bai, at=NINE) == 1
    with pytest.raises(ConsentWithdrawn):
        reveal_applicant(order, to=cast.li, why="service", at=NINE)


def test_who_serves_the_county_does_not_stop_by_a_button(cast):
    with pytest.raises(StillServing):
        withdraw_consent(cast.wei.user, at=NINE)


def test_the_page_asks_whether_one_is_sure_and_says_what_ended(place, cast, standing):
    agree(cast.chen, at=NINE)
    place()
    browser, door = browser_of(cast.chen), reverse("citizen:withdraw_consent")
    refused = browser.post(door)
    assert refused.status_code == 422 and 'href="#stop"' in refused.content.decode()
    told = browser.post(door, {"stop": "1"}, follow=True).content.decode()
    assert "Your data is not used any more; 1 request was withdrawn." in told
    assert browser.get(door).status_code == 405


# A child


def test_a_child_does_not_ask_for_itself(place):
    with pytest.raises(InvalidInput) as refused:
        place(care_marks=["child"])
    (refusal,) = refused.value.problems["care_marks"]
    assert refusal.code == "child_needs_guardian"


def test_a_guardian_agrees_in_the_childs_name(cast, standing):
    form: dict[str, Any] = {"id": str(uuid4()), "wish": "入学", "applicant_name": "小宝"}
    form |= {"for_whom": "other"}
    form |= {"applicant_phone": "10900000001", "village_code": cast.west.code, "care_marks": ["child"]}
    assert browser_of(cast.chen).post(reverse("citizen:ask"), form).status_code == 302
    consent = Consent.objects.get()
    assert consent.for_child and Order.objects.get().care_marks == ["child"]
    assert own_data_of(cast.chen)["person"]["agreed_to"][0]["for_a_child"]


def test_an_officer_files_for_a_child_only_through_somebody_else(cast):
    new = NewOrder(
        id=uuid4(),
        wish="入学",
        applicant_name="小宝",
        applicant_phone="10900000001",
        village_code=cast.west.code,
        care_marks=["child"],
        channel="counter",
    )
    with pytest.raises(InvalidInput):
        place_order(new, county=cast.county, by=cast.li, at=NINE)


# A copy

#: Of what was planted, what is the applicant's or was said to the applicant.
THEIRS = {
    *("name", "phone", "house", "point", "matter", "wish numbers", "time", "time numbers"),
    *("note", "note numbers", "result", "result numbers", "rating", "rating numbers", "call", "call numbers"),
}


def test_a_copy_holds_all_of_the_person_and_nothing_of_anybody_else(planted, cast):
    register_endpoint(planted.applicant, kind="fcm", value="t" * 40, label="老人机", at=NINE)
    agree(planted.applicant, at=NINE)
    reveal_applicant(planted.order, to=cast.wei, why="service", at=NINE + HOUR)
    kept = json.dumps(own_data_of(planted.applicant), default=str, ensure_ascii=False)
    assert found_in(kept) == THEIRS
    for mine in ("老人机", VERSION, "魏代办", planted.order.number):
        assert mine in kept
    for others in (PLACER[0], PLACER[1], "10900000001", "陈奶奶", "10900000019"):
        assert others not in kept


def test_the_copy_of_who_serves_holds_points_accounts_and_answers(planted, cast):
    kept = own_data_of(cast.wei.user)
    assert kept["agent"]["name"] == cast.wei.name
    assert [each["number"] for each in kept["agent"]["bank_accounts"]] == [VALUES["agent account"]]
    assert len(kept["points"]["entries"]) == PointsEntry.objects.filter(agent=cast.wei).count()
    assert any("下雨把路冲断" in each["words"] for each in kept["points"]["appeals"])
    assert own_data_of(planted.placer)["agent"] is None


# An end


def test_erasing_leaves_totals_and_finds_no_trace_in_tables_and_the_backups_index(planted, cast):
    totals = list(PointsEntry.objects.values("agent").annotate(Sum("points")).order_by("agent"))
    before = row_counts()
    for person in (planted.applicant, planted.placer):
        agree(person, at=NINE)
        index = person.phone_index
        forget_citizen(person, at=planted.at)
        assert index not in _everything()
    assert list(PointsEntry.objects.values("agent").annotate(Sum("points")).order_by("agent")) == totals
    left = _everything()
    for trace in (*APPLICANT, *PLACER, "枫树坪", "10900000091", "10900000096", "10900000097"):
        assert trace not in left
    manifest = json.dumps(Manifest("", "", 0, row_counts(), key_fingerprints()).__dict__)
    assert not any(number in manifest for number in (APPLICANT[1], PLACER[1]))
    after = row_counts()
    assert {name for name in before if before[name] != after[name]} <= ENDED
    assert [line for check in invariants().values() for line in check()] == []


#: Rows that go or come with a person; everything that happened stays.
ENDED = {
    *("agents_accesstoken", "agents_consent", "agents_endpoint", "agents_signincode", "orders_erasure"),
    *("orders_orderlink", "realtime_inboxentry", "realtime_smsstart"),
}


def _everything() -> str:
    with connection.cursor() as cursor:
        rows = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'select each::text from "{table}" each')
            rows += [row for (row,) in cursor.fetchall()]
    return "\n".join(rows)
