"""E-mail for officers, by Django's own backend to a real server on this machine."""

import pytest

from realtime.channels import CHANNELS
from realtime.channels.base import TryLater, Undeliverable
from tests.channels.conftest import parcel
from tests.standins import Fault

MAIL = CHANNELS["email"]
LI = "li@county.example.invalid"


def test_a_letter_has_words_and_link(mail, settings):
    settings.PUBLIC_URL = "https://dispatch.example.invalid"
    sent = parcel(LI, kind="email")
    MAIL.send(sent)
    (letter,) = mail.received
    assert letter.to == LI and letter.more["subject"] == sent.text
    assert "https://dispatch.example.invalid/agent/orders/1/" in letter.body


def test_both_attempts_are_the_same_letter(mail):
    sent = parcel(LI, kind="email")
    MAIL.send(sent)
    MAIL.send(sent)
    assert len({letter.key for letter in mail.received}) == 1 and len(mail.received) == 2


@pytest.mark.parametrize(("status", "error"), [(450, TryLater), (550, Undeliverable)])
def test_what_the_server_says_is_understood(mail, status, error):
    mail.faults.put(Fault(status=status))
    with pytest.raises(error, match=str(status)):
        MAIL.send(parcel(LI, kind="email"))


def test_a_server_that_is_not_there_is_asked_again_later(mail, settings):
    settings.EMAIL_PORT = 1
    with pytest.raises(TryLater, match="not reachable"):
        MAIL.send(parcel(LI, kind="email"))


def test_a_code_to_sign_in_is_never_in_a_letter(mail):
    with pytest.raises(Undeliverable):
        MAIL.send(parcel(LI, kind="email", is_secret=True))
    assert mail.received == []


def test_words_of_several_lines_make_one_subject(mail):
    MAIL.send(parcel(LI, kind="email", text="one\nBcc: evil@example.invalid"))
    assert mail.received[0].more["subject"] == "one Bcc: evil@example.invalid"
