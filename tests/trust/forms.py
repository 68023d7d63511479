"""What is sent to doors that would stop at an empty form before they ask whose it is."""

from typing import Any

from tests.trust.world import World

FORMS: dict[str, dict[str, Any]] = {
    "office:rule_hold": {"verdict": "released", "words": "查过了"},
    "office:rule_appeal": {"verdict": "upheld", "words": "查过了"},
    "office:subsidy_take_back": {"reason": "记错了"},
    "agent:complete": {"result": "办好了"},
    "agent:note": {"words": "在路上"},
    "agent:release": {"reason": "病了"},
    "citizen:cancel": {"sure": "1"},
}
BODIES: dict[str, Any] = {
    "/duty": {"on_duty": True},
    "/endpoints": {"kind": "fcm", "value": "token"},
    "/orders": {
        "id": "00000000-0000-4000-8000-000000000001",
        "wish": "低保",
        "applicant_name": "甲",
        "applicant_phone": "10900000001",
    },
    "release": {"reason": "r"},
    "extend": {"reason": "r"},
    "notes": {"words": "w"},
    "suspend": {"reason": "r"},
    "complete": {"result": "r"},
    "wrong-grid": {},
    "propose-item": {"item_code": "LS002"},
    "ratings": {"grade": "fair"},
    "locate": {"grid_code": "431127102001"},
    "confirm-item": {"item_code": "LS002"},
}


def form_of(key: str, world: World) -> dict[str, Any]:
    if key == "office:hold":
        return {"number": world.order.number, "words": "要核对"}
    return FORMS.get(key, {})


def body_of(path: str, world: World) -> Any:
    if path.endswith("/assign"):
        return {"agent_id": world.values["agent_id"]}
    return BODIES.get(path, BODIES.get(path.rpartition("/")[2]))
