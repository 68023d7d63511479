"""Log lines: one each, with the request's id, and with nothing in them that names a person (S23)."""

import json
import logging
import sys

import psycopg
import pytest
from django.db import OperationalError

from config.watching.away import DatabaseAway
from config.watching.lines import JsonLine, Line, ScrubbedLine
from config.watching.request_id import under
from config.watching.scrubbing import scrub
from tests.pages.clock import browser_of

PHONE, ID_NUMBER = "10912345678", "11010119900307123X"


def record(message: str, *arguments: object, **more: object) -> logging.LogRecord:
    made = logging.LogRecord("here", logging.WARNING, "file.py", 1, message, arguments, None)
    made.__dict__.update(more)
    return made


def test_a_json_line_is_one_object_with_the_requests_id():
    with under("a" * 32):
        line = JsonLine().format(record("not %s", "well", route="/orders/", status=200, ms=3.5))
    said = json.loads(line)
    assert said.pop("at").endswith("Z")
    assert said == {
        "level": "warning", "logger": "here", "message": "not well",
        "request": "a" * 32, "route": "/orders/", "status": 200, "ms": 3.5,
    }  # fmt: skip


@pytest.mark.parametrize("formatter", [Line(), ScrubbedLine(), JsonLine()])
def test_nobody_can_forge_the_next_line(formatter):
    assert "\n" not in formatter.format(record("name: %s", "Li\r\n2026-01-01 INFO all is well"))


@pytest.mark.parametrize("formatter", [ScrubbedLine(), JsonLine()])
def test_numbers_and_tokens_are_taken_out(formatter):
    said = f"call +86{PHONE} or {PHONE}, {ID_NUMBER}, Bearer abcdefgh12345678, /r/Zm9vYmFyYmF6/, redis://:hush@here"
    line = formatter.format(record(said))
    for secret in (PHONE, ID_NUMBER, "abcdefgh12345678", "Zm9vYmFyYmF6", "hush"):
        assert secret not in line


def test_a_traceback_is_scrubbed_too():
    try:
        raise ValueError(f"no such citizen: {PHONE}")
    except ValueError:
        line = JsonLine().format(record("failed", exc_info=sys.exc_info()))
    assert "no such citizen" in line and PHONE not in line


@pytest.mark.parametrize(
    "harmless", ["order 20261126000123456", "took 1091234 ms", "2026-11-26T01:02:03", "at 0x7f1091234567812"]
)
def test_what_is_no_number_of_a_person_stays(harmless):
    assert scrub(harmless) == harmless


@pytest.mark.django_db
class TestAccessLine:
    @pytest.fixture(autouse=True)
    def heard(self, caplog):
        caplog.set_level(logging.INFO, logger="access")

        def lines() -> list[dict[str, object]]:
            return [vars(each) for each in caplog.records if each.name == "access"]

        self.lines = lines

    def test_it_names_the_route_and_never_the_path(self, client, cast):
        client.get("/f/this-is-a-token-that-nobody-may-read/?phone=10912345678")
        (line,) = self.lines()
        assert (line["route"], line["status"]) == ("/f/<slug:token>/", 404)
        assert "token-that" not in JsonLine().format(logging.makeLogRecord(line))

    def test_a_refused_host_and_an_unknown_path_have_lines_of_their_own(self, client, cast):
        client.get("/", headers={"host": "evil.example"})
        client.get("/wp-login.php")
        client.generic("EVIL\tMETHOD", "/")
        found = [(line["method"], line["route"], line["status"]) for line in self.lines()]
        assert found[0] == ("GET", "unknown", 400)
        assert found[1] == ("GET", "unknown", 404)
        assert found[2][0] == "OTHER"

    def test_the_answer_carries_the_id(self, client, cast, settings):
        own = client.get("/healthz", headers={"x-request-id": "b" * 32})["X-Request-ID"]
        assert own != "b" * 32, "a client's word is not believed"
        settings.PROXIES_COUNT = 1
        assert client.get("/healthz", headers={"x-request-id": "b" * 32})["X-Request-ID"] == "b" * 32
        assert client.get("/healthz", headers={"x-request-id": "no id"})["X-Request-ID"] != "no id"


def test_a_database_that_is_away_is_one_line_and_no_traceback(cast, monkeypatch, caplog):
    """Each request fails alike; a thousand of them must not fill a disc."""
    browser = browser_of(cast.chen)
    browser.raise_request_exception = False
    monkeypatch.setattr("agents.sign_in.session_store.SessionStore.load", away)
    # Who sets up logging twice has two; the first rewrites the line, and the next finds nothing to do.
    quiet, *_ = [
        each for each in logging.getLogger("django.request").filters if isinstance(each, DatabaseAway)
    ]
    monkeypatch.setattr(quiet, "_said_at", float("-inf"))
    with caplog.at_level(logging.ERROR, logger="django.request"):
        for _ in range(20):
            assert browser.get("/orders/").status_code == 503
        monkeypatch.setattr(quiet, "_said_at", float("-inf"))
        browser.get("/orders/")
    lines = [each.getMessage() for each in caplog.records]
    assert len(lines) == 2 and "Not told of since: 0" in lines[0] and "Not told of since: 19" in lines[1]
    assert not any(each.exc_info or each.exc_text for each in caplog.records)
    assert "db.example" not in "".join(lines)


def test_our_own_mistake_keeps_its_traceback(caplog):
    said = record("Internal Server Error: %s", "/", exc_info=(KeyError, KeyError("x"), None))
    assert DatabaseAway().filter(said) and said.exc_info


def away(*args, **said):
    raise OperationalError("connection to db.example failed") from psycopg.OperationalError("no server")
