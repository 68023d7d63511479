import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agents.fields import SealedField
from agents.models.county import County
from agents.models.user import User


class EndpointQuerySet(models.QuerySet["Endpoint"]):
    def active(self) -> "EndpointQuerySet":
        return self.filter(ended_at=None)


class Endpoint(models.Model):
    """接收设备: where else than by the own number a person is reached: a phone's app, a browser, an id, a letter box.

    It belongs to one person at a time. A row that has ended stays, so that the person can be told why.
    """

    class Kind(models.TextChoices):
        # Firebase names a phone's app by a registration token, newer apps by an installation id.
        FCM = "fcm", _("app on a phone")
        FCM_INSTALLATION = "fcm_installation", _("app on a phone (installation)")
        WEBPUSH = "webpush", _("browser")
        WECHAT = "wechat", _("WeChat")
        DINGTALK = "dingtalk", _("DingTalk")
        EMAIL = "email", _("e-mail")

    class Ending(models.TextChoices):
        REMOVED = "removed", _("removed by its owner")
        GONE = "gone", _("does not receive any more")
        MOVED = "moved", _("belongs to somebody else now")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    county = models.ForeignKey(County, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, related_name="endpoints")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    # Whoever knows a token can ring the phone.
    value = SealedField()
    value_index = models.CharField(max_length=32, editable=False)
    # What its owner calls it, or the browser says of itself.
    label = models.CharField(max_length=60, blank=True)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ending = models.CharField(max_length=10, choices=Ending.choices, blank=True)
    # The owner has read that it is gone.
    seen_at = models.DateTimeField(null=True)

    objects = EndpointQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "value_index"], condition=Q(ended_at=None), name="one_owner_of_an_endpoint"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ending="") | (Q(ended_at__isnull=False) & ~Q(ending="")),
                name="an_endpoint_ends_for_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["user", "kind"], condition=Q(ended_at=None), name="endpoints_of_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
