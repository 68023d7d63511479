"""Old audit rows may go, and the chain stays whole: the removal is a row that holds the last digest removed."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from agents.audit.keeping import KEPT_DAYS_MIN
from agents.audit.record import record_audit
from agents.chain import broken_links
from agents.errors import Refusal
from agents.models import County
from agents.models.audit_entry import AuditEntry, Deed, Who

TABLE, LINK = "agents_auditentry", "county_id"
HEX = re.compile("([0-9a-f]{2})*")


class TooEarlyToPrune(Refusal):
    code = "too_early_to_prune"
    sentence = _("Audit rows are kept for at least %(days)d days.")


@transaction.atomic
def prune_audit(county: County, *, before: datetime, at: datetime, limit: int | None = None) -> int:
    """Remove the county's rows older than ``before``, the oldest ``limit`` of them; how many went.

    Raises TooEarlyToPrune.
    """
    if before > at - timedelta(days=KEPT_DAYS_MIN):
        raise TooEarlyToPrune(days=KEPT_DAYS_MIN)
    rows = AuditEntry.objects.filter(county=county)
    # Up to the first row that stays, so that the chain loses its beginning and never its middle.
    first_kept = rows.filter(at__gte=before).order_by("id").first()
    gone = rows.filter(id__lt=first_kept.pk) if first_kept else rows
    gone = gone.order_by("id")
    last = gone.last() if limit is None else next(iter(gone[limit - 1 : limit]), gone.last())
    if last is None:
        return 0
    facts = {"up_to": last.pk, "digest": bytes(last.digest).hex() if last.digest else ""}
    record_audit(Deed.AUDIT_PRUNED, by=Who.SYSTEM, county=county, at=at, after=facts)
    removed, _by_model = rows.filter(id__lte=last.pk).delete()
    return removed


def broken_audit_rows() -> Iterator[int]:
    """As ``broken_links``; a first row whose forerunners were pruned follows from the digest written down then."""
    for row_id in broken_links(TABLE, link=LINK):
        if not _follows_the_pruned(row_id):
            yield row_id


def _follows_the_pruned(row_id: int) -> bool:
    row = AuditEntry.objects.get(pk=row_id)
    of_county = AuditEntry.objects.filter(county_id=row.county_id)
    pruned = of_county.filter(deed=Deed.AUDIT_PRUNED).order_by("id").last()
    facts = pruned.after if pruned else None
    if (
        facts is None
        or not HEX.fullmatch(facts["digest"])
        or of_county.filter(id__lt=row_id).exists()
        or row_id <= facts["up_to"]
    ):
        return False
    with connection.cursor() as cursor:
        cursor.execute(
            f"select digest = chain_digest(decode(%s, 'hex'), to_jsonb(each)) from {TABLE} each where id = %s",  # noqa: S608  # nosec B608 # our own table
            [facts["digest"], row_id],
        )
        (follows,) = cursor.fetchone()
    return bool(follows)
