"""Whatever is typed into a form or an address, nobody meets a failure (S20). ``FUZZ_EXAMPLES`` raises the number."""

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.answers_counted import count_answer
from tests.conftest import NINE
from tests.pages.clock import stand_at
from tests.trust.matrix import PAGES, may
from tests.trust.people import everybody
from tests.trust.routes import pages
from tests.trust.trying import undone
from tests.trust.world import build_world

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "5"))
# The names that forms and filters of the house know, so that the words get somewhere.
FIELDS = """
    wish name phone applicant_name applicant_phone village address point id next reason words result grade code quarter
    page q text item item_code agent grid from until state township role username password yuan month kind basis verdict
    days effective_at broaden_seconds service_opens number covers sure language size what lat
"""
LINES = """
    a\x00b \u202eabc \u200b or' % _ \\ =1+1 <img/src=x/onerror=1> {{7*7}} -1 1e999 NaN ٣ Ⅷ 2026-13-45 24:61 2026Q9
"""
ODD = st.sampled_from([*LINES.split(), "\x00", "true", "../x", "9" * 400, "办" * 5000])
WORDS = st.one_of(ODD, st.text(max_size=40), st.integers().map(str), st.uuids().map(str))
FORMS = st.dictionaries(st.sampled_from(FIELDS.split()), WORDS, max_size=8)
QUIET = settings(
    max_examples=EXAMPLES,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def doors(cast, place, media, monkeypatch, settings):
    """Each page with somebody whom it lets in; the numbers of the real county stay out of reach of the limits."""
    settings.DEMO, settings.RATE_LIMIT_FACTOR = True, 1000
    stand_at(monkeypatch, NINE)
    world = build_world(cast, place)
    people = {actor.name: actor for actor in everybody(cast)}
    return [
        (route.address(world), method, people[sorted(may(who) or {"nobody"})[0]])
        for route in pages()
        for method, who in PAGES[route.key].items()
        if route.key not in {"readyz", "metrics"}
    ]


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_no_words_break_a_page(doors, method, record_property):
    tried = [(address, actor) for address, how, actor in doors if how == method]

    @QUIET
    @given(form=FORMS, where=st.integers(0, len(tried) - 1))
    def on_some_page(form, where):
        # A handful of neighbours each: to make words costs more than to send them.
        for address, actor in (tried + tried)[where : where + 8]:
            with undone():
                count_answer(record_property, actor.send(method, address, form))

    on_some_page()
