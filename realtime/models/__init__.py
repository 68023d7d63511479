from realtime.models.delivery import Delivery
from realtime.models.evidence_seal import EvidenceSeal
from realtime.models.heard_from import HeardFrom
from realtime.models.heartbeat import Heartbeat
from realtime.models.inbox_entry import InboxEntry
from realtime.models.message import Message
from realtime.models.receipt import CallbackNonce, Receipt
from realtime.models.reply import Reply, ReplyCode
from realtime.models.resending import Resending
from realtime.models.sms_use import SmsMonth, SmsStart
from realtime.models.text_template import TextTemplate

__all__ = [
    "CallbackNonce",
    "Delivery",
    "EvidenceSeal",
    "HeardFrom",
    "Heartbeat",
    "InboxEntry",
    "Message",
    "Receipt",
    "Reply",
    "ReplyCode",
    "Resending",
    "SmsMonth",
    "SmsStart",
    "TextTemplate",
]
