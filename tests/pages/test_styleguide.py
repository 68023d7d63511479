"""The style guide: every component on one page, in demo mode and in development only."""

import re

import pytest

from frontend.icons import ICONS


@pytest.mark.parametrize(
    ("demo", "debug", "status"), [(True, False, 200), (False, True, 200), (False, False, 404)]
)
def test_a_real_county_has_none(visitor, cast, settings, demo, debug, status):
    settings.DEMO, settings.DEBUG = demo, debug
    assert visitor.get("/styleguide/").status_code == status


def test_it_shows_every_icon_state_and_component(visitor, cast, settings):
    settings.DEMO = True
    page = visitor.get("/styleguide/").content.decode()
    assert all(f">{name}</code>" in page for name in ICONS)
    for part in (
        "button-quiet",
        "button-danger",
        "aria-busy",
        "chip-amber",
        "ring-big",
        "ring-over",
        "face-big",
        "has-problem",
        "aria-invalid",
        "choice",
        "faces",
        "timeline",
        "facts",
        "kpi",
        "table",
        "steps",
        "empty",
        "notice-error",
        "offline",
        "switch",
        "tile-all",
        "more card",
    ):
        assert part in page, part
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=", page)


def test_large_text_is_one_switch(visitor, cast, settings):
    settings.DEMO = True
    assert 'data-text="large"' in visitor.get("/styleguide/?text=large").content.decode()
    assert 'data-text="large"' not in visitor.get("/styleguide/").content.decode()
