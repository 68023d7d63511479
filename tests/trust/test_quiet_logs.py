"""The reader of all logs reads (S23)."""

import logging

import pytest
from django.test import Client

from tests.pages.clock import browser_of
from tests.quiet_logs import Reader

logger = logging.getLogger("tests.trust")


@pytest.mark.parametrize(
    "line",
    [
        "called 13800138000",
        "to +8610900000001 at last",
        "card 431127195001011234",
        "card 43112719500101123X.",
        "Authorization: Bearer abcdefghijklmnop",
        "GET /f/0123456789abcdef0123456789abcdef/",
        "cookie session=abcdefghijklmnopqrstuvwxyz012345",
        "one line\nand a forged one",
    ],
)
def test_it_finds(line):
    reader = Reader()
    reader.emit(logging.makeLogRecord({"name": "x", "msg": line}))
    assert len(reader.found) == 1


@pytest.mark.parametrize(
    "line",
    [
        "order 0193b0a1-1380-4138-8000-13800138000a",
        "after 1.13800138000 s",
        "1763600000.12345",
        "138****8000",
    ],
)
def test_it_finds_nothing_in(line):
    reader = Reader()
    reader.emit(logging.makeLogRecord({"name": "x", "msg": line}))
    assert reader.found == []


def test_it_finds_a_code_that_was_sent():
    reader = Reader()
    reader.hears_of_code(None, code="482913")
    reader.emit(logging.makeLogRecord({"name": "x", "msg": "the code is 482913"}))
    assert len(reader.found) == 1


ODD = ["/nowhere%0d%0aINFO%20forged/", "/%1b[31mred/", "/?q=%0d%0aforged", "/orders/%E2%80%A8x/"]


@pytest.mark.parametrize("path", ODD)
def test_an_address_with_line_breaks_forges_no_line(cast, caplog, path):
    caplog.set_level(logging.DEBUG)
    headers = {"User-Agent": "a\tb", "Referer": "http://testserver/x", "X-Forwarded-For": "1.2.3.4"}
    for client in (Client(), browser_of(cast.chen)):
        client.get(path, headers=headers)
        client.post(path)
    assert [
        record.getMessage() for record in caplog.records if any(c in record.getMessage() for c in "\r\n\x1b")
    ] == []


def test_a_failing_page_says_no_words_of_the_form(cast, monkeypatch, caplog):
    def broken(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("frontend.citizen.ask.render", broken)
    client = Client(raise_request_exception=False, headers={"accept-language": "en"})
    assert client.post("/ask/", {"wish": "13800138000", "applicant_phone": "10900000001"}).status_code == 500
    assert "13800138000" not in caplog.text and "10900000001" not in caplog.text
