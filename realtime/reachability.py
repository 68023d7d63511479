"""Who can be reached: on duty, with a channel that worked lately (X01, X04). Kept as ``Agent.unreachable_since``.

Found by sets, from what became of the deliveries. Only what is wrong with the receiver counts (a number that does not
exist, a device that is gone): a provider that is away must not make a whole county unreachable.
"""

from datetime import datetime, timedelta

from django.db import connection, transaction

from agents.models import Agent
from realtime.models import HeardFrom
from realtime.outbox.lease import STARTS_MAX
from realtime.planning.quiet_hours import SOUNDING

LATELY = timedelta(days=1)

LOSE = """
update agents_agent as agent set unreachable_since = %(at)s
from (
    select user_id, max(due_at) as at from realtime_delivery as each
    where channel = any(%(sounding)s) and due_at > %(since)s and user_id is not null and (
        (state = 'dead' and attempts between 1 and %(starts)s)
        or (state = 'sent' and exists (
            select from realtime_receipt where delivery_id = each.id and state = 'failed'
        ))
    )
    group by user_id
) as failed
where agent.user_id = failed.user_id and agent.ended_at is null and agent.unreachable_since is null
  and not exists (select from realtime_heardfrom where agent_id = agent.id and at >= failed.at)
  and not exists (
      select from realtime_delivery as worked
      where worked.user_id = agent.user_id and worked.state = 'sent' and worked.channel = any(%(sounding)s)
        and worked.sent_at > %(since)s
        and not exists (select from realtime_receipt where delivery_id = worked.id and state = 'failed')
  )
"""


FIND_AGAIN = """
update agents_agent as agent set unreachable_since = null
where agent.unreachable_since is not null and exists (
    select from realtime_delivery as worked
    where worked.user_id = agent.user_id and worked.state = 'sent' and worked.channel = any(%(sounding)s)
      and worked.sent_at > agent.unreachable_since
      and not exists (select from realtime_receipt where delivery_id = worked.id and state = 'failed')
)
"""


def note_unreachable(*, at: datetime) -> int:
    """The clock's: agents whom nothing reached within a day although it was tried. Returns how many are new."""
    with connection.cursor() as cursor:
        cursor.execute(FIND_AGAIN, {"sounding": sorted(SOUNDING)})
        cursor.execute(
            LOSE,
            {"at": at, "since": at - LATELY, "starts": STARTS_MAX - 1, "sounding": sorted(SOUNDING)},
        )
        return cursor.rowcount  # type: ignore[no-any-return]


def heard_from(agent: Agent, *, at: datetime) -> None:
    """Whoever opens the board, goes on duty or writes an SMS is there. Nearly always there is nothing to write."""
    if agent.unreachable_since is None:
        return
    with transaction.atomic():
        HeardFrom.objects.update_or_create(agent=agent, defaults={"at": at})
        Agent.objects.filter(pk=agent.pk).update(unreachable_since=None)
    agent.unreachable_since = None
