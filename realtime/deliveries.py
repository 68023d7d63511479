"""One loop for each channel, so that a provider that hangs holds up nobody else's messages (F7)."""

from realtime.channels import configured_channels
from realtime.channels.base import Channel
from realtime.clock import database_now
from realtime.evidence.sealing import seal_evidence
from realtime.failed.actions import raise_alarm
from realtime.heartbeat import DELIVERIES, Pulse
from realtime.loops import Loop
from realtime.outbox.breaker import Breaker
from realtime.outbox.lease import BATCH, bury_unconfigured
from realtime.outbox.nudge import wake_on_nudge
from realtime.outbox.worker import deliver_due
from realtime.reachability import note_unreachable
from realtime.receipts.proof import forget_nonces

EVERY_SECONDS = 0.5


def delivery_loops() -> list[Loop]:
    loops = [_loop_of(channel) for channel in configured_channels()]
    for loop in loops:
        wake_on_nudge(loop)
    return [*loops, _caretaker(), _bookkeeper()]


def _loop_of(channel: Channel) -> Loop:
    pulse = Pulse(DELIVERIES)
    breaker = Breaker(channel.name)

    def tick() -> bool:
        at = database_now()
        taken = deliver_due(channel, at=at, breaker=breaker)
        pulse.tick(at=at)
        return taken == BATCH

    return Loop(f"deliveries by {channel.name}", tick, every_seconds=EVERY_SECONDS)


def _caretaker() -> Loop:
    def tick() -> bool:
        at = database_now()
        bury_unconfigured([channel.name for channel in configured_channels()], at=at)
        forget_nonces(at=at)
        raise_alarm(at=at)
        return False

    return Loop("care for deliveries", tick, every_seconds=60)


def _bookkeeper() -> Loop:
    def tick() -> bool:
        at = database_now()
        note_unreachable(at=at)
        return seal_evidence(at=at) > 0

    return Loop("what became of deliveries", tick, every_seconds=60)
