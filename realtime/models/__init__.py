from realtime.models.delivery import Delivery
from realtime.models.evidence_seal import EvidenceSeal
from realtime.models.heard_from import HeardFrom
from realtime.models.heartbeat import Heartbeat
from realtime.models.inbox_entry import InboxEntry
from realtime.models.message import Message
from realtime.models.reply import Reply, ReplyCode
from realtime.models.sms_use import SmsMonth, SmsStart

__all__ = [
    "Delivery",
    "EvidenceSeal",
    "HeardFrom",
    "Heartbeat",
    "InboxEntry",
    "Message",
    "Reply",
    "ReplyCode",
    "SmsMonth",
    "SmsStart",
]
