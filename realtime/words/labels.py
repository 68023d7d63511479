"""What people call the kinds of messages and the channels."""

from typing import Any

from django.utils.translation import gettext_lazy as _

KIND_LABELS: dict[str, Any] = {
    "order_offered": _("New order in the grid"),
    "order_open_to_all": _("Order open to all grids"),
    "orders_open_to_all": _("Orders open to all grids"),
    "order_assigned": _("Order assigned"),
    "contact_reminder": _("Reminder of the first contact"),
    "order_auto_released": _("Order went back to the board"),
    "order_reassigned": _("Order given to another agent"),
    "order_cancelled": _("Order cancelled"),
    "order_rated": _("Order rated"),
    "points_on_hold": _("Points on hold"),
    "hold_ruled": _("Ruling on a hold"),
    "appeal_ruled": _("Ruling on an answer"),
    "order_taken": _("Who takes care of the request"),
    "order_looking_again": _("Another agent is being found"),
    "order_completed": _("Request completed"),
    "order_cancelled_by_officer": _("Request cancelled by an officer"),
    "order_at_desk": _("Order at the duty desk"),
    "orders_at_desk": _("Orders at the duty desk"),
    "order_at_superior": _("Order the desk has not assigned"),
    "orders_at_superior": _("Orders the desk has not assigned"),
    "sms_budget": _("SMS budget"),
    "reply_claimed": _("Answer: claimed"),
    "reply_started": _("Answer: under way"),
    "reply_completed": _("Answer: completed"),
    "reply_released": _("Answer: given back"),
    "reply_refused": _("Answer: not possible"),
    "reply_unclear": _("Answer: not understood"),
    "deliveries_failed": _("Messages that failed"),
    "channel_test": _("Test"),
    "sign_in_code": _("Code to sign in"),
}

CHANNEL_LABELS: dict[str, Any] = {
    "inbox": _("Demo inbox"),
    "console": _("Log"),
    "socket": _("Open page"),
    "sms_aliyun": _("SMS"),
    "sms_tencent": _("SMS"),
    "sms_gateway": _("SMS"),
    "fcm": _("App on the phone"),
    "webpush": _("Browser"),
    "wechat": _("WeChat"),
    "dingtalk": _("DingTalk"),
    "email": _("E-mail"),
}

#: For officers, who have contracts with them.
PROVIDER_LABELS: dict[str, Any] = {
    "sms_aliyun": _("SMS by Alibaba Cloud"),
    "sms_tencent": _("SMS by Tencent Cloud"),
    "sms_gateway": _("SMS by the gateway"),
}


def kind_label(kind: str) -> str:
    """A kind that has no label yet is called by its own name: a page must not break over it."""
    return str(KIND_LABELS.get(kind, kind))


def channel_label(channel: str) -> str:
    return str(CHANNEL_LABELS.get(channel, channel))


def provider_label(channel: str) -> str:
    """As ``channel_label``, with the provider's name where there are several."""
    return str(PROVIDER_LABELS.get(channel) or channel_label(channel))
