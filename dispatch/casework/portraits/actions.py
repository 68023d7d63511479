"""Setting and removing an agent's portrait. Both stand in the audit."""

from datetime import datetime
from functools import partial

from django.db import transaction

from agents.audit import Deed, record_audit
from agents.errors import NotPermitted
from agents.models import Agent, Officer
from dispatch.casework.photos import store
from dispatch.casework.portraits.access import may_set_portrait
from dispatch.casework.portraits.cropping import portrait_from
from dispatch.casework.portraits.models import Portrait


def set_portrait(agent: Agent, content: bytes, *, by: Agent | Officer, at: datetime) -> Portrait:
    """The old one is erased after the commit. Raises NotPermitted, NoRoomForPhotos or what ``clean_photo`` raises."""
    if not may_set_portrait(agent, by):
        raise NotPermitted
    name = store.keep_files({store.PORTRAIT: portrait_from(content)})
    try:
        return _set(agent, name, by=by, at=at)
    except BaseException:
        store.discard(name, (store.PORTRAIT,))
        raise


@transaction.atomic
def _set(agent: Agent, name: str, *, by: Agent | Officer, at: datetime) -> Portrait:
    _lock(agent)
    _erase(agent)
    portrait = Portrait.objects.create(agent=agent, name=name, set_by_id=by.user_id, set_at=at)
    record_audit(Deed.PORTRAIT_SET, by=by, at=at, about=agent)
    return portrait


@transaction.atomic
def remove_portrait(agent: Agent, *, by: Agent | Officer, at: datetime) -> None:
    """Where there is none, nothing happens. Raises NotPermitted."""
    if not may_set_portrait(agent, by):
        raise NotPermitted
    _lock(agent)
    if _erase(agent):
        record_audit(Deed.PORTRAIT_REMOVED, by=by, at=at, about=agent)


def erase_portrait(agent: Agent) -> None:
    """With whoever leaves the roster goes the face; that the agent left is written down already."""
    with transaction.atomic():
        _erase(agent)


def _lock(agent: Agent) -> None:
    """Of two at the same moment, one comes after the other."""
    Agent.objects.select_for_update(no_key=True).only("pk").get(pk=agent.pk)


def _erase(agent: Agent) -> bool:
    names = list(Portrait.objects.filter(agent=agent).values_list("name", flat=True))
    Portrait.objects.filter(agent=agent).delete()
    for name in names:
        transaction.on_commit(partial(store.discard, name, (store.PORTRAIT,)), robust=True)
    return bool(names)
