"""A county's own SMS gateway: signed JSON, as ``docs/channels.md`` describes it."""

import hashlib
import hmac
import json
import time
from typing import Any
from uuid import uuid4

from tests.standins.base import Answer, Call, Fault, Refused, Standin

SECONDS_APART_MAX = 300


class Gateway(Standin):
    SECRET = "test-gateway-secret"
    CALLBACK_SECRET = "test-callback-secret"
    settings = {
        "SMS_GATEWAY_URL": "{url}/sms",
        "SMS_GATEWAY_SECRET": SECRET,
        "CALLBACK_SECRET": CALLBACK_SECRET,
    }

    def take(self, call: Call) -> Answer:
        signature = sign(self.SECRET, call.headers["X-Timestamp"], call.headers["X-Nonce"], call.raw)
        if not hmac.compare_digest(call.headers["X-Signature"], signature):
            raise Refused("wrong signature", Answer(401, {"code": "wrong_signature"}))
        if abs(time.time() - int(call.headers["X-Timestamp"])) > SECONDS_APART_MAX:
            raise Refused("late", Answer(401, {"code": "late"}))
        said = call.json
        self.keep(to=said["to"], body=said["text"], key=said["id"], more=said)
        return Answer(202, {"reference": f"gw-{said['id']}"})

    def failed(self, fault: Fault) -> Answer:
        return Answer(fault.status, {"code": fault.code or "unavailable"})

    def report(self, reference: str, *, state: str = "delivered", reason: str = "") -> Any:
        """The body that the gateway posts to the callback address."""
        return {"reports": [{"reference": reference, "state": state, "reason": reason}]}


def sign(secret: str, timestamp: str, nonce: str, raw: bytes) -> str:
    said = f"{timestamp}.{nonce}.".encode() + raw
    return hmac.new(secret.encode(), said, hashlib.sha256).hexdigest()


def signed_headers(
    body: Any, *, secret: str, timestamp: int, nonce: str = ""
) -> tuple[bytes, dict[str, str]]:
    """Body and headers of a callback as a gateway or a signing relay posts it."""
    raw, nonce = json.dumps(body).encode(), nonce or uuid4().hex
    signature = sign(secret, str(timestamp), nonce, raw)
    return raw, {"X-Timestamp": str(timestamp), "X-Nonce": nonce, "X-Signature": signature}
