"""The files that pages on a phone are made of: kept by the service worker, so that they open without network."""

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.templatetags.static import static

ROOT = Path(settings.STATICFILES_DIRS[0])
KINDS = ("css/*.css", "js/*.js", "js/shell/*.js", "js/outbox/*.js", "vendor/*.js", "img/mark.svg")
#: Nobody sits at a desk with the phone's copy.
LEFT_OUT = "office"


def shell_names() -> list[str]:
    found = (path for kind in KINDS for path in sorted(ROOT.glob(kind)))
    return [path.relative_to(ROOT).as_posix() for path in found if LEFT_OUT not in path.name]


@cache
def shell_files() -> list[str]:
    """Their addresses; where files are collected, of the joined ones and hashed (``config/static.py``)."""
    collected = getattr(staticfiles_storage, "hashed_files", None)
    return [static(name) for name in shell_names() if not collected or name in collected]


@cache
def shell_version() -> str:
    """Changes with any of the files and with the worker itself."""
    digest = hashlib.sha256()
    for path in [*(ROOT / name for name in shell_names()), *sorted((ROOT / "js/worker").glob("*.js"))]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
