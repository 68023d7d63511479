"""Once an hour the folder of photos is looked through for files that belong to nobody."""

from dispatch.casework.photos.sweeping import sweep_photos
from realtime.clock import database_now
from realtime.loops import Loop

EVERY_SECONDS = 3600.0


def sweeping_loop() -> Loop:
    """Sees what this machine has mounted as MEDIA_ROOT; elsewhere it finds nothing to do."""

    def tick() -> bool:
        sweep_photos(at=database_now())
        return False

    return Loop("sweeping", tick, every_seconds=EVERY_SECONDS)
