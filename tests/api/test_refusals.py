"""Bad input and what may not be: a sentence, the right status, nothing lost, never a 500."""

import json

import pytest

from agents.models import County
from dispatch.orders.models import Order
from tests.api.conftest import Caller, is_problem

# What citizens send


@pytest.mark.parametrize(
    ("said", "code", "field"),
    [
        ({"village_code": "431127999999"}, "unknown_village", "village_code"),
        ({"wish": ""}, "missing", "wish"),
        ({"wish": " \x00\u202e\ud800 "}, "missing", "wish"),
        ({"wish": "办" * 10_000}, "too_long", "wish"),
        ({"applicant_phone": "0746-2210000"}, "landline_phone", "applicant_phone"),
        ({"applicant_phone": "+1 202 555 0100"}, "foreign_phone", "applicant_phone"),
        ({"applicant_phone": "12345"}, "not_a_phone", "applicant_phone"),
        ({"applicant_phone": ""}, "missing", "applicant_phone"),
        ({"applicant_name": None}, "missing", "applicant_name"),
        ({"item_code": "LS999"}, "unknown_item", "item_code"),
        ({"care_marks": ["rich"]}, "not_a_choice", "care_marks.0"),
        ({"channel": "fax"}, "not_a_choice", "channel"),
        ({"id": "1"}, "wrong_value", "id"),
        ({"home_visit": "yes"}, "wrong_value", "home_visit"),
        ({"point": {"lat": 91, "lng": 112}}, "wrong_value", "point.lat"),
        ({"point": {"lat": 10**400, "lng": 112}}, "wrong_value", "point.lat"),
        ({"point": {"lat": 25}}, "missing", "point.lng"),
    ],
)
def test_a_wrong_request_is_told_what_is_wrong_where(cast, chen, body, said, code, field):
    is_problem(chen.post("/orders", body(**said)), 422, code, field)
    assert not Order.objects.exists()


def test_a_point_outside_the_county_is_refused(cast, chen, body):
    outline = {
        "type": "Polygon",
        "coordinates": [[[112, 25], [112.2, 25], [112.2, 25.1], [112, 25.1], [112, 25]]],
    }
    County.objects.update(boundary=outline)
    for point in ({"lat": 28.2, "lng": 112.9}, {"lat": 28.2, "lng": 112.9, "system": "gcj02"}):
        response = chen.post("/orders", body(village_code=None, point=point))
        is_problem(response, 422, "point_outside_county", "point")
    assert not Order.objects.exists()
    placed = chen.post("/orders", body(village_code=None, point={"lat": 25.05, "lng": 112.15}))
    assert placed.json()["grid"]["name"] == "东河村" and placed.json()["grid_basis"] == "point"


def test_several_faults_are_told_at_once(cast, chen, body):
    response = chen.post("/orders", body(wish="", applicant_phone="0746-2210000", village_code=""))
    problem = is_problem(response, 422, "missing", "wish")
    assert {error["field"] for error in problem["errors"]} == {"wish", "applicant_phone"}


@pytest.mark.parametrize("field", ["points", "agent", "state", "grid", "is_staff", "created_at", "placed_at"])
def test_fields_that_nobody_asked_for_are_refused(cast, chen, body, field):
    """S4."""
    is_problem(chen.post("/orders", {**body(), field: 1}), 422, "unknown_field", field)
    assert not Order.objects.exists()


def test_a_field_with_an_unspeakable_name_is_refused_too(cast, chen, body):
    is_problem(chen.post("/orders", {**body(), "a\ud800b": 1}), 422, "wrong_value", "body")
    is_problem(chen.post("/orders", {**body(), "a\x00b": 1}), 422, "unknown_field", "ab")


def test_emoji_stay_and_what_cannot_be_kept_goes(cast, chen, body):
    placed = chen.post("/orders", body(wish="要\x00办👵🏽低\ud800保\u202e"))
    assert placed.status_code == 201 and placed.json()["wish"] == "要办👵🏽低保"


def test_the_sentence_is_in_the_users_language(cast, body):
    chen = Caller(cast.chen, **{"Accept-Language": "zh-CN,zh;q=0.9"})
    response = chen.post("/orders", body(wish=""))
    assert response.headers["Content-Language"] == "zh-hans"
    assert Caller(cast.chen).get("/nowhere").json()["detail"] == "There is nothing at this address."


def test_the_same_id_again_is_the_same_order(cast, chen, body):
    said = body()
    first, again = chen.post("/orders", said), chen.post("/orders", said)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json() and Order.objects.count() == 1


