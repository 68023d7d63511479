from django.db import models

from agents.models.county import County


class Division(models.Model):
    """A division by its 12-digit national statistical code. Points are WGS-84 degrees."""

    code = models.CharField(primary_key=True, max_length=12)
    county = models.ForeignKey(County, models.PROTECT, related_name="%(class)ss")
    name = models.CharField(max_length=100)
    # How people say it: 毛俊村 for 毛俊村村民委员会.
    short_name = models.CharField(max_length=100)
    lng = models.FloatField(null=True)
    lat = models.FloatField(null=True)

    class Meta:
        abstract = True
        ordering = ["code"]

    def __str__(self) -> str:
        return self.short_name


class Township(Division):
    """乡镇."""

    class Meta(Division.Meta):
        pass


class Village(Division):
    """村(社区)."""

    township = models.ForeignKey(Township, models.PROTECT, related_name="villages")

    class Meta(Division.Meta):
        pass
