"""What all SMS channels ask of a parcel."""

from realtime.channels.base import Parcel, Undeliverable


def need_number(parcel: Parcel) -> str:
    """E.164. Raises Undeliverable."""
    if not parcel.phone:
        raise Undeliverable("no number")
    return parcel.phone


def code_of(parcel: Parcel, channel: str) -> str:
    """The provider's code of the text template. Raises Undeliverable: without one no words may be sent at all."""
    code = parcel.codes.get(channel, "")
    if not code:
        raise Undeliverable(f"the text template of {parcel.kind} has no code of {channel}")
    return code
