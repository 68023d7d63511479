from zoneinfo import ZoneInfo

from django.db import models


class County(models.Model):
    """The tenant. Every other row belongs to one county, and no query crosses it."""

    code = models.CharField(primary_key=True, max_length=6)
    name = models.CharField(max_length=50)
    number_prefix = models.CharField(max_length=4)
    time_zone = models.CharField(max_length=50, default="Asia/Shanghai")
    # GeoJSON geometry of the county's outline, WGS-84, lng/lat order; null when none was loaded.
    boundary = models.JSONField(null=True)
    # Raised by every change of grids, catalogue or policies, so that each process knows when to read them again.
    grids_revision = models.PositiveIntegerField(default=0)
    catalogue_revision = models.PositiveIntegerField(default=0)
    # By the database itself (a trigger on the policies).
    policies_revision = models.BigIntegerField(default=0, db_default=0, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(code__regex=r"^\d{6}$"), name="county_code_is_six_digits"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)
