"""An SMS that can be answered says how: with the receiver's own four digits of the order."""

from dataclasses import replace

from django.conf import settings

from realtime.planning.providers import is_sms
from realtime.replies.codes import reply_code
from realtime.words.kinds import REPLIES
from realtime.words.situation import Situation


def with_reply_code(situation: Situation, channel: str) -> Situation:
    """The same, with a code where this message may be answered by this channel."""
    agent = situation.agent
    # By SMS, and in the demo inbox that stands for it.
    may_answer = is_sms(channel) or channel == "inbox"
    if situation.message.kind not in REPLIES or len(situation.orders) != 1:
        return situation
    if agent is None or not may_answer or not (settings.CALLBACK_SECRET or settings.DEMO):
        return situation
    return replace(situation, reply_code=reply_code(situation.order.pk, agent, at=situation.at))
