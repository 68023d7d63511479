from django.db import models

from dispatch.catalogue.models.item import CatalogueItem


class Alias(models.Model):
    """Another way people say it. Only approved ones teach the matcher (X15)."""

    item = models.ForeignKey(CatalogueItem, models.CASCADE, related_name="aliases")
    text = models.CharField(max_length=100)
    approved = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "text"], name="one_alias_per_text")]

    def __str__(self) -> str:
        return self.text
