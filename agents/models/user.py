import uuid
from typing import TYPE_CHECKING, ClassVar, Optional

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from agents import vault
from agents.fields import SealedField
from agents.models.county import County

if TYPE_CHECKING:
    from agents.models.agent import Agent
    from agents.models.officer import Officer


class UserManager(BaseUserManager["User"]):
    def with_roles(self) -> models.QuerySet["User"]:
        """With county, agent and officer in the same statement, as every door needs them; maps stay where they are."""
        users = self.select_related("county", "agent__grid", "officer")
        return users.defer("county__boundary", "agent__grid__boundary")

    def by_phone(self, e164: str, *, county_id: str) -> Optional["User"]:
        return self.filter(county_id=county_id, phone_index=vault.index("phone", e164)).first()


class User(AbstractBaseUser):
    """Whoever signs in. Everyone may ask (a citizen); a row in Agent or Officer makes one more than that."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    county = models.ForeignKey(County, models.PROTECT, related_name="users")
    name = SealedField()
    phone = SealedField()
    # Look-up value of the phone; null for officers who sign in by password only.
    phone_index = models.CharField(max_length=32, null=True, editable=False)
    username = models.CharField(max_length=50, unique=True, null=True)
    # When the officer chose the password; null for one that somebody else handed over.
    password_set_at = models.DateTimeField(null=True)
    is_active = models.BooleanField(default=True)
    language = models.CharField(max_length=10, blank=True)
    large_text = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county", "phone_index"], name="one_user_per_phone")]

    def __str__(self) -> str:
        return str(self.pk)

    def set_phone(self, e164: str) -> None:
        self.phone = e164
        self.phone_index = vault.index("phone", e164)

    @property
    def as_agent(self) -> Optional["Agent"]:
        """The agent this user is now, or None."""
        agent: Agent | None = getattr(self, "agent", None)
        return agent if agent and agent.ended_at is None else None

    @property
    def as_officer(self) -> Optional["Officer"]:
        """The officer this user is now, or None."""
        officer: Officer | None = getattr(self, "officer", None)
        return officer if officer and officer.ended_at is None else None
