"""Handing parcels to a channel: several at once where it allows it, none for longer than five seconds (F7)."""

import logging
from concurrent.futures import Future, ThreadPoolExecutor, wait
from functools import cache

from realtime.channels.base import Channel, Misconfigured, Parcel, TryLater, Undeliverable
from realtime.outbox.outcomes import Failed, Outcome, Sent

logger = logging.getLogger(__name__)

# A send may take five seconds (F7); a little more is left to the client's own limit, which says better why.
SEND_SECONDS_MAX = 5.0
GRACE_SECONDS = 0.5


def at_once_max(channel: Channel) -> int:
    return getattr(channel, "at_once_max", 1)


def send_together(channel: Channel, parcels: list[Parcel]) -> list[Outcome]:
    """At most ``at_once_max`` parcels; one outcome for each, in their order."""
    if at_once_max(channel) == 1:
        return [_send(channel, parcel) for parcel in parcels]
    pool = _pool(channel.name, at_once_max(channel))
    futures = [pool.submit(_send, channel, parcel) for parcel in parcels]
    wait(futures, timeout=SEND_SECONDS_MAX + GRACE_SECONDS)
    return [_outcome(future) for future in futures]


def _outcome(future: Future[Outcome]) -> Outcome:
    if future.done():
        return future.result()
    # Its thread stays taken until the client's own limit ends it: the pool is the cap of what may hang.
    future.cancel()
    return Failed("no answer within five seconds", is_about_channel=True)


def _send(channel: Channel, parcel: Parcel) -> Outcome:
    try:
        accepted = channel.send(parcel)
    except TryLater as later:
        return Failed(
            str(later),
            retry_after_seconds=later.retry_after_seconds,
            gone=later.gone,
            is_about_channel=not later.is_about_receiver,
            needs_officer=isinstance(later, Misconfigured),
        )
    except Undeliverable as final:
        return Failed(str(final), is_final=True, gone=final.gone)
    except Exception as error:
        logger.exception("Delivery %s by %s failed.", parcel.delivery_id, channel.name)
        return Failed(repr(error))
    return Sent(accepted.reference, accepted.gone) if accepted else Sent()


@cache
def _pool(name: str, size: int) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(size, thread_name_prefix=f"send by {name}")
