"""A bar for work that takes a while."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _
from tqdm import tqdm

REDRAW_SECONDS = 0.5


@contextmanager
def progress(total: int, *, unit: str = "", shows: bool = True) -> Iterator[Callable[..., None]]:
    """On standard error, of so many orders or what ``unit`` says; call what comes back for each, or with how many."""
    with tqdm(
        total=max(0, total), unit=unit or _("orders"), mininterval=REDRAW_SECONDS, disable=not shows
    ) as bar:

        def advance(done: int = 1) -> None:
            bar.update(done)

        yield advance
