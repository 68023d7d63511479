"""Registering a device to be reached by, and taking it off: by its owner, or because its provider says it is gone."""

import json
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from agents import vault
from agents.errors import Kind, NotAChoice, NotFound, NotPermitted, Refusal
from agents.models import Endpoint, User
from agents.push_origins import is_push_service
from agents.signals import endpoints_gone
from agents.text import optional, require

VALUE_LENGTH_MAX = 4096
LABEL_LENGTH_MAX = 60
ENDPOINTS_MAX = 10


class NotASubscription(Refusal):
    code = "not_a_subscription"
    sentence = _("This is not a push subscription of a browser that can be used here.")


class NotAToken(Refusal):
    code = "not_a_token"
    sentence = _("This is not the token or id of a device.")


class NotAnEmail(Refusal):
    code = "not_an_email"
    sentence = _("This is not an e-mail address.")


class TooManyEndpoints(Refusal):
    kind = Kind.CONFLICT
    code = "too_many_endpoints"
    sentence = _("At most %(max)d devices can be registered; please remove one first.")


def register_endpoint(
    user: User, *, kind: str, value: str | None, at: datetime, label: str | None = ""
) -> Endpoint:
    """The same device twice is one; another person's becomes this person's, for the phone has a new owner.

    Raises NotAChoice, FieldMissing, TextTooLong, NotAToken, NotASubscription, NotAnEmail, NotPermitted,
    TooManyEndpoints.
    """
    if kind not in Endpoint.Kind.values:
        raise NotAChoice(field="kind")
    if kind == Endpoint.Kind.EMAIL and user.as_officer is None:
        raise NotPermitted
    named = optional(label, max_length=LABEL_LENGTH_MAX, field="label")
    checked = _checked(kind, require(value, max_length=VALUE_LENGTH_MAX, field="value"))
    return _register(user, kind, checked, named, at)


@transaction.atomic
def remove_endpoint(endpoint_id: UUID, *, of: User, at: datetime) -> None:
    """One that is removed already stays so. Raises NotFound for one that is not this person's."""
    mine = Endpoint.objects.filter(pk=endpoint_id, user=of)
    if not mine.active().update(ended_at=at, ending=Endpoint.Ending.REMOVED) and not mine.exists():
        raise NotFound


@transaction.atomic
def end_gone(endpoint_ids: Iterable[UUID], *, at: datetime) -> int:
    """Each is ended once, however often its provider says so (F9). Their owners are told."""
    ids = set(endpoint_ids)
    if not ids:
        return 0
    gone = list(Endpoint.objects.active().select_for_update().filter(pk__in=ids))
    Endpoint.objects.filter(pk__in=[endpoint.pk for endpoint in gone]).update(
        ended_at=at, ending=Endpoint.Ending.GONE
    )
    if gone:
        endpoints_gone.send(Endpoint, endpoints=gone, at=at)
    return len(gone)


def mark_seen(user: User, *, at: datetime) -> None:
    """The owner has read which devices are gone."""
    unseen = Endpoint.objects.filter(user=user, ending=Endpoint.Ending.GONE, seen_at=None)
    unseen.update(seen_at=at)


@transaction.atomic
def _register(user: User, kind: str, value: str, label: str, at: datetime) -> Endpoint:
    # One registration at a time for each device, so that it has one owner, and for each person, for the limit.
    index = _index(kind, value)
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"endpoint:{kind}:{index}"])
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    active = Endpoint.objects.active().select_for_update()
    there = active.filter(kind=kind, value_index=index).first()
    if there and there.user_id == user.pk:
        return there
    if active.filter(user=user).count() >= ENDPOINTS_MAX:
        raise TooManyEndpoints(max=ENDPOINTS_MAX)
    if there:
        Endpoint.objects.filter(pk=there.pk).update(ended_at=at, ending=Endpoint.Ending.MOVED)
    return Endpoint.objects.create(
        county_id=user.county_id,
        user=user,
        kind=kind,
        value=value,
        value_index=index,
        label=label,
        created_at=at,
    )


def _index(kind: str, value: str) -> str:
    return vault.index(f"endpoint:{kind}", value)


def _checked(kind: str, value: str) -> str:
    if kind == Endpoint.Kind.WEBPUSH:
        return _subscription(value)
    if kind == Endpoint.Kind.EMAIL:
        try:
            validate_email(value)
        except ValidationError:
            raise NotAnEmail(field="value") from None
        return value.lower()
    if any(char.isspace() for char in value):
        raise NotAToken(field="value")
    return value


def _subscription(value: str) -> str:
    """As the browser's ``PushSubscription.toJSON()`` says it, with nothing else in it."""
    try:
        said = json.loads(value)
        kept = {
            "endpoint": said["endpoint"],
            "keys": {"auth": said["keys"]["auth"], "p256dh": said["keys"]["p256dh"]},
        }
    except (ValueError, KeyError, TypeError):
        raise NotASubscription(field="value") from None
    texts = [kept["endpoint"], *kept["keys"].values()]
    if not all(isinstance(text, str) for text in texts) or not is_push_service(kept["endpoint"]):
        raise NotASubscription(field="value")
    return json.dumps(kept, sort_keys=True)
