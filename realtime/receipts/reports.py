"""The forms in which providers report, read into one. Pure Python."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

REPORTS_MAX = 1000
REASON_LENGTH_MAX = 200
REFERENCE_LENGTH_MAX = 200


@dataclass(frozen=True)
class Report:
    """How a message ended, by the provider's name for it."""

    reference: str
    was_delivered: bool
    reason: str = ""


@dataclass(frozen=True)
class Form:
    """How a provider says it, and what it wants to hear so that it does not say it again."""

    read: Callable[[Any], list[Report]]
    thanks: dict[str, Any]


def read_reports(body: bytes, form: Form) -> list[Report]:
    """Raises ValueError for everything that is not in the form."""
    try:
        reports = form.read(json.loads(body))
    except (KeyError, TypeError, AttributeError, UnicodeDecodeError, RecursionError) as error:
        raise ValueError("not in the form of this provider") from error
    if len(reports) > REPORTS_MAX:
        raise ValueError("too many reports at once")
    return reports


def _of_aliyun(said: Any) -> list[Report]:
    return [
        _report(each["biz_id"], each["success"], f"{each.get('err_code', '')} {each.get('err_msg', '')}")
        for each in _list(said)
    ]


def _of_tencent(said: Any) -> list[Report]:
    def was_delivered(status: str) -> bool:
        return {"SUCCESS": True, "FAIL": False}[status]

    return [
        _report(
            each["sid"],
            was_delivered(each["report_status"]),
            f"{each.get('errmsg', '')} {each.get('description', '')}",
        )
        for each in _list(said)
    ]


def _of_gateway(said: Any) -> list[Report]:
    def was_delivered(state: str) -> bool:
        return {"delivered": True, "failed": False}[state]

    return [
        _report(each["reference"], was_delivered(each["state"]), str(each.get("reason", "")))
        for each in _list(said["reports"])
    ]


FORMS = {
    "sms_aliyun": Form(_of_aliyun, {"code": 0, "msg": "OK"}),
    "sms_tencent": Form(_of_tencent, {"result": 0, "errmsg": "OK"}),
    "sms_gateway": Form(_of_gateway, {"code": "ok"}),
}


def _list(said: Any) -> list[Any]:
    if not isinstance(said, list):
        raise TypeError
    return said


def _report(reference: Any, was_delivered: Any, reason: str) -> Report:
    if not isinstance(reference, str) or not isinstance(was_delivered, bool):
        raise TypeError
    if not 0 < len(reference) <= REFERENCE_LENGTH_MAX or "\x00" in reference:
        raise ValueError
    return Report(reference, was_delivered, reason.replace("\x00", "").strip()[:REASON_LENGTH_MAX])
