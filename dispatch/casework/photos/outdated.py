"""Photos are kept for a time after the order's end."""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agents.retention.kinds import outdated
from dispatch.casework.photos.erasing import erase_photos
from dispatch.casework.photos.models import Photo


@outdated("photos", days="keep_photos_days", called=_("photos of closed orders"))
def erase_old_photos(county_id: str, *, before: datetime, at: datetime, limit: int) -> int:
    ended = Q(order__completed_at__lt=before) | Q(order__completed_at=None, order__cancelled_at__lt=before)
    old = Photo.objects.kept().filter(ended, county=county_id, added_at__lt=before)
    free = old.select_for_update(skip_locked=True, of=("self",)).order_by("added_at")
    found = list(free.values_list("pk", flat=True)[:limit])
    if found:
        erase_photos(Photo.objects.filter(pk__in=found), at=at)
    return len(found)
