from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agents.models.county import County
from agents.models.grid import Grid
from agents.models.user import User
from agents.rights import Right

if TYPE_CHECKING:
    from agents.models.officer import Officer


class AgentQuerySet(models.QuerySet["Agent"]):
    def serving(self) -> "AgentQuerySet":
        """On the roster: not ended."""
        return self.filter(ended_at=None)

    def visible_to(self, officer: "Officer") -> "AgentQuerySet":
        """A township's officer sees its agents, the others the county's; who may see no people, nobody."""
        mine = self.filter(county_id=officer.county_id)
        if not officer.may(Right.SEE_PEOPLE):
            return mine.none()
        if officer.role == officer.Role.TOWNSHIP_OFFICER:
            return mine.filter(grid__village__township_id=officer.township_id)
        return mine

    def on_duty(self) -> "AgentQuerySet":
        return self.serving().filter(is_on_duty=True)

    def reachable(self) -> "AgentQuerySet":
        """On duty, able to sign in, with at least one channel that is not known to be broken (X01, X04)."""
        return self.on_duty().filter(unreachable_since=None, user__is_active=True)


class Agent(models.Model):
    """代办员: does the errand on the applicant's behalf."""

    class Post(models.TextChoices):
        GRID_WORKER = "grid_worker", _("grid worker")
        VILLAGE_CADRE = "village_cadre", _("village cadre")
        AUXILIARY_OFFICER = "auxiliary_officer", _("auxiliary officer")

    user = models.OneToOneField(User, models.PROTECT, related_name="agent")
    county = models.ForeignKey(County, models.PROTECT, related_name="agents")
    grid = models.ForeignKey(Grid, models.PROTECT, related_name="agents")
    # Shown to the citizen who is served (GY-06): name, post, office phone. A public servant's name is public.
    name = models.CharField(max_length=50)
    post = models.CharField(max_length=20, choices=Post.choices, default=Post.GRID_WORKER)
    office_phone = models.CharField(max_length=30, blank=True)
    is_on_duty = models.BooleanField(default=True)
    unreachable_since = models.DateTimeField(null=True)
    joined_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = AgentQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["grid"], condition=Q(ended_at=None), name="serving_agents_of_grid")]

    def __str__(self) -> str:
        return self.name
