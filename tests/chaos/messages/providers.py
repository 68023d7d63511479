"""An SMS provider that answers 500, hangs, says 429 or loses the line: nothing is lost, and others go on (F6 … F10)."""

import time
from collections.abc import Iterator

import requests

from realtime.models import Delivery
from tests.bench.seeds import Caller
from tests.chaos.fleet import Fleet, until
from tests.chaos.people import Crew, citizens, crews, empty_the_roster
from tests.chaos.placing import place
from tests.chaos.verdict import Verdict
from tests.standins import Fault, Fcm, Gateway

NEXT_AFTER_SECONDS = 3
RETRY_AFTER_SECONDS = 6
ANSWER_SECONDS_MAX = 2.0
PLAN = {
    "offer": [{"channels": ["sms"], "wait_seconds": NEXT_AFTER_SECONDS}, {"channels": ["fcm"]}],
}


def faults() -> Iterator[Verdict]:
    empty_the_roster(telling_plans=PLAN)
    (crew,), (citizen,) = crews(1, each=1, with_app=True), citizens(1)
    with Gateway() as gateway, Fcm() as fcm:
        told = {**gateway.environment, **fcm.environment, "MESSAGE_CHANNELS": "sms_gateway,fcm"}
        # Without receipts the provider's word is the last one.
        with Fleet({**told, "CALLBACK_SECRET": ""}) as fleet:
            scene = Scene(fleet, gateway, fcm, crew, citizen)
            scene.until_sent(scene.place())
            yield scene.away(Fault(status=500), "the provider answers 500 (F6)")
            yield scene.away(Fault(hang=True, hang_seconds=30), "the provider hangs (F7)")
            yield scene.busy()
            yield scene.cut()


class Scene:
    def __init__(self, fleet: Fleet, gateway: Gateway, fcm: Fcm, crew: Crew, citizen: Caller) -> None:
        self.fleet, self.gateway, self.fcm, self.crew, self.citizen = fleet, gateway, fcm, crew, citizen
        self._number = 0

    def place(self) -> str:
        self._number += 1
        return place(self.fleet.url, self.citizen, self.crew, number=self._number)

    def until_sent(self, order_id: str) -> None:
        until(lambda: self._offer(order_id, "sms_gateway").state == "sent", "the SMS is sent")

    def away(self, fault: Fault, name: str) -> Verdict:
        """The next channel speaks at its deadline, placing is as quick as ever, the SMS follows when it may."""
        self.gateway.faults.always = fault
        pushed = len(self.fcm.received)
        order_id = self.place()
        placed = time.monotonic()
        until(lambda: len(self.fcm.received) > pushed, "the app rings")
        app_after = time.monotonic() - placed
        answered = self._page_seconds()
        self.gateway.faults.clear()
        self.until_sent(order_id)
        attempts = self._offer(order_id, "sms_gateway").attempts
        keys = [each.key for each in self.gateway.received].count(self._offer(order_id, "sms_gateway").pk.hex)
        in_time = NEXT_AFTER_SECONDS - 1 <= app_after < NEXT_AFTER_SECONDS + 10
        return Verdict(
            name,
            keys == 1 and in_time and answered < ANSWER_SECONDS_MAX,
            f"the app rang after {app_after:.1f} s, the board answered in {answered:.2f} s,"
            f" the SMS came once, at start {attempts}",
        )

    def busy(self) -> Verdict:
        """No attempt sooner than the provider asked for."""
        self.gateway.faults.put(Fault(status=429, retry_after=RETRY_AFTER_SECONDS))
        calls = self.gateway.calls
        order_id = self.place()
        until(lambda: self.gateway.calls == calls + 1, "the provider is asked once")
        asked = time.monotonic()
        until(lambda: self.gateway.calls > calls + 1, "the provider is asked again")
        waited = time.monotonic() - asked
        self.until_sent(order_id)
        return Verdict(
            f"429 with Retry-After {RETRY_AFTER_SECONDS} (F8)",
            waited >= RETRY_AFTER_SECONDS - 0.1,
            f"asked again after {waited:.1f} s",
        )

    def cut(self) -> Verdict:
        """The provider took it and its answer was lost: it may come twice, and both have the same key."""
        self.gateway.faults.put(Fault(cut=True))
        order_id = self.place()
        self.until_sent(order_id)
        key = self._offer(order_id, "sms_gateway").pk.hex
        times = [each.key for each in self.gateway.received].count(key)
        return Verdict("the acknowledgement is lost (F10)", times == 2, f"{times} SMS under one key")

    def _offer(self, order_id: str, channel: str) -> Delivery:
        return Delivery.objects.get(
            message__order_id=order_id, message__kind="order_offered", channel=channel
        )

    def _page_seconds(self) -> float:
        begun = time.monotonic()
        requests.get(
            f"{self.fleet.url}/api/v1/me",
            headers={"Authorization": f"Bearer {self.citizen.token}"},
            timeout=20,
        ).raise_for_status()
        return time.monotonic() - begun
