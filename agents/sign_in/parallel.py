"""In how many browsers an officer may be signed in at once: a new one ends the oldest (S12)."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from agents.audit import Deed, record_audit
from agents.models import OfficerSession, User
from agents.sign_in.limits import one_at_a_time
from agents.sign_in.session_store import SessionStore
from agents.signals import signed_out


@transaction.atomic
def count_session(user: User, session_key: str, *, at: datetime) -> int:
    """This browser is one of them from now on; how many were ended for it, ``OFFICER_SESSIONS_MAX`` being left."""
    one_at_a_time(f"sessions:{user.pk}")
    OfficerSession.objects.create(user=user, session_key=session_key, began_at=at)
    oldest = OfficerSession.objects.filter(user=user).order_by("-id")[settings.OFFICER_SESSIONS_MAX :]
    ended = [each for each in oldest if _end(each, at)]
    for _each in ended:
        record_audit(Deed.SIGNED_OUT, by=user, at=at, reason=_("signed in elsewhere"))
    return len(ended)


def forget_session(session_key: str) -> None:
    """It has ended by itself."""
    OfficerSession.objects.filter(session_key=session_key).delete()


def forget_sessions(user: User) -> None:
    """All of them have ended: another password."""
    OfficerSession.objects.filter(user=user).delete()


def _end(old: OfficerSession, at: datetime) -> bool:
    """Whether there was still something to end; its sockets hear of it."""
    store = SessionStore(old.session_key)
    was_open = store.exists(old.session_key)
    store.delete()
    old.delete()
    if was_open:
        signed_out.send(User, user=old.user, session_key=old.session_key, at=at)
    return bool(was_open)
