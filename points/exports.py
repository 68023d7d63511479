"""Every file of figures that leaves the house is a row: who, when, what, why, how much, and the file's own hash."""

import hashlib
from datetime import datetime
from pathlib import Path

from agents.models import County, Officer
from agents.text import require
from points.models import Export

REASON_LENGTH_MAX = 200
BLOCK_BYTES = 1 << 20


def require_reason(raw: str | None) -> str:
    """Why the file is wanted, in words. Raises FieldMissing or TextTooLong."""
    return require(raw, max_length=REASON_LENGTH_MAX, field="reason")


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
    return Export.objects.create(
        county=county,
        officer=by,
        what=what,
        quarter=quarter,
        reason=reason,
        rows=rows,
        sha256=sha256_of(file),
        exported_at=at,
    )


def sha256_of(file: Path) -> str:
    """Hexadecimal, read in blocks."""
    digest = hashlib.sha256()
    with file.open("rb") as source:
        while block := source.read(BLOCK_BYTES):
            digest.update(block)
    return digest.hexdigest()
