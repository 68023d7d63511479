from points.models.entry import PointsEntry
from points.models.export import Export
from points.models.rule import PointsRule
from points.models.subsidy import Subsidy, SubsidyBudget

__all__ = ["Export", "PointsEntry", "PointsRule", "Subsidy", "SubsidyBudget"]
