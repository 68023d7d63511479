from django.db import models
from django.utils.translation import gettext_lazy as _

from agents.models import Bureau, County


class DifficultyClass(models.IntegerChoices):
    """难易类别: class one earns 1.5 points, class two 2 (LS-11)."""

    ONE = 1, _("class one")
    TWO = 2, _("class two")


class CatalogueItemQuerySet(models.QuerySet["CatalogueItem"]):
    def offered(self) -> "CatalogueItemQuerySet":
        return self.filter(is_active=True)


class CatalogueItem(models.Model):
    """事项: one thing that can be asked for, "我要…", with what its guide says (NW-03)."""

    county = models.ForeignKey(County, models.PROTECT, related_name="catalogue_items")
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=100)
    category = models.CharField(max_length=50)
    difficulty_class = models.PositiveSmallIntegerField(choices=DifficultyClass.choices)
    bureau = models.ForeignKey(Bureau, models.PROTECT, null=True, related_name="items")
    # 县级, 镇级, 村级: where the matter is decided.
    level = models.CharField(max_length=20, blank=True)
    # A list of texts, one paper each.
    materials = models.JSONField(default=list)
    # Time limits in working days: what the county promises, what the law prescribes; null where nothing is known.
    promised_days = models.PositiveSmallIntegerField(null=True)
    statutory_days = models.PositiveSmallIntegerField(null=True)
    statutory_law = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    # What each field rests on (name_basis, materials_source, …), as delivered with the data.
    provenance = models.JSONField(default=dict)
    # Position among the popular items of the home page; null keeps it off the tiles.
    popular_rank = models.PositiveSmallIntegerField(null=True)
    is_active = models.BooleanField(default=True)

    objects = CatalogueItemQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["county", "code"], name="one_item_per_code"),
            models.CheckConstraint(
                condition=models.Q(difficulty_class__in=[1, 2]), name="item_is_of_class_one_or_two"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def limit_working_days(self) -> int | None:
        """The promise, else the law (GY-04); None when neither names a time."""
        return self.promised_days if self.promised_days is not None else self.statutory_days
