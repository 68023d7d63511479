"""Writing reports down, in one statement. The first end of a message stays its end: a report twice is one."""

from datetime import datetime

from django.db import connection

from agents.masks import mask_words
from realtime.receipts.reports import Report

TAKE_IN = """
insert into realtime_receipt (channel, reference, state, ended_at, reason)
select %s, said.reference, case when said.delivered then 'delivered' else 'failed' end, %s, said.reason
from unnest(%s::text[], %s::boolean[], %s::text[]) as said (reference, delivered, reason)
on conflict (channel, reference) do update
set state = excluded.state, ended_at = excluded.ended_at, reason = excluded.reason
where realtime_receipt.ended_at is null
"""


def take_in(reports: list[Report], *, channel: str, at: datetime) -> int:
    """Returns how many were news. One that no delivery has named yet waits, and stays set aside if none ever does."""
    # One statement cannot write a row twice; of several reports in one call the first counts.
    first = {report.reference: report for report in reversed(reports)}
    if not first:
        return 0
    kept = list(first.values())
    # Names of numbers have no place in a reason.
    reasons = ["" if each.was_delivered else mask_words(each.reason) for each in kept]
    with connection.cursor() as cursor:
        cursor.execute(
            TAKE_IN,
            [
                channel,
                at,
                [each.reference for each in kept],
                [each.was_delivered for each in kept],
                reasons,
            ],
        )
        return int(cursor.rowcount)
