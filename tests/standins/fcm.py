"""Google's token endpoint and FCM HTTP v1. The assertion's signature is checked with the account's public key."""

import json
from functools import cache
from typing import Any
from urllib.parse import parse_qs

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.standins.base import Answer, Call, Fault, Refused, Standin

# What the library signs for, wherever the account says that tokens are issued.
AUDIENCE = "https://oauth2.googleapis.com/token"
ERROR_TYPE = "type.googleapis.com/google.firebase.fcm.v1.FcmError"
#: FCM's error codes with the HTTP status and Google's status they come with.
ERRORS = {
    "UNREGISTERED": (404, "NOT_FOUND"),
    "INVALID_ARGUMENT": (400, "INVALID_ARGUMENT"),
    "SENDER_ID_MISMATCH": (403, "PERMISSION_DENIED"),
    "THIRD_PARTY_AUTH_ERROR": (401, "UNAUTHENTICATED"),
    "QUOTA_EXCEEDED": (429, "RESOURCE_EXHAUSTED"),
    "UNAVAILABLE": (503, "UNAVAILABLE"),
    "INTERNAL": (500, "INTERNAL"),
}


class Fcm(Standin):
    """A device whose token is in ``gone`` has uninstalled the app."""

    PROJECT = "test-county"

    def __init__(self, port: int = 0) -> None:
        super().__init__(port)
        self.gone: set[str] = set()
        self.tokens_issued = 0

    @property
    def environment(self) -> dict[str, str]:
        return {"FCM_URL": self.url, "FCM_SERVICE_ACCOUNT": json.dumps(self.service_account)}

    @property
    def service_account(self) -> dict[str, str]:
        return {
            "type": "service_account",
            "project_id": self.PROJECT,
            "private_key_id": "test",
            "private_key": _private_pem(),
            "client_email": f"test@{self.PROJECT}.iam.gserviceaccount.com",
            "client_id": "1",
            "token_uri": f"{self.url}/token",
        }

    def is_send(self, call: Call) -> bool:
        return call.path.endswith("/messages:send")

    def take(self, call: Call) -> Answer:
        if call.path == "/token":
            return self._issue(call)
        if not call.headers.get("Authorization", "").startswith("Bearer token-"):
            raise Refused("no access token", _error("UNAUTHENTICATED", 401, "UNAUTHENTICATED"))
        message: dict[str, Any] = call.json["message"]
        device = message.get("fid") or message.get("token") or ""
        if device in self.gone:
            raise Refused("unregistered", self.failed(Fault(code="UNREGISTERED")))
        self.keep(to=device, body=message, key=message.get("data", {}).get("delivery", ""))
        return Answer(200, {"name": f"projects/{self.PROJECT}/messages/{len(self.received)}"})

    def failed(self, fault: Fault) -> Answer:
        code = fault.code or {429: "QUOTA_EXCEEDED", 500: "INTERNAL"}.get(fault.status, "UNAVAILABLE")
        status, google = ERRORS[code]
        return _error(code, fault.status or status, google)

    def _issue(self, call: Call) -> Answer:
        assertion = parse_qs(call.raw.decode())["assertion"][0]
        try:
            jwt.decode(assertion, _key().public_key(), algorithms=["RS256"], audience=AUDIENCE)
        except jwt.InvalidTokenError as wrong:
            raise Refused(f"assertion: {wrong}", Answer(400, {"error": "invalid_grant"})) from wrong
        self.tokens_issued += 1
        token = f"token-{self.tokens_issued}"
        return Answer(200, {"access_token": token, "expires_in": 3600, "token_type": "Bearer"})


def _error(code: str, status: int, google: str) -> Answer:
    details = [{"@type": ERROR_TYPE, "errorCode": code}]
    error = {"code": status, "status": google, "message": code, "details": details}
    return Answer(status, {"error": error})


@cache
def _key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _private_pem() -> str:
    return (
        _key()
        .private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        .decode()
    )
