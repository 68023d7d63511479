import tempfile
from datetime import datetime
from pathlib import Path

from agents.models import Officer
from points.appraisal.figures import appraise
from points.appraisal.table import appraisal_table
from points.exports import record_export, require_reason
from points.models import Export
from points.periods import Quarter
from points.reports.csv_file import write_table_csv
from points.reports.taking import Taken


def take_appraisal(first: Quarter, last: Quarter, *, by: Officer, reason: str | None, at: datetime) -> Taken:
    """The appraisal figures as CSV, recorded like every file (S28). Raises FieldMissing and TextTooLong."""
    said = require_reason(reason)
    table = appraisal_table(appraise(by.county, first, last))
    span = f"{first}-{last}" if first != last else str(first)
    with tempfile.TemporaryDirectory(prefix="appraisal-") as folder:
        path = Path(folder, "appraisal.csv")
        rows = write_table_csv(table, path)
        what = Export.What.APPRAISAL
        record_export(by.county, what, path, quarter=str(last), rows=rows, reason=said, by=by, at=at)
        return Taken(path.open("rb"), f"{by.county.name}代办员考核{span}.csv", "text/csv; charset=utf-8")
