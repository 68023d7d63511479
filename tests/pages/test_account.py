"""The way in and out: a phone code in two pages, a password for officers, no way to lead anybody elsewhere."""

import pytest
from django.urls import reverse

from agents.models import User

PHONE = "109 0000 0001"


def ask_for_code(browser, **said):
    return browser.post(reverse("account:sign_in"), {"phone": PHONE, **said})


def enter(browser, code):
    return browser.post(reverse("account:code"), {"code": code})


def test_a_citizen_comes_in_by_a_code(visitor, cast, codes):
    assert ask_for_code(visitor).url == reverse("account:code")
    assert enter(visitor, codes[-1]).url == reverse("citizen:home")
    assert visitor.get(reverse("citizen:me")).context["user"] == cast.chen


def test_a_new_number_becomes_a_citizen(visitor, codes):
    ask_for_code(visitor, phone="10900000099")
    before = User.objects.count()
    enter(visitor, codes[-1])
    assert User.objects.count() == before + 1


def test_the_code_page_says_to_which_number_and_where_to_look_in_a_demo(visitor, codes, settings):
    settings.DEMO = True
    ask_for_code(visitor)
    page = visitor.get(reverse("account:code")).content.decode()
    assert PHONE in page
    assert "/demo/inbox/" in page


def test_without_demo_nothing_points_to_the_inbox(visitor, codes, settings):
    ask_for_code(visitor)
    settings.DEMO = False
    assert "/demo/inbox/" not in visitor.get(reverse("account:code")).content.decode()


@pytest.mark.parametrize(
    ("phone", "sentence"),
    [
        ("", "Please fill this in."),
        ("0746-2210000", "This is a landline."),
        ("+44 7911 123456", "Only mobile numbers of mainland China"),
        ("12345", "This is not a mobile number."),
        ("\x00\ud83d\ude00", "This is not a mobile number."),
        ("1" * 10_000, "This is not a mobile number."),
    ],
)
def test_a_number_that_cannot_be_is_refused_in_words_and_kept(visitor, codes, phone, sentence):
    phone = phone.encode("utf-16", "surrogatepass").decode("utf-16")
    answer = ask_for_code(visitor, phone=phone)
    assert answer.status_code == 422
    # Once in the summary, once at the field.
    assert answer.content.decode().count(sentence) == 2
    assert answer.context["phone"] == phone
    assert not codes


def test_a_wrong_code_says_so_and_the_right_one_still_works(visitor, codes):
    ask_for_code(visitor)
    wrong = "000000" if codes[-1] != "000000" else "111111"
    answer = enter(visitor, wrong)
    assert answer.status_code == 422
    assert "This code is wrong" in answer.content.decode()
    assert enter(visitor, codes[-1]).status_code == 302


def test_a_used_code_is_dead(visitor, as_user, cast, codes):
    ask_for_code(visitor)
    code = codes[-1]
    enter(visitor, code)
    # The entry is over; the page begins anew.
    assert enter(visitor, code).url == reverse("account:sign_in")


def test_asking_again_at_once_waits(visitor, codes):
    ask_for_code(visitor)
    answer = visitor.post(reverse("account:code_again"))
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 60
    assert "Too many codes" in answer.content.decode()
    assert len(codes) == 1


def test_the_number_typed_again_leads_to_the_code_that_was_sent(visitor, codes):
    ask_for_code(visitor)
    assert ask_for_code(visitor).url == reverse("account:code")
    assert len(codes) == 1


def test_whoever_came_from_a_page_goes_back_there(visitor, codes):
    wanted = reverse("citizen:orders")
    sent = visitor.get(wanted)
    assert sent.url == f"{reverse('account:sign_in')}?next=%2Forders%2F"
    ask_for_code(visitor, next=wanted)
    assert enter(visitor, codes[-1]).url == wanted


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:x"]
)
def test_nobody_is_led_elsewhere(visitor, codes, elsewhere):
    ask_for_code(visitor, next=elsewhere)
    assert enter(visitor, codes[-1]).url == reverse("citizen:home")


def test_an_officer_comes_in_by_password_and_not_by_phone(visitor, cast):
    answer = visitor.post(
        reverse("account:password"),
        {"username": "li", "password": "li-Mountain-2026", "next": reverse("citizen:me")},
    )
    assert answer.url == reverse("citizen:me")


def test_a_wrong_password_keeps_the_name_and_never_the_password(visitor, cast):
    answer = visitor.post(reverse("account:password"), {"username": "li", "password": "open-sesame"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'value="li"' in page
    assert "open-sesame" not in page


def test_signing_out_needs_a_button(as_user, cast):
    browser = as_user(cast.chen)
    assert browser.get(reverse("account:sign_out")).status_code == 405
    answer = browser.post(reverse("account:sign_out"))
    assert answer["Clear-Site-Data"] == '"storage"'
    assert browser.get(reverse("citizen:me")).status_code == 302


def test_the_language_is_chosen_by_the_browser_and_chinese_where_unclear(cast, client):
    def lang(header):
        return client.get("/", headers={"accept-language": header}).content.decode().split('lang="', 1)[1][:2]

    assert [lang("en-GB"), lang("zh-TW"), lang("fr"), lang("")] == ["en", "zh", "zh", "zh"]


def test_the_language_switch_is_remembered(visitor, cast):
    answer = visitor.post(reverse("account:language"), {"language": "zh-hans", "next": "/items/"})
    assert answer.url == "/items/"
    assert '<html lang="zh-CN"' in visitor.get("/").content.decode()


def test_a_signed_in_person_keeps_language_and_text_size(as_user, cast):
    browser = as_user(cast.chen)
    browser.post(reverse("account:language"), {"language": "en"})
    browser.post(reverse("account:text_size"), {"size": "large"})
    cast.chen.refresh_from_db()
    assert (cast.chen.language, cast.chen.large_text) == ("en", True)


def test_large_text_is_remembered(visitor):
    visitor.post(reverse("account:text_size"), {"size": "large", "next": "/"})
    assert 'data-text="large"' in visitor.get("/").content.decode()
    visitor.post(reverse("account:text_size"), {"size": "normal", "next": "/"})
    assert 'data-text="large"' not in visitor.get("/").content.decode()


@pytest.mark.parametrize(("name", "field"), [("language", "language"), ("text_size", "size")])
def test_what_is_no_choice_is_refused(visitor, name, field):
    answer = visitor.post(reverse(f"account:{name}"), {field: "klingon"})
    assert answer.status_code == 422
    assert "Please choose one of the options." in answer.content.decode()


def test_the_privacy_page_says_what_is_kept(visitor):
    assert "Who sees it" in visitor.get(reverse("account:privacy")).content.decode()


def test_pages_of_a_person_are_not_kept_anywhere(as_user, cast):
    assert as_user(cast.chen).get(reverse("citizen:me"))["Cache-Control"] == "private, no-store"


def test_what_is_typed_lies_sealed_in_the_session(visitor, codes):
    ask_for_code(visitor)
    assert PHONE not in str(dict(visitor.session))
