"""Alibaba Cloud's SMS API (Dysmsapi 2017-05-25): SendSms, signed by ACS3-HMAC-SHA256."""

import hashlib
import hmac
import json
from typing import Any
from urllib.parse import quote

from tests.standins.base import Answer, Call, Fault, Refused, Standin

ALGORITHM = "ACS3-HMAC-SHA256"


class AliyunSms(Standin):
    KEY_ID, SECRET, SIGN_NAME = "test-key-id", "test-key-secret", "蓝山帮您办"
    settings = {
        "SMS_ALIYUN_URL": "{url}",
        "SMS_ALIYUN_KEY_ID": KEY_ID,
        "SMS_ALIYUN_KEY_SECRET": SECRET,
        "SMS_ALIYUN_SIGN_NAME": SIGN_NAME,
    }

    def take(self, call: Call) -> Answer:
        self._check_signature(call)
        if call.headers["x-acs-action"] != "SendSms":
            raise Refused("unknown action", _answer("InvalidAction.NotFound", status=404))
        said = call.query
        if said["SignName"] != self.SIGN_NAME:
            raise Refused("unknown sign name", _answer("isv.SMS_SIGNATURE_ILLEGAL"))
        if not said["TemplateCode"].startswith("SMS_"):
            raise Refused("unknown template", _answer("isv.SMS_TEMPLATE_ILLEGAL"))
        number, variables = said["PhoneNumbers"], json.loads(said.get("TemplateParam", "{}"))
        self.keep(
            to=number, body=variables, key=said.get("OutId", ""), more={"template": said["TemplateCode"]}
        )
        return _answer("OK", BizId=f"{len(self.received)}^0")

    def failed(self, fault: Fault) -> Answer:
        """With a ``code`` and no status it is one of the answers that come with 200."""
        return _answer(fault.code or "ServiceUnavailable", status=fault.status or 200)

    def report(self, biz_id: str, *, success: bool = True, number: str = "", out_id: str = "") -> Any:
        """What Alibaba Cloud posts to the callback address once the phone has answered."""
        return [
            {
                "phone_number": number,
                "send_time": "2026-11-20 09:00:00",
                "report_time": "2026-11-20 09:00:02",
                "success": success,
                "err_code": "DELIVERED" if success else "MOBILE_NOT_ON_SERVICE",
                "err_msg": "用户接收成功" if success else "停机",
                "sms_size": "1",
                "biz_id": biz_id,
                "out_id": out_id,
            }
        ]

    def _check_signature(self, call: Call) -> None:
        said = dict(
            part.split("=", 1)
            for part in call.headers["Authorization"].removeprefix(ALGORITHM).strip().split(",")
        )
        signed = said["SignedHeaders"].split(";")
        canonical = "\n".join(
            [
                call.method,
                call.path,
                "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in sorted(call.query.items())),
                "".join(f"{name}:{call.headers[name].strip()}\n" for name in signed),
                said["SignedHeaders"],
                call.headers["x-acs-content-sha256"],
            ]
        )
        to_sign = f"{ALGORITHM}\n{hashlib.sha256(canonical.encode()).hexdigest()}"
        expected = hmac.new(self.SECRET.encode(), to_sign.encode(), hashlib.sha256).hexdigest()
        body_hash = hashlib.sha256(call.raw).hexdigest()
        if said["Credential"] != self.KEY_ID:
            raise Refused("unknown key", _answer("InvalidAccessKeyId.NotFound", status=404))
        if call.headers["x-acs-content-sha256"] != body_hash or not hmac.compare_digest(
            said["Signature"], expected
        ):
            raise Refused("wrong signature", _answer("SignatureDoesNotMatch", status=400))


def _quoted(text: str) -> str:
    return quote(text, safe="-_.~")


def _answer(code: str, *, status: int = 200, **more: str) -> Answer:
    return Answer(status, {"Code": code, "Message": code, "RequestId": "test", **more})
