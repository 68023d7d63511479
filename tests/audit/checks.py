"""Each check yields whether its bar is met, and a line for people. Needs Django set up."""

from collections.abc import Iterator

from playwright.sync_api import Browser, BrowserContext

from tests.audit import axe as axe_core
from tests.audit import bars
from tests.audit import journeys as walks
from tests.audit import lighthouse as lighthouse_program
from tests.audit.weight import weigh
from tests.screens.dresses import Dress, chromium, dressed
from tests.screens.players import session_cookie, sign_in
from tests.screens.site import Lively
from tests.screens.table import AGENT, CITIZEN, NOBODY, PAGES

Result = tuple[bool, str]
PHONE = Dress("phone", "zh", "normal", "light")
# Enough to see every colour, size and arrangement once.
LOOKED_AT = [PHONE, Dress("phone", "en", "large", "dark"), Dress("desk", "zh", "normal", "dark")]


def weight(lively: Lively) -> Iterator[Result]:
    """Pages of the phone, each in a browser that has nothing yet."""
    with chromium() as browser:
        for page in (page for page in PAGES if page.person in (NOBODY, CITIZEN, AGENT)):
            context = _context(browser, lively, page.person)
            weighed = weigh(context, page.path.format(**lively.filled))
            context.close()
            is_met = weighed.total <= bars.FIRST_PAGE_BYTES_MAX and weighed.scripts <= bars.SCRIPT_BYTES_MAX
            yield (
                is_met,
                f"{page.name}: {weighed.total / 1000:.1f} kB, scripts {weighed.scripts / 1000:.1f} kB",
            )


def journeys(lively: Lively) -> Iterator[Result]:
    with chromium() as browser:
        asked = walks.a_citizen_asks(_context(browser, lively, CITIZEN))
        is_met = asked.pages <= bars.CITIZEN_PAGES_MAX and asked.taps <= bars.CITIZEN_TAPS_MAX
        yield is_met, f"a returning citizen asks: {asked.pages} pages, {asked.taps} taps besides typing"
        claimed = walks.an_agent_claims(_context(browser, lively, AGENT))
        yield claimed.taps <= bars.AGENT_TAPS_MAX, f"an agent claims: {claimed.taps} tap"
        phones = walks.TwoPhones.opened(_context(browser, lively, CITIZEN), _context(browser, lively, AGENT))
        cards = [phones.card_ms() for _ in range(bars.CARD_RUNS)]
        yield _in_time("card on the second phone after the tap on the first", cards, bars.CARD_MS_MAX)
        truths = [phones.truth_ms() for _ in range(bars.TRUTH_RUNS)]
        yield _in_time("the truth on the board after flight mode", truths, bars.TRUTH_MS_MAX)


def _in_time(what: str, took: list[int], most: int) -> Result:
    middle = walks.median(took)
    return middle <= most, f"{what}: median of {len(took)} is {middle} ms, slowest {max(took)} ms"


def axe(lively: Lively) -> Iterator[Result]:
    with chromium() as browser:
        for dress in LOOKED_AT:
            for page in PAGES:
                context = _context(browser, lively, page.person, dress)
                view = context.new_page()
                view.goto(page.path.format(**lively.filled))
                found = axe_core.findings(view)
                context.close()
                if found:
                    yield False, f"{page.name} {dress.name}: {'; '.join(found)}"
            yield True, f"{dress.name}: {len(PAGES)} pages looked at"


def lighthouse(lively: Lively) -> Iterator[Result]:
    for page in (page for page in PAGES if page.bars):
        user = lively.players.user(page.person)
        cookie = "{name}={value}".format(**session_cookie(user)) if user else ""
        url = lively.address + page.path.format(**lively.filled)
        told = lighthouse_program.scores(page.name, url, cookie=cookie)
        is_met = all(told[kind] >= least for kind, least in bars.LIGHTHOUSE_MIN.items())
        yield is_met, f"{page.name}: {', '.join(f'{kind} {points}' for kind, points in told.items())}"


def _context(browser: Browser, lively: Lively, person: str, dress: Dress = PHONE) -> BrowserContext:
    context = dressed(browser, lively.address, dress)
    if user := lively.players.user(person):
        sign_in(context, lively.address, user)
    return context
