"""The whole story over the machine door: sign in, place, reach, claim, serve, rate, earn."""

from datetime import timedelta

from django.utils import timezone

from agents.models import County
from agents.signals import code_issued
from dispatch.orders.models import Order
from tests.api.conftest import Caller, is_problem


def test_a_citizen_signs_in_by_code_and_out_again(cast, nobody):
    codes = []

    def note(**news):
        codes.append(news["code"])

    code_issued.connect(note)
    asked = nobody.post("/sign-in/codes", {"phone": "109 0000 0001"})
    code_issued.disconnect(note)
    assert asked.status_code == 202 and asked.json()["expires_in_seconds"] == 300
    said = {"phone": "10900000001", "code": codes[0], "asked_by": asked.json()["asked_by"]}
    signed_in = nobody.post("/sign-in/codes/confirm", said)
    assert signed_in.status_code == 200 and signed_in.json()["user"]["roles"] == ["citizen"]
    nobody.headers["Authorization"] = f"Bearer {signed_in.json()['token']}"
    me = nobody.get("/me")
    assert me.json() == signed_in.json()["user"] and me.json()["name"] == "陈奶奶"
    assert nobody.delete("/tokens/current").status_code == 204
    is_problem(nobody.get("/me"), 401, "signed_out")


def test_an_officer_signs_in_by_password(cast, nobody):
    signed_in = nobody.post("/sign-in/password", {"username": "li", "password": "li-Mountain-2026"})
    assert signed_in.status_code == 200
    officer = signed_in.json()["user"]["officer"]
    assert officer["role"] == "county_manager" and officer["may_dispatch"] and officer["on_desk"]


def test_from_wish_to_points(cast, chen, wei_calls, wen, dong, li, body):
    placed = chen.post("/orders", body())
    assert placed.status_code == 201
    order = placed.json()
    here = f"/orders/{order['id']}"
    assert placed.headers["Location"] == f"/api/v1{here}" and placed.headers["ETag"] == '"1"'
    assert (order["view"], order["state"], order["applicant"]["phone"]) == ("asker", "open", "10900000001")

    assert [card["id"] for card in wei_calls.get("/board").json()["rows"]] == [order["id"]]
    assert dong.get("/board").json()["rows"] == []
    is_problem(dong.get(here), 404, "order_not_found")
    card = wei_calls.get(here).json()
    assert (card["view"], card["reach"], card["distance_m"]) == ("card", "own_grid", 0)

    claimed = wei_calls.post(f"{here}/claim")
    assert claimed.status_code == 200 and claimed.json()["state"] == "claimed"
    assert claimed.json()["agent"]["name"] == "魏代办" and claimed.json()["applicant"] is None
    lost = is_problem(wen.post(f"{here}/claim"), 409, "order_already_claimed")
    assert lost["facts"]["winner"] == "魏代办" and lost["facts"]["seconds"] >= 0

    shown = wei_calls.post(f"{here}/reveal")
    who = {"name": "陈奶奶", "phone": "10900000001", "address": ""}
    assert shown.json() == {**who, "wish": Order.objects.get().wish}
    assert [row["by"] for row in chen.get(f"{here}/reveals").json()["rows"]] == [
        {"role": "agent", "name": "魏代办"}
    ]

    assert wei_calls.post(f"{here}/start", {"note": "打过电话"}).json()["state"] == "in_progress"
    assert wei_calls.post(f"{here}/notes", {"words": "材料收齐"}).status_code == 200
    assert wei_calls.post(f"{here}/suspend", {"reason": "等户口本"}).json()["state"] == "suspended"
    assert wei_calls.post(f"{here}/resume").json()["state"] == "in_progress"
    assert (
        wei_calls.post(f"{here}/propose-item", {"item_code": "LS002"}).json()["proposed_item"]["code"]
        == "LS002"
    )
    assert li.post(f"{here}/confirm-item", {"item_code": "LS002"}).json()["difficulty_class"] == 2
    done = wei_calls.post(f"{here}/complete", {"result": "补助已申请"})
    assert done.json()["state"] == "completed" and done.json()["result"] == "补助已申请"

    rated = chen.post(f"{here}/ratings", {"grade": "very_satisfied", "words": "谢谢"})
    assert rated.json()["rating"]["grade"] == "very_satisfied"
    points = wei_calls.get("/points").json()
    assert (points["month_total"], points["quarter_total"]) == ("3.00", "3.00")
    assert [entry["kind"] for entry in points["rows"]] == ["satisfied", "base"]
    kinds = [event["kind"] for event in chen.get(f"{here}/events").json()["rows"]]
    assert kinds == [
        "placed", "claimed", "started", "noted", "suspended", "resumed", "item_proposed", "classified",
        "completed", "rated",
    ]  # fmt: skip


