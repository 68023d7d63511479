"""What every page keeps to: no inline scripts or styles, vendored files as they came, little to load."""

import gzip
import hashlib
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from dispatch.orders.links import issue_follow_link, token_of
from frontend.icons import ICONS, OF_CATEGORY
from tests.conftest import NINE

STATIC = Path(settings.STATICFILES_DIRS[0])
FIRST_PAGE_BYTES_MAX = 60_000
SCRIPT_BYTES_MAX = 40_000


def test_vendored_files_are_what_their_list_says():
    lines = re.findall(r"^\| `(\S+)` .*`([0-9a-f]{64})` \|$", (STATIC / "vendor/README.md").read_text(), re.M)
    listed = dict(lines)
    held = {path.name for path in (STATIC / "vendor").glob("*.js")}
    assert set(listed) == held
    for name, digest in lines:
        assert hashlib.sha256((STATIC / "vendor" / name).read_bytes()).hexdigest() == digest


@pytest.fixture
def pages(as_user, visitor, cast, place):
    mine = as_user(cast.chen)
    order = place(item_code=cast.card.code)
    follow = issue_follow_link(order, at=NINE)
    return [
        visitor.get("/"),
        visitor.get(reverse("citizen:items")),
        visitor.get(reverse("citizen:item", args=[cast.card.code])),
        visitor.get(reverse("citizen:ask")),
        visitor.get(reverse("account:sign_in")),
        visitor.get(reverse("account:password")),
        visitor.get(reverse("account:privacy")),
        mine.get(reverse("citizen:order", args=[order.pk])),
        mine.get(reverse("citizen:orders")),
        mine.get(reverse("citizen:me")),
        mine.get(reverse("citizen:own_data")),
        visitor.get(reverse("citizen:follow", args=[token_of(follow.pk, "follow")])),
    ]


def test_no_page_needs_inline_scripts_or_styles(pages):
    for answer in pages:
        page = answer.content.decode()
        assert answer.status_code == 200
        assert not re.search(r"\sstyle=|\son[a-z]+=|<style|javascript:|hx-on", page), answer.request[
            "PATH_INFO"
        ]
        assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", page))
        assert "default-src 'self'" in answer["Content-Security-Policy"]


def test_every_page_has_one_heading_a_title_and_a_language(pages):
    for answer in pages:
        page = answer.content.decode()
        assert len(re.findall(r"<h1[ >]", page)) == 1, answer.request["PATH_INFO"]
        assert re.search(r"<title>\S", page)
        assert '<html lang="en"' in page


def test_every_form_works_without_scripts(pages):
    for answer in pages:
        for form in re.findall(r"<form[^>]*>", answer.content.decode()):
            assert 'action="/' in form


def test_ids_are_unique_and_labels_point_to_them(pages):
    for answer in pages:
        page = answer.content.decode()
        ids = re.findall(r'\sid="([^"]+)"', page)
        assert len(ids) == len(set(ids)), answer.request["PATH_INFO"]
        assert set(re.findall(r'<label[^>]* for="([^"]+)"', page)) <= set(ids)


def imported_by(name: str) -> set[str]:
    """The modules that a script loads as well, and theirs."""
    if not name.startswith("js/"):
        return set()
    found = re.findall(r'^import (?:.* from )?"(\.[^"]+)"', (STATIC / name).read_text(), re.M)
    direct = {
        ((STATIC / name).parent / path).resolve().relative_to(STATIC.resolve()).as_posix() for path in found
    }
    return direct.union(*(imported_by(each) for each in direct))


def test_the_first_page_is_small(visitor):
    answer = visitor.get("/")
    page = answer.content.decode()
    paths = re.findall(r'(?:href|src)="/static/([^"]+)"', page)
    needed = {*paths, *(name for path in paths for name in imported_by(path))}
    files = {path: len(gzip.compress((STATIC / path).read_bytes())) for path in needed}
    assert len(gzip.compress(answer.content)) + sum(files.values()) <= FIRST_PAGE_BYTES_MAX
    assert sum(size for path, size in files.items() if path.endswith(".js")) <= SCRIPT_BYTES_MAX


def test_each_category_has_an_icon_of_the_family():
    assert set(OF_CATEGORY.values()) <= set(ICONS)


def test_what_is_fetched_for_its_parts_spends_no_notice(as_user, cast):
    """A live page fetches itself at any moment, also between a form's answer and the page that answer leads to."""
    mine, page = as_user(cast.chen), reverse("citizen:me")
    kept = "Your name is kept."
    mine.post(page, {"name": "陈奶奶"})
    assert kept not in mine.get(page, headers={"X-Fragment": "parts"}).content.decode()
    assert kept in mine.get(page).content.decode()
    assert kept not in mine.get(page).content.decode()
