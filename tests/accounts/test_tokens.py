"""Tokens of the machine door, sessions of browsers, and duty."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from agents.duty import set_duty
from agents.errors import NotPermitted
from agents.models import AccessToken, Agent, User
from agents.sign_in.session_store import SessionStore
from agents.sign_in.sessions import end_session, session_asks, start_session
from agents.sign_in.tokens import issue_token, revoke_token, user_of_token
from agents.signals import duty_changed, signed_out
from tests.conftest import NINE


@pytest.fixture
def gone():
    news = []

    def note(**said):
        news.append((said["user"], said["session_key"]))

    signed_out.connect(note)
    yield news
    signed_out.disconnect(note)


def test_a_token_says_who_comes(cast):
    assert user_of_token(issue_token(cast.chen, NINE), NINE) == cast.chen


def test_only_a_hash_of_the_token_is_kept(cast):
    token = issue_token(cast.chen, NINE)
    assert len(token) >= 43 and token not in AccessToken.objects.get().token_hash


def test_a_token_lives_thirty_days(cast):
    token = issue_token(cast.chen, NINE)
    assert user_of_token(token, NINE + timedelta(days=30) - timedelta(milliseconds=1)) == cast.chen
    assert user_of_token(token, NINE + timedelta(days=30)) is None


def test_a_revoked_token_is_nobodys(cast, gone):
    token, other = issue_token(cast.chen, NINE), issue_token(cast.chen, NINE)
    revoke_token(token, user=cast.chen, at=NINE)
    revoke_token(token, user=cast.chen, at=NINE)
    assert user_of_token(token, NINE) is None and user_of_token(other, NINE) == cast.chen
    # The person's browsers stay signed in, and so do their sockets.
    assert gone == []


def test_nobody_revokes_the_token_of_another(cast, gone):
    token = issue_token(cast.chen, NINE)
    revoke_token(token, user=cast.bai, at=NINE)
    assert user_of_token(token, NINE) == cast.chen and not gone


def test_a_disabled_user_has_no_token(cast):
    token = issue_token(cast.chen, NINE)
    User.objects.filter(pk=cast.chen.pk).update(is_active=False)
    assert user_of_token(token, NINE) is None


@pytest.mark.parametrize("token", ["", "nonsense", "\ud800", "令牌", "x" * 100_000])
def test_odd_tokens_are_nobodys(cast, token):
    assert user_of_token(token, NINE) is None


def test_a_token_and_its_roles_cost_one_statement(cast, django_assert_num_queries):
    token = issue_token(cast.wei.user, NINE)
    with django_assert_num_queries(1):
        user = user_of_token(token, NINE)
        assert user is not None
        assert user.as_agent == cast.wei and user.agent.grid == cast.west and not user.as_officer


def request_of_a_browser():
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    request.session = SessionStore()
    request.session.create()
    return request


def test_the_key_of_a_session_changes_at_sign_in(cast):
    request = request_of_a_browser()
    before, asked_by = request.session.session_key, session_asks(request)
    start_session(request, cast.chen)
    assert request.session.session_key != before and request.user == cast.chen
    assert session_asks(request) != asked_by


def test_a_session_asks_under_one_random_name(cast):
    request = request_of_a_browser()
    assert session_asks(request) == session_asks(request) != session_asks(request_of_a_browser())


def test_signing_out_leaves_nothing_and_is_told(cast, gone):
    request = request_of_a_browser()
    start_session(request, cast.chen)
    key = request.session.session_key
    end_session(request, at=NINE)
    assert not SessionStore().exists(key) and not request.user.is_authenticated and gone == [(cast.chen, key)]


def test_going_off_duty_is_told_once(cast):
    news = []

    def note(**said):
        news.append((said["agent"], said["agent"].is_on_duty, said["at"]))

    duty_changed.connect(note)
    set_duty(cast.wei, on_duty=False, at=NINE)
    set_duty(cast.wei, on_duty=False, at=NINE)
    duty_changed.disconnect(note)
    assert news == [(cast.wei, False, NINE)]
    assert not Agent.objects.get(pk=cast.wei.pk).is_on_duty


def test_who_left_the_roster_has_no_duty(cast):
    Agent.objects.filter(pk=cast.wei.pk).update(ended_at=NINE)
    with pytest.raises(NotPermitted):
        set_duty(cast.wei, on_duty=True, at=NINE)
