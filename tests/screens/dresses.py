"""In what dress a page is looked at: device × language × size of text × scheme."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from frontend.context import TEXT_SIZE_COOKIE

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--font-render-hinting=none",
]
DEVICES = {"phone": (360, 740), "tall": (390, 844), "desk": (1280, 800)}
LANGUAGES = {"zh": "zh-CN", "en": "en"}
SIZES = ("normal", "large")
SCHEMES = ("light", "dark")


@dataclass(frozen=True)
class Dress:
    device: str
    language: str
    size: str
    scheme: str

    @property
    def name(self) -> str:
        return f"{self.device}-{self.language}-{self.size}-{self.scheme}"


DRESSES = [Dress(*each) for each in product(DEVICES, LANGUAGES, SIZES, SCHEMES)]


@contextmanager
def chromium() -> Iterator[Browser]:
    path = shutil.which("chromium")
    assert path, "Debian's chromium is needed: apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


def dressed(browser: Browser, site: str, dress: Dress) -> BrowserContext:
    width, height = DEVICES[dress.device]
    context = browser.new_context(
        base_url=site,
        viewport={"width": width, "height": height},
        is_mobile=dress.device != "desk",
        has_touch=dress.device != "desk",
        locale=LANGUAGES[dress.language],
        timezone_id="Asia/Shanghai",
        color_scheme="dark" if dress.scheme == "dark" else "light",
        reduced_motion="reduce",
        service_workers="block",
    )
    context.add_cookies([{"name": TEXT_SIZE_COOKIE, "value": dress.size, "url": site}])
    return context
