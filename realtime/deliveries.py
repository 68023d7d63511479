"""One loop for each channel, so that a provider that hangs holds up nobody else's messages (F7)."""

from realtime.channels import configured_channels
from realtime.channels.base import Channel
from realtime.clock import database_now
from realtime.evidence.sealing import seal_evidence
from realtime.heartbeat import DELIVERIES, Pulse
from realtime.loops import Loop
from realtime.outbox.lease import BATCH, bury_unconfigured
from realtime.outbox.nudge import wake_on_nudge
from realtime.outbox.worker import deliver_due
from realtime.reachability import note_unreachable

EVERY_SECONDS = 0.5


def delivery_loops() -> list[Loop]:
    loops = [_loop_of(channel) for channel in configured_channels()]
    for loop in loops:
        wake_on_nudge(loop)
    return [*loops, _caretaker(), _bookkeeper()]


def _loop_of(channel: Channel) -> Loop:
    pulse = Pulse(DELIVERIES)

    def tick() -> bool:
        at = database_now()
        taken = deliver_due(channel, at=at)
        pulse.tick(at=at)
        return taken == BATCH

    return Loop(f"deliveries by {channel.name}", tick, every_seconds=EVERY_SECONDS)


def _caretaker() -> Loop:
    def tick() -> bool:
        bury_unconfigured([channel.name for channel in configured_channels()], at=database_now())
        return False

    return Loop("deliveries without a channel", tick, every_seconds=60)


def _bookkeeper() -> Loop:
    def tick() -> bool:
        at = database_now()
        note_unreachable(at=at)
        return seal_evidence(at=at) > 0

    return Loop("what became of deliveries", tick, every_seconds=60)
