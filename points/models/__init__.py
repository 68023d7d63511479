from points.models.appeal import Appeal, AppealRuling
from points.models.bank_result import BankResult, BankResultLine
from points.models.budget_line import BudgetLine
from points.models.entry import PointsEntry
from points.models.export import Export
from points.models.hold import Hold, HoldAnswer, HoldRuling
from points.models.risks_checked import RisksChecked
from points.models.rule import PointsRule, PointsRuleWithdrawal
from points.models.settlement import Settlement
from points.models.settlement_event import SettlementEvent
from points.models.settlement_line import SettledEntry, SettlementLine
from points.models.subsidy import Subsidy, SubsidyBudget

__all__ = [
    "Appeal",
    "AppealRuling",
    "BankResult",
    "BankResultLine",
    "BudgetLine",
    "Export",
    "Hold",
    "HoldAnswer",
    "HoldRuling",
    "PointsEntry",
    "PointsRule",
    "PointsRuleWithdrawal",
    "RisksChecked",
    "SettledEntry",
    "Settlement",
    "SettlementEvent",
    "SettlementLine",
    "Subsidy",
    "SubsidyBudget",
]
