from points.models.entry import PointsEntry
from points.models.export import Export
from points.models.rule import PointsRule

__all__ = ["Export", "PointsEntry", "PointsRule"]
