"""SMS by any gateway that takes signed JSON; ``docs/channels.md`` describes the protocol."""

import json
import time
from uuid import uuid4

from django.conf import settings

from realtime.channels.base import Accepted, Misconfigured, Parcel
from realtime.channels.http import call
from realtime.channels.signing import signature
from realtime.channels.sms import need_number


class GatewaySms:
    name = "sms_gateway"
    reaches_real_phones = True
    at_once_max = 8

    def send(self, parcel: Parcel) -> Accepted:
        if not settings.SMS_GATEWAY_URL or not settings.SMS_GATEWAY_SECRET:
            raise Misconfigured("SMS_GATEWAY_URL and SMS_GATEWAY_SECRET are not set")
        said = {
            "id": parcel.delivery_id.hex,
            "to": need_number(parcel),
            "text": parcel.text,
            "template": parcel.codes.get(self.name, ""),
            "variables": parcel.variables,
        }
        body = json.dumps(said, ensure_ascii=False).encode()
        # The clock of this host, for the gateway compares it with its own.
        timestamp, nonce = str(int(time.time())), uuid4().hex
        headers = {
            "Content-Type": "application/json",
            "X-Timestamp": timestamp,
            "X-Nonce": nonce,
            "X-Signature": signature(
                settings.SMS_GATEWAY_SECRET, timestamp=timestamp, nonce=nonce, body=body
            ),
        }
        answer = call("POST", settings.SMS_GATEWAY_URL, data=body, headers=headers)
        return Accepted(reference=str(answer.get("reference", "")))
