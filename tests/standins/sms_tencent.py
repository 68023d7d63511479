"""Tencent Cloud's SMS API (2021-01-11): SendSms, signed by TC3-HMAC-SHA256."""

import hashlib
import hmac
from datetime import UTC, datetime
from typing import Any

from tests.standins.base import Answer, Call, Fault, Refused, Standin

ALGORITHM = "TC3-HMAC-SHA256"


class TencentSms(Standin):
    KEY_ID, SECRET, APP_ID, SIGN_NAME = "test-key-id", "test-key-secret", "1400000001", "蓝山帮您办"
    settings = {
        "SMS_TENCENT_URL": "{url}",
        "SMS_TENCENT_KEY_ID": KEY_ID,
        "SMS_TENCENT_KEY_SECRET": SECRET,
        "SMS_TENCENT_APP_ID": APP_ID,
        "SMS_TENCENT_SIGN_NAME": SIGN_NAME,
    }

    def take(self, call: Call) -> Answer:
        self._check_signature(call)
        said = call.json
        if (said["SmsSdkAppId"], said["SignName"]) != (self.APP_ID, self.SIGN_NAME):
            raise Refused(
                "unknown app or sign name", _status("FailedOperation.SignatureIncorrectOrUnapproved")
            )
        number = said["PhoneNumberSet"][0]
        self.keep(
            to=number,
            body=said.get("TemplateParamSet", []),
            key=said.get("SessionContext", ""),
            more={"template": said["TemplateId"]},
        )
        return _status("Ok", SerialNo=f"2640:{len(self.received)}", PhoneNumber=number)

    def failed(self, fault: Fault) -> Answer:
        """A code with ``status=200`` concerns the number; else it is an error of the whole call."""
        if fault.status in {0, 200}:
            return _status(fault.code)
        return Answer(fault.status, {"Response": {"Error": {"Code": fault.code, "Message": fault.code}}})

    def report(self, serial: str, *, success: bool = True, number: str = "") -> Any:
        """What Tencent Cloud posts to the callback address once the phone has answered."""
        return [
            {
                "user_receive_time": "2026-11-20 09:00:02",
                "nationcode": "86",
                "mobile": number,
                "report_status": "SUCCESS" if success else "FAIL",
                "errmsg": "DELIVRD" if success else "MK:0001",
                "description": "用户短信送达成功" if success else "空号",
                "sid": serial,
            }
        ]

    def _check_signature(self, call: Call) -> None:
        said = dict(
            part.strip().split("=", 1)
            for part in call.headers["Authorization"].removeprefix(ALGORITHM).split(",")
        )
        key_id, date, service, _ = said["Credential"].split("/")
        signed = said["SignedHeaders"].split(";")
        canonical = "\n".join(
            [
                call.method,
                call.path,
                call.raw_query,
                "".join(f"{name}:{call.headers[name].strip().lower()}\n" for name in signed),
                said["SignedHeaders"],
                hashlib.sha256(call.raw).hexdigest(),
            ]
        )
        timestamp = call.headers["X-TC-Timestamp"]
        scope = f"{date}/{service}/tc3_request"
        to_sign = f"{ALGORITHM}\n{timestamp}\n{scope}\n{hashlib.sha256(canonical.encode()).hexdigest()}"
        key = f"TC3{self.SECRET}".encode()
        for part in (date, service, "tc3_request"):
            key = hmac.new(key, part.encode(), hashlib.sha256).digest()
        expected = hmac.new(key, to_sign.encode(), hashlib.sha256).hexdigest()
        day = datetime.fromtimestamp(int(timestamp), UTC).date().isoformat()
        if key_id != self.KEY_ID:
            raise Refused("unknown key", _error("AuthFailure.SecretIdNotFound"))
        if day != date or not hmac.compare_digest(said["Signature"], expected):
            raise Refused("wrong signature", _error("AuthFailure.SignatureFailure"))


def _status(code: str, **more: str) -> Answer:
    status = {
        "SerialNo": "",
        "PhoneNumber": "",
        "Fee": 1,
        "SessionContext": "",
        "Code": code,
        "Message": code,
    }
    status |= {"IsoCode": "CN", **more}
    return Answer(200, {"Response": {"SendStatusSet": [status], "RequestId": "test"}})


def _error(code: str) -> Answer:
    return Answer(200, {"Response": {"Error": {"Code": code, "Message": code}, "RequestId": "test"}})
