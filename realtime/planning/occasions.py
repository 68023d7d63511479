"""Why somebody is told. A county plans by occasion, not by kind of message. Pure Python."""

from enum import StrEnum


class Occasion(StrEnum):
    """The keys of ``Policy.telling_plans``."""

    OFFER = "offer"  # to the order's own grid, at once
    BROADENING = "broadening"  # to every agent of the county
    TASK = "task"  # to the agent who carries an order
    CITIZEN = "citizen"
    OFFICE = "office"  # to officers
    REPLY = "reply"  # to an agent who has written an SMS, and to whoever wants to see whether a channel works
    CODE = "code"  # to whoever asks to sign in


_OCCASIONS: dict[Occasion, frozenset[str]] = {
    Occasion.OFFER: frozenset({"order_offered"}),
    Occasion.BROADENING: frozenset({"order_open_to_all", "orders_open_to_all"}),
    Occasion.CITIZEN: frozenset(
        {"order_taken", "order_looking_again", "order_completed", "order_cancelled_by_officer"}
    ),
    Occasion.OFFICE: frozenset(
        {
            "order_at_desk",
            "orders_at_desk",
            "order_at_superior",
            "orders_at_superior",
            "sms_budget",
            "deliveries_failed",
        }
    ),
    Occasion.REPLY: frozenset(
        {
            "reply_claimed",
            "reply_started",
            "reply_completed",
            "reply_released",
            "reply_refused",
            "reply_unclear",
            "channel_test",
        }
    ),
    Occasion.CODE: frozenset({"sign_in_code"}),
}
_OCCASION_OF = {kind: occasion for occasion, kinds in _OCCASIONS.items() for kind in kinds}

#: Offers of an order that may be claimed by whoever hears of it: withdrawn as soon as one agent has it.
OFFERS = _OCCASIONS[Occasion.OFFER] | _OCCASIONS[Occasion.BROADENING]


def occasion_of(kind: str) -> Occasion:
    """What is not named above is the business of the agent who carries the order."""
    return _OCCASION_OF.get(kind, Occasion.TASK)
