"""WeChat and DingTalk, by thin clients of our own: one access token for many messages, renewed when it must be."""

import pytest

from realtime.channels.access_tokens import AccessTokens, Issued
from realtime.channels.base import Misconfigured, TryLater, Undeliverable
from realtime.channels.dingtalk import DingTalk
from realtime.channels.wechat import WeChat
from tests.channels.conftest import device_id, parcel
from tests.standins import Fault

WECHAT, DINGTALK = WeChat(), DingTalk()


def test_wechat_fills_the_accounts_own_template(wechat, settings):
    settings.PUBLIC_URL = "https://dispatch.example.invalid"
    sent = parcel("openid", kind="wechat")
    WECHAT.send(sent)
    (message,) = wechat.received
    assert (message.to, message.key) == ("openid", sent.delivery_id.hex)
    assert message.body == {"thing1": "我要办老年优待证", "thing2": "西山村"}
    assert message.more == {"template": "T1", "page": "https://dispatch.example.invalid/agent/orders/1/"}


def test_wechat_cuts_what_its_fields_do_not_hold(wechat):
    WECHAT.send(parcel("openid", kind="wechat", variables={"title": "长" * 30, "village": "西山村"}))
    assert wechat.received[0].body["thing1"] == "长" * 20


def test_a_template_that_asks_for_more_than_there_is_is_set_aside(wechat):
    with pytest.raises(Undeliverable, match="asks for village"):
        WECHAT.send(parcel("openid", kind="wechat", variables={"title": "x"}))
    assert wechat.received == []


def test_who_has_not_subscribed_is_not_written_to_again(wechat):
    wechat.refusing = {"openid"}
    with pytest.raises(Undeliverable, match="not subscribed") as met:
        WECHAT.send(parcel("openid", kind="wechat"))
    assert met.value.gone == ()


@pytest.mark.parametrize(("channel", "name"), [(WECHAT, "wechat"), (DINGTALK, "dingtalk")])
class TestBoth:
    @pytest.fixture
    def platform(self, name, request):
        return request.getfixturevalue(name)

    def test_one_token_serves_many_messages(self, channel, name, platform):
        for _ in range(3):
            channel.send(parcel("id", kind=name))
        assert len(platform.received) == 3 and platform.tokens_issued == 1

    def test_a_token_withdrawn_before_its_time_is_fetched_anew(self, channel, name, platform):
        channel.send(parcel("id", kind=name))
        platform.expire()
        channel.send(parcel("id", kind=name))
        assert len(platform.received) == 2 and platform.tokens_issued == 2

    def test_a_wrong_secret_is_the_countys_matter(self, channel, name, platform, settings):
        setting = "WECHAT_SECRET" if name == "wechat" else "DINGTALK_APP_SECRET"
        setattr(settings, setting, "wrong")
        with pytest.raises(Misconfigured):
            channel.send(parcel("id", kind=name))

    def test_a_missing_setting_is_named(self, channel, name, platform, settings):
        setting = "WECHAT_SECRET" if name == "wechat" else "DINGTALK_APP_SECRET"
        setattr(settings, setting, "")
        with pytest.raises(Misconfigured, match=setting):
            channel.send(parcel("id", kind=name))

    @pytest.mark.parametrize("fault", [Fault(status=500), Fault(code="-1"), Fault(cut=True)])
    def test_a_platform_that_is_away_is_asked_again_later(self, channel, name, platform, fault):
        platform.faults.put(fault)
        with pytest.raises(TryLater) as met:
            channel.send(parcel("id", kind=name))
        assert not isinstance(met.value, Misconfigured)

    def test_an_id_of_another_account_is_removed(self, channel, name, platform):
        platform.faults.put(Fault(code="40003" if name == "wechat" else "33012"))
        with pytest.raises(Undeliverable) as met:
            channel.send(parcel("id", kind=name))
        assert met.value.gone == (device_id("id"),)

    def test_what_it_does_not_know_is_set_aside_with_its_number(self, channel, name, platform):
        platform.faults.put(Fault(code="47003"))
        with pytest.raises(Undeliverable, match="47003"):
            channel.send(parcel("id", kind=name))


def test_dingtalk_shows_a_card_with_a_button(dingtalk, settings):
    settings.PUBLIC_URL = "https://dispatch.example.invalid"
    sent = parcel("user-1", kind="dingtalk", language="en")
    assert DINGTALK.send(sent).reference == "1"
    card = dingtalk.received[0].body["action_card"]
    assert card["markdown"] == sent.text and card["single_url"].endswith("/agent/orders/1/")
    assert card["single_title"] == "Open the page"


def test_dingtalk_shows_words_alone_where_the_site_has_no_public_address(dingtalk):
    DINGTALK.send(parcel("user-1", kind="dingtalk"))
    assert dingtalk.received[0].body["msgtype"] == "text"


def test_a_token_is_renewed_before_it_ends():
    tokens, issued = AccessTokens(), iter(["one", "two"])

    def fetch() -> Issued:
        return Issued(next(issued), 299.0)

    assert [tokens.get("a", fetch), tokens.get("a", fetch)] == ["one", "two"]


def test_a_newer_token_of_another_thread_stays():
    tokens = AccessTokens()
    tokens.get("a", lambda: Issued("new", 7200))
    tokens.forget("a", "old")
    assert tokens.get("a", lambda: Issued("newer", 7200)) == "new"
