"""Special-care marks: old, weak, sick, disabled and pregnant people and children are served with priority (NW-08)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Mark(models.TextChoices):
    OLD = "old", _("old")
    WEAK = "weak", _("frail")
    SICK = "sick", _("ill")
    DISABLED = "disabled", _("hard to move")
    PREGNANT = "pregnant", _("pregnant")
    # Asked for by a parent or guardian, who agrees in the child's name (``agents.consent``).
    CHILD = "child", _("under 14")
