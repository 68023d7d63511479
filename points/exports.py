"""Every file of figures that leaves the house is a row: who, when, what, why, how much, and the file's own hash."""

import hashlib
from datetime import datetime
from pathlib import Path

from django.db import transaction

from agents.audit import Deed, Who, record_audit
from agents.models import County, Officer
from agents.text import require
from points.models import Export

REASON_LENGTH_MAX = 200
BLOCK_BYTES = 1 << 20


def require_reason(raw: str | None) -> str:
    """Why the file is wanted, in words. Raises FieldMissing or TextTooLong."""
    return require(raw, max_length=REASON_LENGTH_MAX, field="reason")


@transaction.atomic
def record_export(
    county: County,
    what: Export.What,
    file: Path,
    *,
    quarter: str,
    rows: int,
    reason: str,
    by: Officer | None,
    at: datetime,
) -> Export:
    """Written before the file is handed over: what cannot be recorded is not exported (S28)."""
    export = Export.objects.create(
        county=county,
        officer=by,
        what=what,
        quarter=quarter,
        reason=reason,
        rows=rows,
        sha256=sha256_of(file),
        exported_at=at,
    )
    about = f"{Export.What(what).label} {quarter}".strip()
    facts = {"rows": rows, "sha256": export.sha256}
    # Nobody's name: at the command line, by whoever may use the machine.
    record_audit(
        Deed.EXPORTED, by=by or Who.SYSTEM, county=county, at=at, about=about, reason=reason, after=facts
    )
    return export


def sha256_of(file: Path) -> str:
    """Hexadecimal, read in blocks."""
    digest = hashlib.sha256()
    with file.open("rb") as source:
        while block := source.read(BLOCK_BYTES):
            digest.update(block)
    return digest.hexdigest()
