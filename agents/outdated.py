"""What people and their sign-ins keep for a time only."""

from datetime import datetime

from django.contrib.sessions.models import Session
from django.utils.translation import gettext_lazy as _

from agents.audit.pruning import prune_audit
from agents.models import (
    AccessToken,
    County,
    Endpoint,
    OfficerSession,
    RosterImport,
    SignInCode,
    SignInFailure,
)
from agents.retention.kinds import delete_some, outdated


@outdated(
    "sign_ins",
    days="keep_sign_ins_days",
    called=_("codes, failed passwords, sessions"),
)
def erase_sign_ins(county_id: str, *, before: datetime, at: datetime, limit: int) -> int:
    """Also rosters that were read and never confirmed. Sessions and failures are of no county: any turn ends them."""
    rows = (
        SignInCode.objects.filter(county=county_id, asked_at__lt=before),
        AccessToken.objects.filter(user__county=county_id, expires_at__lt=before),
        OfficerSession.objects.filter(user__county=county_id, began_at__lt=before),
        RosterImport.objects.filter(county=county_id, made_at__lt=before),
        SignInFailure.objects.filter(at__lt=before),
        Session.objects.filter(expire_date__lt=before),
    )
    done = 0
    for each in rows:
        if done < limit:
            done += delete_some(each, limit=limit - done)
    return done


@outdated("devices", days="keep_devices_days", called=_("tokens of phones and browsers that receive no more"))
def erase_devices(county_id: str, *, before: datetime, at: datetime, limit: int) -> int:
    return delete_some(Endpoint.objects.filter(county=county_id, ended_at__lt=before), limit=limit)


@outdated("audit", days="keep_audit_days", called=_("audit rows"))
def erase_audit(county_id: str, *, before: datetime, at: datetime, limit: int) -> int:
    return prune_audit(County.objects.get(pk=county_id), before=before, at=at, limit=limit)