def test_the_same_id_with_another_body_is_refused(cast, chen, bai, body):
    said = body()
    chen.post("/orders", said)
    is_problem(chen.post("/orders", {**said, "wish": "别的事"}), 422, "duplicate_id", "id")
    is_problem(bai.post("/orders", said), 422, "duplicate_id", "id")
    assert Order.objects.get().wish == said["wish"]


# Bodies that are none


@pytest.mark.parametrize(
    ("raw", "code", "status"),
    [
        (b"{", "malformed_json", 400),
        (b'{"on_duty": NaN}', "malformed_json", 400),
        (b'{"on_duty": Infinity}', "malformed_json", 400),
        (b'{"on_duty": ' + b"9" * 10_000 + b"}", "malformed_json", 400),
        (b'{"on_duty": "\xff"}', "malformed_json", 400),
        (b"[" * 100_000, "malformed_json", 400),
        (b'{"a":' * 20_000 + b"1" + b"}" * 20_000, "malformed_json", 400),
        (b'{"on_duty": "' + b"x" * 300_000 + b'"}', "body_too_large", 413),
        (b'{"on_duty": "' + b"x" * 10_000_000 + b'"}', "body_too_large", 413),
        (b"[]", "wrong_value", 422),
        (b"null", "wrong_value", 422),
        (b"", "missing", 422),
        (b'{"on_duty": 1e999}', "wrong_value", 422),
        (b'{"on_duty": 123456789012345678901234567890}', "wrong_value", 422),
    ],
)
def test_a_body_that_is_none_is_said_to_be_none(cast, wei_calls, raw, code, status):
    response = wei_calls.client.put(
        "/api/v1/duty", raw, content_type="application/json", headers=wei_calls.headers
    )
    problem = is_problem(response, status, code if status != 422 else "invalid_input")
    assert status != 422 or problem["errors"][0]["code"] == code


@pytest.mark.parametrize(
    "media_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"]
)
def test_only_json_is_read(cast, wei_calls, media_type):
    response = wei_calls.client.generic(
        "PUT", "/api/v1/duty", '{"on_duty": true}', content_type=media_type, headers=wei_calls.headers
    )
    is_problem(response, 415, "wrong_media_type")


def test_a_body_of_unknown_length_is_not_taken_for_none(cast, wei_calls):
    request = {"CONTENT_LENGTH": "", "HTTP_TRANSFER_ENCODING": "chunked"}
    response = wei_calls.client.put("/api/v1/duty", headers=wei_calls.headers, **request)
    is_problem(response, 411, "length_required")


@pytest.mark.parametrize("path", ["/me", "/nowhere", "/orders/1", "/sign-in/codes"])
def test_every_answer_carries_the_headers_of_the_house(cast, nobody, path):
    response = nobody.get(path)
    assert response.status_code in {401, 404, 405}
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["X-Frame-Options"] == "DENY" and response.headers["Content-Security-Policy"]


def test_ten_thousand_unknown_fields_are_answered_shortly(cast, wei_calls):
    response = wei_calls.put("/duty", {f"f{n}": 1 for n in range(10_000)})
    assert len(is_problem(response, 422, "unknown_field", "f0")["errors"]) == 50


# Addresses


@pytest.mark.parametrize(
    "path",
    ["/api/", "/api/v1", "/api/v1/", "/api/v2/orders", "/api/v1/orders/", "/api/v1/orders/1", "/api/v1/docs"],
)
def test_nothing_is_there(cast, chen, path):
    is_problem(chen.client.get(path, headers=chen.headers), 404, "not_found")


def test_a_method_that_is_not_known_here(cast, chen):
    response = chen.send("DELETE", "/me", None)
    is_problem(response, 405, "method_not_allowed")
    assert response.headers["Allow"] == "GET"


@pytest.mark.parametrize("code", ["%00", "%ed%a0%80", "LS999", "办", "x" * 3_000])
def test_an_item_that_is_none(cast, nobody, code):
    is_problem(nobody.get(f"/items/{code}"), 404, "not_found")


