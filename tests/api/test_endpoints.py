"""Devices by the machine door: registered, listed without their tokens, taken off."""

from agents.models import Endpoint
from tests.api.conftest import is_problem


def test_an_app_registers_itself_and_signs_off(wei_calls):
    told = wei_calls.post("/endpoints", {"kind": "fcm", "value": "token-of-wei", "label": "Redmi"})
    assert told.status_code == 201 and told.json()["label"] == "Redmi"
    listed = wei_calls.get("/endpoints")
    assert [row["kind"] for row in listed.json()["rows"]] == ["fcm"]
    assert "token-of-wei" not in told.content.decode() + listed.content.decode()
    assert wei_calls.delete(f"/endpoints/{told.json()['id']}").status_code == 204
    assert wei_calls.get("/endpoints").json()["rows"] == []


def test_registered_twice_it_is_the_same(wei_calls):
    said = {"kind": "fcm_installation", "value": "installation"}
    first, second = wei_calls.post("/endpoints", said), wei_calls.post("/endpoints", said)
    assert first.json()["id"] == second.json()["id"] and Endpoint.objects.count() == 1


def test_the_eleventh_is_refused(wei_calls):
    for number in range(10):
        wei_calls.post("/endpoints", {"kind": "fcm", "value": f"t{number}"})
    is_problem(wei_calls.post("/endpoints", {"kind": "fcm", "value": "t10"}), 409, "too_many_endpoints")


def test_what_is_none_is_refused_by_field(wei_calls, li):
    is_problem(wei_calls.post("/endpoints", {"kind": "pigeon", "value": "x"}), 422, "not_a_choice", "kind")
    is_problem(wei_calls.post("/endpoints", {"kind": "fcm", "value": ""}), 422, "missing", "value")
    said = {"kind": "webpush", "value": '{"endpoint": "https://10.0.0.1/"}'}
    is_problem(wei_calls.post("/endpoints", said), 422, "not_a_subscription", "value")
    is_problem(wei_calls.post("/endpoints", {"kind": "email", "value": "w@x.invalid"}), 403, "not_permitted")
    assert li.post("/endpoints", {"kind": "email", "value": "li@x.invalid"}).status_code == 201
    is_problem(
        wei_calls.post("/endpoints", {"kind": "fcm", "value": "x", "user": "1"}), 422, "unknown_field", "user"
    )


def test_it_is_its_owners_alone(wei_calls, dong):
    told = wei_calls.post("/endpoints", {"kind": "fcm", "value": "token"}).json()
    is_problem(dong.delete(f"/endpoints/{told['id']}"), 404, "not_found")
    assert dong.get("/endpoints").json()["rows"] == []
