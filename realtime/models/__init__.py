from realtime.models.delivery import Delivery
from realtime.models.heartbeat import Heartbeat
from realtime.models.inbox_entry import InboxEntry
from realtime.models.message import Message
from realtime.models.receipt import CallbackNonce, Receipt
from realtime.models.resending import Resending
from realtime.models.text_template import TextTemplate

__all__ = [
    "CallbackNonce",
    "Delivery",
    "Heartbeat",
    "InboxEntry",
    "Message",
    "Receipt",
    "Resending",
    "TextTemplate",
]
