"""The offer of a new order to its own grid: who is told, and who could have been, by one statement written once."""

from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from django.db import transaction

from agents.prepared import ask, query_sql
from agents.quiet import is_quiet
from dispatch.orders.models import Order
from realtime.outbox.audience import agents_of_new_order
from realtime.outbox.nudge import nudge
from realtime.outbox.say import SAY, Said, columns, plan_rows
from realtime.planning.planning import WITNESSES
from realtime.telling.eligible import NOBODY_SERVES, eligible_of_new_order

# A user's id that nobody has: an officer filed the order.
NO_CITIZEN = UUID(int=0)

FACTS = """
select coalesce((
    select jsonb_build_object('eligible', eligible, 'not_told', jsonb_build_object(
        'off_duty', off_duty, 'unreachable', unreachable, 'not_theirs', not_theirs))
    from ({eligible}) as found
), %s::jsonb)
"""


@dataclass(frozen=True)
class _Offer:
    sql: str
    facts_params: list[Any]
    audience_params: list[Any]


def offer_new(said: Said, order: Order) -> None:
    """In the transaction that placed it, by the policy with which it was born: the one that is in force now."""
    if is_quiet() or order.grid_id is None:
        return
    offer = _offer()
    ask(
        offer.sql,
        [
            *columns(said, offer.facts_params),
            plan_rows(said, order.policy),
            list(WITNESSES),
            *offer.audience_params,
        ],
        {
            "grid_id": order.grid_id,
            "phone_index": order.applicant_phone_index,
            "citizen_id": order.citizen_id or NO_CITIZEN,
        },
    )
    transaction.on_commit(nudge, robust=True)


@cache
def _offer() -> _Offer:
    eligible, eligible_params = query_sql(eligible_of_new_order())
    audience, audience_params = query_sql(agents_of_new_order())
    sql = SAY.format(also="", facts=FACTS.format(eligible=eligible), audience=audience, gets_sms="true")
    return _Offer(sql, [*eligible_params, NOBODY_SERVES], audience_params)