def test_neighbours_may_claim_after_ten_minutes(cast, place, dong):
    order = place(at=timezone.now() - timedelta(minutes=10))
    (card,) = dong.get("/board").json()["rows"]
    assert (card["id"], card["reach"]) == (str(order.pk), "all_grids")
    assert 9_000 < card["distance_m"] < 11_000
    assert dong.post(f"/orders/{order.pk}/claim").status_code == 200


def test_the_own_grid_stands_first_on_the_board(cast, place, wei_calls):
    long_ago = timezone.now() - timedelta(hours=1)
    neighbours = place(at=long_ago, grid=cast.east)
    own = place(at=long_ago + timedelta(minutes=5))
    assert [card["id"] for card in wei_calls.get("/board").json()["rows"]] == [
        str(own.pk),
        str(neighbours.pk),
    ]


def test_given_back_and_assigned(cast, chen, wei_calls, li, body):
    here = f"/orders/{chen.post('/orders', body()).json()['id']}"
    wei_calls.post(f"{here}/claim")
    assert wei_calls.post(f"{here}/extend", {"reason": "路断了"}).json()["contact_extended_at"]
    card = wei_calls.post(f"{here}/release", {"reason": "腿摔了"}).json()
    assert (card["view"], card["reach"]) == ("card", "all_grids")
    is_problem(wei_calls.post(f"{here}/claim"), 403, "given_back_before")
    agents = {agent["name"]: agent for agent in li.get("/agents").json()["rows"]}
    assert agents["戴代办"]["unfinished_orders"] == 0 and agents["戴代办"]["grid"]["name"] == "东河村"
    assigned = li.post(f"{here}/assign", {"agent_id": agents["戴代办"]["id"], "reason": "就近"})
    assert assigned.json()["agent"]["name"] == "戴代办"
    assert Caller(cast.dai.user).get("/orders", {"role": "agent"}).json()["rows"][0]["view"] == "agent"


def test_an_officer_files_at_the_counter_and_names_the_grid(cast, li, body):
    placed = li.post("/orders", body(channel="counter", village_code=None))
    assert placed.status_code == 201 and placed.json()["view"] == "officer" and placed.json()["grid"] is None
    (at_desk,) = li.get("/desk").json()["rows"]
    assert at_desk["id"] == placed.json()["id"]
    located = li.post(f"/orders/{at_desk['id']}/locate", {"grid_code": cast.west.code})
    assert located.json()["grid"]["name"] == "西山村" and located.json()["grid_basis"] == "officer"


def test_what_was_filed_at_the_counter_is_the_applicants_too(cast, li, chen, body):
    order = li.post("/orders", body(channel="phone")).json()
    assert chen.get(f"/orders/{order['id']}").json()["view"] == "asker"
    assert [row["id"] for row in chen.get("/orders").json()["rows"]] == [order["id"]]


def test_who_asked_withdraws_it(cast, chen, body):
    here = f"/orders/{chen.post('/orders', body()).json()['id']}"
    assert chen.post(f"{here}/cancel", {"reason": "不办了"}).json()["state"] == "cancelled"
    assert chen.post(f"{here}/cancel").json()["state"] == "cancelled"


def test_an_officer_withdraws_it(cast, chen, li, body):
    here = f"/orders/{chen.post('/orders', body()).json()['id']}"
    assert li.post(f"{here}/cancel", {"reason": "重复"}).json()["state"] == "cancelled"


def test_duty_is_switched(cast, wei_calls):
    assert wei_calls.put("/duty", {"on_duty": False}).json() == {"on_duty": False}
    assert wei_calls.get("/me").json()["agent"]["is_on_duty"] is False


def test_the_catalogue_is_open_to_everybody(cast, nobody):
    assert [item["code"] for item in nobody.get("/items").json()["rows"]] == ["LS002", "LS050"]
    assert [item["code"] for item in nobody.get("/items", {"text": "优待"}).json()["rows"]] == ["LS050"]
    assert nobody.get("/items/LS050").json()["bureau"] == "县民政局"
    # Kept matchers go by this number.
    County.objects.update(catalogue_revision=4711)
    found = nobody.get("/suggestions", {"text": "老年优待证怎么办"}).json()["rows"]
    assert (found[0]["code"], found[0]["name"]) == ("LS050", "我要办老年优待证") and 0 < found[0][
        "score"
    ] <= 1


def test_so_are_townships_and_villages(cast, nobody):
    (township,) = nobody.get("/townships").json()["rows"]
    villages = nobody.get("/villages", {"township": township["code"]}).json()["rows"]
    assert [village["grids"][0]["name"] for village in villages] == ["西山村", "东河村"]