@pytest.mark.parametrize(
    ("path", "query", "code", "field"),
    [
        ("/orders", {"limit": 0}, "wrong_value", "limit"),
        ("/orders", {"limit": 101}, "wrong_value", "limit"),
        ("/orders", {"limit": "9" * 5_000}, "wrong_value", "limit"),
        ("/orders", {"cursor": "made-up"}, "wrong_cursor", "cursor"),
        ("/orders", {"cursor": "密:码:\x00"}, "wrong_cursor", "cursor"),
        ("/orders", {"state": "lost"}, "not_a_choice", "state"),
        ("/orders", {"placed_from": "2026-11-20T09:00:00"}, "wrong_value", "placed_from"),
        ("/orders", {"placed_from": "0001-01-01T00:00:00Z"}, "wrong_value", "placed_from"),
        ("/villages", {}, "missing", "township"),
        ("/villages", {"township": "431127999000"}, "unknown_township", "township"),
        ("/suggestions", {"text": "办" * 201}, "too_long", "text"),
    ],
)
def test_a_query_that_cannot_be(cast, chen, path, query, code, field):
    is_problem(chen.get(path, query), 422, code, field)


def test_odd_words_in_a_query_find_nothing(cast, nobody):
    for words in ("\x00", "%_\\", "'; drop table", "办\u202e"):
        assert nobody.get("/items", {"text": words + "zzz"}).json()["rows"] == []
        assert nobody.get("/suggestions", {"text": words + "zzz"}).json()["rows"] == []


def test_a_cursor_of_another_list_is_refused(cast, li, place):
    for _ in range(2):
        place()
    cursor = li.get("/agents", {"limit": 1}).json()["next"]
    is_problem(li.get("/orders", {"cursor": cursor}), 422, "wrong_cursor", "cursor")


# Signing in


@pytest.mark.parametrize(
    ("phone", "code"),
    [("0746-2210000", "landline_phone"), ("+81 90 1234 5678", "foreign_phone"), ("\x00", "missing")],
)
def test_only_mobile_numbers_of_the_mainland_get_a_code(cast, nobody, phone, code):
    is_problem(nobody.post("/sign-in/codes", {"phone": phone}), 422, code, "phone")


def test_a_second_code_must_wait(cast, nobody):
    nobody.post("/sign-in/codes", {"phone": "10900000001"})
    for phone in ("10900000001",):
        response = nobody.post("/sign-in/codes", {"phone": phone})
        problem = is_problem(response, 429, "too_many_codes")
        assert 0 < problem["facts"]["retry_after"] <= 60
        assert response.headers["Retry-After"] == str(problem["facts"]["retry_after"])


def test_forged_addresses_change_nothing(cast, nobody):
    for n in range(20):
        nobody.post("/sign-in/codes", {"phone": f"109000001{n:02d}"}, **{"X-Forwarded-For": f"203.0.113.{n}"})
    response = nobody.post("/sign-in/codes", {"phone": "10900000199"}, **{"X-Forwarded-For": "203.0.113.99"})
    is_problem(response, 429, "too_many_codes")


def test_a_wrong_and_a_used_code(cast, nobody):
    said = {"phone": "10900000001", "code": "000000", "asked_by": "nobody"}
    is_problem(nobody.post("/sign-in/codes/confirm", said), 422, "code_expired", "code")


def test_a_wrong_password(cast, nobody):
    said = {"username": "li", "password": "\ud800"}
    assert nobody.post("/sign-in/password", said).status_code == 422
    is_problem(nobody.post("/sign-in/password", {**said, "password": "x"}), 422, "wrong_password", "password")


@pytest.mark.parametrize("token", ["", "made-up", "令牌", "\x00", "x" * 10_000])
def test_a_token_that_is_none(cast, nobody, token):
    nobody.headers["Authorization"] = f"Bearer {token}"
    response = nobody.get("/me")
    is_problem(response, 401, "signed_out")
    assert response.headers["WWW-Authenticate"] == "Bearer"


def test_a_session_key_that_is_none(cast, nobody):
    nobody.client.cookies["session"] = "\x00" * 32
    is_problem(nobody.get("/me"), 401, "signed_out")


def test_no_county_is_loaded(db, nobody):
    is_problem(nobody.get("/items"), 404, "not_found")
    is_problem(nobody.post("/sign-in/codes", {"phone": "10900000001"}), 404, "not_found")


def test_a_failure_of_ours_is_a_problem_too(cast, chen, monkeypatch):
    chen.client.raise_request_exception = False
    monkeypatch.setattr("frontend.api.me.MeTold.of", lambda user: json.loads("{"))
    is_problem(chen.get("/me"), 500, "internal_server_error")


def test_answers_are_kept_by_nobody(cast, chen, nobody):
    for response in (chen.get("/me"), nobody.get("/me")):
        assert "no-store" in response.headers["Cache-Control"]
