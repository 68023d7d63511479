"""The page of text templates: a county's managers write the words, and what cannot be right is said beside them."""

import pytest
from django.test import Client

from agents.models import County, Officer
from realtime.models import TextTemplate
from realtime.words.kinds import KINDS
from tests.cast import make_officer
from tests.channels.test_failed_page import browser
from tests.conftest import NINE

pytestmark = pytest.mark.django_db
LIST, OFFER = "/office/texts/", "/office/texts/order_offered/zh-hans/"


@pytest.fixture
def li(cast) -> Client:
    return browser(cast.li.user)


@pytest.fixture(autouse=True)
def channels(settings):
    settings.MESSAGE_CHANNELS = ["inbox", "sms_aliyun", "wechat"]


def test_every_kind_is_there_in_both_languages(li):
    page = li.get(LIST).content.decode()
    for kind in KINDS:
        assert f"/office/texts/{kind}/zh-hans/" in page and f"/office/texts/{kind}/en/" in page


def test_a_text_without_a_code_that_is_needed_is_marked(li, settings):
    assert "no code: SMS by Alibaba Cloud, WeChat" in li.get(LIST).content.decode()
    settings.MESSAGE_CHANNELS = ["inbox"]
    assert "no code" not in li.get(LIST).content.decode()


def test_new_words_are_a_new_version_by_this_officer(li, cast):
    said = {"words": "{village}有新工单{number}", "code-sms_aliyun": "SMS_7", "code-wechat": ""}
    answer = li.post(OFFER, said, follow=True)
    assert "Saved as version 1" in answer.content.decode()
    saved = TextTemplate.objects.get()
    assert (saved.words, saved.codes, saved.officer) == (
        "{village}有新工单{number}",
        {"sms_aliyun": "SMS_7"},
        cast.li,
    )
    page = li.get(OFFER).content.decode()
    assert 'value="SMS_7"' in page and "李主任" in page


def test_a_variable_that_is_not_known_is_said_and_what_was_typed_stays(li):
    answer = li.post(OFFER, {"words": "{grandchild}", "code-sms_aliyun": "SMS_7"})
    page = answer.content.decode()
    assert answer.status_code == 422 and "does not know {grandchild}" in page
    assert ">{grandchild}</textarea>" in page and 'value="SMS_7"' in page
    assert not TextTemplate.objects.exists()


def test_a_code_that_is_too_long_is_said(li):
    answer = li.post(OFFER, {"words": "{number}", "code-sms_aliyun": "x" * 301})
    assert answer.status_code == 422 and 'role="alert"' in answer.content.decode()


def test_words_are_shown_as_they_are(li):
    li.post(OFFER, {"words": "<script>alert(1)</script>{number}"})
    assert "<script>alert(1)" not in li.get(LIST).content.decode()


@pytest.mark.parametrize("path", ["gossip/zh-hans/", "order_offered/tlh/"])
def test_what_does_not_exist_is_not_found(li, path):
    assert li.get(LIST + path).status_code == 404


def test_only_the_countys_managers_may(cast, li):
    for user in (cast.sun.user, cast.wei.user, cast.chen):
        for path in (LIST, OFFER):
            assert browser(user).get(path).status_code == 403
        assert browser(user).post(OFFER, {"words": "{number}"}).status_code == 403
    assert Client().get(LIST).status_code == 302
    assert not TextTemplate.objects.exists()


def test_another_countys_words_are_not_seen(cast, li):
    li.post(OFFER, {"words": "蓝山的话{number}"})
    county = County.objects.create(code="431126", name="宁远县", number_prefix="NY")
    foreign = make_officer(county, "外县主任", "fa", Officer.Role.COUNTY_MANAGER, at=NINE)
    assert "蓝山的话" not in browser(foreign.user).get(LIST).content.decode()


def test_the_page_costs_the_same_for_one_text_and_for_many(li, django_assert_max_num_queries):
    for _ in range(12):
        li.post(OFFER, {"words": "{number}"})
    with django_assert_max_num_queries(6):
        li.get(LIST)
