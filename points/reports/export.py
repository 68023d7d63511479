"""The reward report as files: the workbook and, beside it, the CSV."""

import os
import tempfile
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from agents.models import County
from points.periods import Quarter
from points.reports.csv_file import ENCODING, write_reward_csv
from points.reports.workbook import write_reward_report


@dataclass(frozen=True)
class Exported:
    workbook: Path
    csv: Path
    rows: int
    points: Decimal
    yuan: Decimal


def export_reward_report(county: County, quarter: Quarter, path: Path, *, at: datetime) -> Exported:
    """Write ``path`` and the same name with ``.csv``. A file is there whole or not at all; an older one is replaced.

    Raises OSError when the place cannot be written and ReportDoesNotAgree when the sums differ.
    """
    path = path.resolve()
    csv_path = path.with_suffix(".csv")
    with tempfile.TemporaryDirectory(prefix=".reward-", dir=path.parent) as made:
        workbook, csv_file = Path(made, "report.xlsx"), Path(made, "report.csv")
        figures = write_reward_report(county, quarter, workbook, at=at)
        with csv_file.open("w", encoding=ENCODING, newline="") as target:
            write_reward_csv(figures.rows, target)
        os.replace(workbook, path)
        os.replace(csv_file, csv_path)
    return Exported(path, csv_path, len(figures.rows), figures.points, figures.yuan)
