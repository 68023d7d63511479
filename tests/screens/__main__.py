"""``python -m tests.screens [NAME…] [--dress TEXT]``: all pages, or those whose names begin so, into var/screens/."""

import sys
from argparse import ArgumentParser
from pathlib import Path

from playwright.sync_api import Page as View

from config.embedded.environment import PROJECT
from tests.screens.site import Lively, lively_site
from tests.screens.table import PAGES, Page

ALBUM = PROJECT / "var" / "screens"
PATIENCE_MS = 15_000
HEIGHT_MAX = 6_000


def main(arguments: list[str]) -> int:
    parser = ArgumentParser(prog="make screens", description=__doc__)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--dress", default="", help="only dresses that contain this, as in phone-zh")
    wanted = parser.parse_args(arguments)
    pages = [page for page in PAGES if page.name.startswith(tuple(wanted.names) or "")]
    ALBUM.mkdir(parents=True, exist_ok=True)
    with lively_site() as lively:
        failed = _shoot(lively, pages, wanted.dress)
    from tests.screens.album import write_album

    print(f"The gallery lies in {write_album(ALBUM, PAGES)}")
    for line in failed:
        print(line, file=sys.stderr)
    return 1 if failed else 0


def _shoot(lively: Lively, pages: list[Page], wanted: str) -> list[str]:
    from tests.screens.dresses import DRESSES, chromium, dressed
    from tests.screens.players import sign_in

    failed = []
    with chromium() as browser:
        for dress in (dress for dress in DRESSES if wanted in dress.name):
            for person in dict.fromkeys(page.person for page in pages):
                context = dressed(browser, lively.address, dress)
                if user := lively.players.user(person):
                    sign_in(context, lively.address, user)
                view = context.new_page()
                view.set_default_timeout(PATIENCE_MS)
                for page in (page for page in pages if page.person == person):
                    answer = view.goto(page.path.format(**lively.filled), wait_until="load")
                    if answer is None or answer.status != page.status:
                        failed.append(f"{page.name} {dress.name}: {answer and answer.status}")
                    _take(view, _path(page, dress.name))
                context.close()
            print(f"{dress.name}: {len(pages)} pages", flush=True)
    return failed


def _take(view: View, path: Path) -> None:
    """The whole page as on a screen that is as long: tabs and docks stand where they stand."""
    seen = view.viewport_size
    assert seen
    height = view.evaluate("document.documentElement.scrollHeight")
    view.set_viewport_size({"width": seen["width"], "height": max(seen["height"], min(height, HEIGHT_MAX))})
    view.screenshot(path=path, animations="disabled")
    view.set_viewport_size(seen)


def _path(page: Page, dress: str) -> Path:
    return ALBUM / f"{page.name}-{dress}.png"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
