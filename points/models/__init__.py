from points.models.entry import PointsEntry
from points.models.rule import PointsRule

__all__ = ["PointsEntry", "PointsRule"]
