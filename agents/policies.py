"""Which version of a county's policy is in force."""

from datetime import datetime

from django.db.models import CharField
from django.utils.translation import gettext_lazy as _

from agents.errors import Kind, Refusal
from agents.models import County, Policy
from agents.prepared import Given, Prepared


class NoPolicy(Refusal):
    kind = Kind.CONFLICT
    code = "no_policy"
    sentence = _("The county has no policy in force.")


def policy_in_force(county: County, *, at: datetime) -> Policy:
    """The version whose date came last before ``at``. Raises NoPolicy.

    Versions are few and never edited, and every placing asks. So each process keeps a county's until its
    ``policies_revision`` moves on; ``county`` must be as read in this request, and costs the question. One that was
    just made and not read yet has no revision, and nothing is kept of it.
    """
    for version in _versions(county):
        if version.effective_at <= at:
            return version
    raise NoPolicy


def policy_of(county: County, version_id: int) -> Policy:
    """One version, of which something was born. Raises NoPolicy; ``county`` as above."""
    # Asked anew for what was born of a version that came after ``county`` was read.
    for versions in (_versions, _read):
        for version in versions(county):
            if version.pk == version_id:
                return version
    raise NoPolicy


def _versions(county: County) -> list[Policy]:
    """The newest first. Threads share them, so nobody may change one."""
    stamp = (county.policies_revision, county.time_zone)
    kept = _kept.get(county.pk)
    if kept and kept[0] == stamp:
        return kept[1]
    versions = _read(county)
    if county.policies_revision:
        _kept[county.pk] = stamp, versions
    return versions


def _read(county: County) -> list[Policy]:
    versions = _of_county.all(county_id=county.pk)
    for version in versions:
        version.county = county
    return versions


#: By county, the stamp at which its versions were read.
_kept: dict[str, tuple[tuple[int, str], list[Policy]]] = {}

_of_county = Prepared(
    lambda: Policy.objects.filter(county_id=Given("county_id", CharField())).order_by("-effective_at")
)
