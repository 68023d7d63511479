"""A browser vendor's push service (RFC 8030): checks the VAPID signature and decrypts as the browser would."""

import base64
import json
import os
from functools import cache
from typing import Any

import http_ece
import jwt
from cryptography.hazmat.primitives import serialization as ser
from cryptography.hazmat.primitives.asymmetric import ec

from tests.standins.base import Answer, Call, Fault, Refused, Standin


class PushService(Standin):
    """``subscription("phone")`` is what the browser would hand to the site."""

    def __init__(self, port: int = 0) -> None:
        super().__init__(port)
        self.gone: set[str] = set()
        self._browser = ec.generate_private_key(ec.SECP256R1())
        self._auth = os.urandom(16)

    @property
    def environment(self) -> dict[str, str]:
        return {
            "WEBPUSH_PRIVATE_KEY": _b64(_site_key().private_numbers().private_value.to_bytes(32, "big")),
            "WEBPUSH_CONTACT": "mailto:ops@example.invalid",
            # Outside, a push service is one of the known ones; the stand-in is not.
            "WEBPUSH_ORIGINS": self.url,
        }

    def subscription(self, device: str = "phone") -> dict[str, Any]:
        keys = {"p256dh": _b64(_point(self._browser)), "auth": _b64(self._auth)}
        return {"endpoint": f"{self.url}/push/{device}", "keys": keys}

    def take(self, call: Call) -> Answer:
        device = call.path.rpartition("/")[2]
        self._check_vapid(call.headers["Authorization"])
        if device in self.gone:
            raise Refused("gone", Answer(410))
        plain = http_ece.decrypt(call.raw, private_key=self._browser, auth_secret=self._auth)
        said = json.loads(plain)
        more = {name: call.headers[name] for name in ("TTL", "Urgency", "Topic")}
        self.keep(to=device, body=said, key=said.get("delivery", ""), more=more)
        return Answer(201, headers={"Location": f"{self.url}/message/{len(self.received)}"})

    def failed(self, fault: Fault) -> Answer:
        return Answer(fault.status)

    def _check_vapid(self, authorization: str) -> None:
        said = dict(part.strip().split("=", 1) for part in authorization.removeprefix("vapid ").split(","))
        try:
            jwt.decode(said["t"], _site_key().public_key(), algorithms=["ES256"], audience=self.url)
        except jwt.InvalidTokenError as wrong:
            raise Refused(f"vapid: {wrong}", Answer(403)) from wrong
        if said["k"] != _b64(_point(_site_key())):
            raise Refused("vapid: another key", Answer(403))


def _b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _point(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.public_key().public_bytes(ser.Encoding.X962, ser.PublicFormat.UncompressedPoint)


@cache
def _site_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())
