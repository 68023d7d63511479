"""奖励报表: what the bureau exports, signs and pays from (LS-16). Official forms: their words are Chinese."""

from points.reports.export import Exported, export_reward_report
from points.reports.report import Report
from points.reports.reward import reward_rows
from points.reports.row import RewardRow
from points.reports.taking import Taken, take_report
from points.reports.workbook import write_reward_report

__all__ = [
    "Exported",
    "Report",
    "RewardRow",
    "Taken",
    "export_reward_report",
    "reward_rows",
    "take_report",
    "write_reward_report",
]
