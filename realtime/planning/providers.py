"""SMS is one channel to a county's plan, whoever's contract brings it. Pure Python."""

from collections.abc import Sequence

SMS = "sms"


def is_sms(channel: str) -> bool:
    """``sms`` itself, or a provider of it: ``sms_aliyun``, ``sms_gateway``."""
    return channel.split("_")[0] == SMS


def served(name: str, configured: Sequence[str]) -> list[str]:
    """The configured channels that a plan's ``name`` stands for: for SMS the first provider alone."""
    if name != SMS:
        return [name] if name in configured else []
    return [channel for channel in configured if is_sms(channel)][:1]
