"""A verb, once: every door calls these and nothing else writes an order (DESIGN §3)."""

from dispatch.orders.actions.assign import assign_order
from dispatch.orders.actions.broaden import broaden_orders, broaden_unreached
from dispatch.orders.actions.cancel import cancel_order
from dispatch.orders.actions.claim import claim_order
from dispatch.orders.actions.classify import confirm_item, propose_item
from dispatch.orders.actions.complete import complete_order
from dispatch.orders.actions.contact import (
    extend_contact,
    release_overdue_orders,
    remind_of_contact,
    start_order,
)
from dispatch.orders.actions.desk import send_to_desk, send_to_superior
from dispatch.orders.actions.due import set_awaited_due_dates
from dispatch.orders.actions.forget import forget_citizen
from dispatch.orders.actions.locate import locate_order
from dispatch.orders.actions.note import note_progress
from dispatch.orders.actions.override import override_rating
from dispatch.orders.actions.place import place_order
from dispatch.orders.actions.rate import rate_order
from dispatch.orders.actions.regrid import report_wrong_grid
from dispatch.orders.actions.release import release_order
from dispatch.orders.actions.reveal import reveal_applicant
from dispatch.orders.actions.suspend import resume_order, suspend_order
from dispatch.orders.actions.withdraw import withdraw_consent
from dispatch.orders.intake import NewOrder

__all__ = [
    "NewOrder",
    "assign_order",
    "broaden_orders",
    "broaden_unreached",
    "cancel_order",
    "claim_order",
    "complete_order",
    "confirm_item",
    "extend_contact",
    "forget_citizen",
    "locate_order",
    "note_progress",
    "override_rating",
    "place_order",
    "propose_item",
    "rate_order",
    "release_order",
    "release_overdue_orders",
    "remind_of_contact",
    "report_wrong_grid",
    "resume_order",
    "reveal_applicant",
    "send_to_desk",
    "send_to_superior",
    "set_awaited_due_dates",
    "start_order",
    "suspend_order",
    "withdraw_consent",
]
