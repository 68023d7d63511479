from django.db import models

from agents.models.county import County
from agents.models.divisions import Village


class Grid(models.Model):
    """网格: the smallest area of grid-based governance; an agent's home. A village has one or more."""

    county = models.ForeignKey(County, models.PROTECT, related_name="grids")
    village = models.ForeignKey(Village, models.PROTECT, related_name="grids")
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=100)
    # GeoJSON geometry (Polygon or MultiPolygon), WGS-84, lng/lat order; null until a boundary is known.
    boundary = models.JSONField(null=True)
    # A point inside, WGS-84 degrees: where distances are measured from.
    lng = models.FloatField(null=True)
    lat = models.FloatField(null=True)

    class Meta:
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["county", "code"], name="one_grid_per_code")]

    def __str__(self) -> str:
        return self.name
