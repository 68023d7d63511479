from django.db import models

from agents.models.county import County


class Bureau(models.Model):
    """办理部门: the authority that decides a matter."""

    county = models.ForeignKey(County, models.PROTECT, related_name="bureaus")
    name = models.CharField(max_length=100)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county", "name"], name="one_bureau_per_name")]

    def __str__(self) -> str:
        return self.name
