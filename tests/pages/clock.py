"""Doors read ``django.utils.timezone.now``; here it stands where a test puts it. Browsers of people."""

from datetime import datetime
from html import unescape

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from agents.models import User

BACKEND = "agents.sign_in.backend.SessionBackend"
JSON = {"accept": "application/json"}


def stand_at(monkeypatch: pytest.MonkeyPatch, at: datetime) -> None:
    monkeypatch.setattr(timezone, "now", lambda: at)


def browser_of(user: User) -> Client:
    """Signed in, and speaking English."""
    client = Client(headers={"accept-language": "en"})
    client.force_login(user, backend=BACKEND)
    return client


def text(answer: HttpResponse) -> str:
    """The page as it is sent."""
    return answer.content.decode()


def words(answer: HttpResponse) -> str:
    """The page with its characters as they are read: ``&#x27;`` is an apostrophe."""
    return unescape(text(answer))
