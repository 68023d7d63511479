from django.db import models
from django.utils.translation import gettext_lazy as _

from agents.models.bureau import Bureau
from agents.models.county import County
from agents.models.divisions import Township
from agents.models.user import User
from agents.rights import RIGHTS, Right


class OfficerQuerySet(models.QuerySet["Officer"]):
    def serving(self) -> "OfficerQuerySet":
        return self.filter(ended_at=None)


class Officer(models.Model):
    """经办人 / 管理员: a bureau's or township's member of staff."""

    class Role(models.TextChoices):
        COUNTY_MANAGER = "county_manager", _("county manager")
        BUREAU_OFFICER = "bureau_officer", _("bureau officer")
        TOWNSHIP_OFFICER = "township_officer", _("township officer")
        AUDITOR = "auditor", _("auditor")
        SYSTEM_ADMIN = "system_admin", _("system administrator")
        SECURITY_ADMIN = "security_admin", _("security administrator")
        AUDIT_ADMIN = "audit_admin", _("audit administrator")

    user = models.OneToOneField(User, models.PROTECT, related_name="officer")
    county = models.ForeignKey(County, models.PROTECT, related_name="officers")
    name = models.CharField(max_length=50)
    role = models.CharField(max_length=20, choices=Role.choices)
    bureau = models.ForeignKey(Bureau, models.PROTECT, null=True, related_name="officers")
    township = models.ForeignKey(Township, models.PROTECT, null=True, related_name="officers")
    # Sits at the duty desk: orders that nobody claimed come to this officer (X03).
    on_desk = models.BooleanField(default=False)
    ended_at = models.DateTimeField(null=True)

    objects = OfficerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(role="bureau_officer") | models.Q(bureau__isnull=False),
                name="bureau_officer_has_a_bureau",
            ),
            models.CheckConstraint(
                condition=~models.Q(role="township_officer") | models.Q(township__isnull=False),
                name="township_officer_has_a_township",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def may(self, right: Right) -> bool:
        """``agents/rights.py`` is the table."""
        return right in RIGHTS[self.role]

    @property
    def may_dispatch(self) -> bool:
        """May assign, locate, classify and cancel; an auditor reads only."""
        return self.may(Right.DISPATCH)

    @property
    def sees_rewards(self) -> bool:
        """Answers for the money: the county's managers; auditors look on."""
        return self.may(Right.SEE_REWARDS)

    @property
    def is_scoped(self) -> bool:
        """Sees a part of the county: one bureau's matters or one township."""
        return self.role in {self.Role.BUREAU_OFFICER, self.Role.TOWNSHIP_OFFICER}

    @property
    def scope(self) -> str:
        """The township or bureau that an officer sees; empty for the whole county."""
        if self.role == self.Role.TOWNSHIP_OFFICER:
            return str(self.township)
        return str(self.bureau) if self.role == self.Role.BUREAU_OFFICER else ""
