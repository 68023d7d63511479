"""The open pages of the receiver: the fastest channel, and never the only one. Nobody may be listening."""

import json

from realtime.channels.base import Parcel, Undeliverable
from realtime.hub import groups
from realtime.hub.bell import bell
from realtime.hub.post import ANY_LANGUAGE, Frame, Post


class Socket:
    name = "socket"
    reaches_real_phones = False

    def send(self, parcel: Parcel) -> None:
        if parcel.user_id is None:
            raise Undeliverable("nobody with a page of their own")
        if parcel.is_secret:
            raise Undeliverable("secrets are not sent to a page")
        frame = {
            "type": "message",
            "id": parcel.delivery_id.hex,
            "kind": parcel.kind,
            "text": parcel.text,
            "link": parcel.link,
        }
        text = json.dumps(frame, ensure_ascii=False, separators=(",", ":"))
        bell.ring(Post(frames=(Frame(to=(groups.user(parcel.user_id),), texts={ANY_LANGUAGE: text}),)))
