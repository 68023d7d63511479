"""Photos of a request that is no order yet, as a session knows them: chosen here, shown here, and nowhere else."""

from collections.abc import Iterable
from uuid import UUID

from django.http import HttpRequest

from frontend.keeping import forget, keep, kept

# Sealed in the session: the ids of photos that wait in ``dispatch.casework.photos``.
WAITING = "waiting_photos"
# More forms than anybody fills in at once.
IDS_MAX = 100


def waiting_here(request: HttpRequest) -> set[UUID]:
    """Of all forms of this session."""
    return {UUID(each) for each in kept(request, WAITING).get("ids", [])}


def wait_here(request: HttpRequest, ids: Iterable[UUID]) -> None:
    """From now on these wait, too. Raises nothing: beyond ``IDS_MAX`` none is noted, and a day later none is there."""
    known = waiting_here(request)
    more = known | set(ids)
    if more != known and len(more) <= IDS_MAX:
        keep(request, WAITING, {"ids": sorted(map(str, more))})


def wait_no_more(request: HttpRequest, ids: Iterable[UUID]) -> None:
    known = waiting_here(request)
    left = known - set(ids)
    if not left:
        forget(request, WAITING)
    elif left != known:
        keep(request, WAITING, {"ids": sorted(map(str, left))})
