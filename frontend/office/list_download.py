"""A list without an applicant in it, as CSV: no reason is asked for, and it is written down all the same (S28)."""

import csv
import hashlib
from collections.abc import Iterable
from datetime import datetime
from io import StringIO
from typing import Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from agents.audit import Deed, record_audit
from agents.models import Officer
from points.reports.csv_file import ENCODING


def list_download(
    lines: Iterable[Iterable[Any]], *, name: str, about: str, facts: dict[str, Any], by: Officer, at: datetime
) -> HttpResponse:
    """``lines`` begin with the heads. UTF-8 with a byte order mark, so that Excel reads the Chinese."""
    text = StringIO()
    table = csv.writer(text)
    count = sum(1 for line in lines if table.writerow(line))
    content = text.getvalue().encode(ENCODING)
    facts = {"rows": count - 1, "sha256": hashlib.sha256(content).hexdigest(), **facts}
    record_audit(Deed.EXPORTED, by=by, at=at, about=about, after=facts)
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response
