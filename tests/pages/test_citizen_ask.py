"""The form of a request: placed once however often it is sent, and nothing that was typed is lost."""

from uuid import uuid4

import pytest
from django.urls import reverse

from agents.models import Consent
from dispatch.orders.models import Order
from frontend.citizen.sending import kept_asked
from tests.cast import WEST_SQUARE

ASK = "/ask/"


def test_a_signed_in_citizen_places_a_request(as_user, cast, asked):
    form = asked(item_code=cast.card.code, care_marks=["old", "sick"], home_visit="1", preferred_time="上午")
    answer = as_user(cast.chen).post(ASK, form)
    order = Order.objects.get()
    assert answer.url == reverse("citizen:order", args=[order.pk])
    assert (str(order.pk), order.citizen, order.item, order.grid) == (
        form["id"],
        cast.chen,
        cast.card,
        cast.west,
    )
    assert (order.care_marks, order.home_visit, order.preferred_time) == (["old", "sick"], True, "上午")
    assert (order.applicant_name, order.address, order.for_self) == ("陈奶奶", "三组 12 号", True)


def test_whoever_sends_agrees_to_the_words_of_that_day_once(as_user, cast, asked):
    browser = as_user(cast.chen)
    assert "By sending it you agree to that." in browser.get(ASK).content.decode()
    for _ in range(2):
        browser.post(ASK, asked())
    assert Consent.objects.get().user == cast.chen


def test_sending_twice_is_sending_once(as_user, cast, asked):
    browser, form = as_user(cast.chen), asked()
    assert browser.post(ASK, form).url == browser.post(ASK, form).url
    assert Order.objects.count() == 1


def test_the_same_id_with_other_words_is_asked_about_and_can_be_sent_as_another(as_user, cast, asked):
    browser, form = as_user(cast.chen), asked()
    browser.post(ASK, form)
    answer = browser.post(ASK, {**form, "wish": "还想问低保"})
    assert answer.status_code == 422
    assert "A different request was already sent under this id." in answer.content.decode()
    fresh = answer.context["asked"]
    assert (fresh.wish, fresh.id != form["id"]) == ("还想问低保", True)
    browser.post(ASK, {**form, "wish": "还想问低保", "id": fresh.id})
    assert Order.objects.count() == 2


def test_who_is_not_signed_in_proves_the_phone_and_the_request_goes_off(visitor, cast, asked, codes):
    form = asked()
    assert visitor.post(ASK, form).url == reverse("account:code")
    assert not Order.objects.exists()
    answer = visitor.post(reverse("account:code"), {"code": codes[-1]})
    order = Order.objects.get()
    assert answer.url == reverse("citizen:order", args=[order.pk])
    assert (str(order.pk), order.citizen) == (form["id"], cast.chen)


def test_a_new_citizen_gets_the_name_that_was_typed(visitor, asked, codes):
    visitor.post(ASK, asked(applicant_phone="10900000098", applicant_name="新来的"))
    visitor.post(reverse("account:code"), {"code": codes[-1]})
    newcomer = Order.objects.get().citizen
    assert newcomer is not None
    assert newcomer.name == "新来的"


def test_for_a_relative_the_own_number_is_proven(visitor, cast, asked, codes):
    form = asked(for_whom="other", applicant_name="李奶奶", applicant_phone="10900000077")
    page = visitor.get(visitor.post(ASK, form).url).content.decode()
    assert form["id"] in page
    visitor.post(reverse("account:sign_in"), {"phone": "10900000002", "send": form["id"]})
    visitor.post(reverse("account:code"), {"code": codes[-1]})
    order = Order.objects.get()
    assert (order.citizen, order.applicant_name, order.for_self) == (cast.bai, "李奶奶", False)


def test_an_abandoned_form_is_not_sent_by_a_later_sign_in(visitor, asked, codes):
    visitor.post(ASK, asked(for_whom="other"))
    visitor.post(reverse("account:sign_in"), {"phone": "10900000002"})
    assert visitor.post(reverse("account:code"), {"code": codes[-1]}).url == reverse("citizen:home")
    assert not Order.objects.exists()


def test_going_back_from_the_code_shows_what_was_typed(visitor, asked, codes):
    form = asked(wish="给我妈办老年证", preferred_time="赶集那天不行")
    visitor.post(ASK, form)
    page = visitor.get(f"{ASK}?draft=1").content.decode()
    assert all(words in page for words in (form["wish"], form["preferred_time"], form["address"], form["id"]))


def test_what_waits_for_the_code_lies_sealed_in_the_session(visitor, asked, codes):
    form = asked()
    visitor.post(ASK, form)
    kept = str(dict(visitor.session))
    assert not any(form[name] in kept for name in ("wish", "applicant_name", "applicant_phone", "address"))


@pytest.mark.parametrize(
    ("said", "field", "sentence"),
    [
        ({"wish": ""}, "wish", "Please fill this in."),
        ({"wish": " \n\t "}, "wish", "Please fill this in."),
        ({"wish": "\x00"}, "wish", "Please fill this in."),
        ({"wish": "屋" * 10_000}, "wish", "Too long: at most 1000 characters, these are 10000."),
        ({"village_code": "431127999999"}, "village_code", "This village is not in the county."),
        ({"village_code": "\x00"}, "village_code", "This village is not in the county."),
        ({"village_code": "", "address": ""}, "village_code", "Please fill this in."),
        ({"item_code": "NOPE"}, "item_code", "This item is not offered."),
        ({"item_code": "\x00LS\ud800"}, "item_code", "This item is not offered."),
        ({"address": "路" * 201}, "address", "Too long: at most 200 characters"),
        ({"applicant_name": ""}, "applicant_name", "Please fill this in."),
        ({"applicant_phone": "0746-2210000"}, "applicant_phone", "This is a landline."),
        ({"applicant_phone": "+1 202 555 0101"}, "applicant_phone", "Only mobile numbers of mainland China"),
        ({"applicant_phone": "绿色"}, "applicant_phone", "This is not a mobile number."),
        ({"care_marks": ["old", "rich"]}, "care_marks", "Please choose one of the options."),
        ({"preferred_time": "早" * 101}, "preferred_time", "Too long: at most 100 characters"),
    ],
)
@pytest.mark.parametrize("is_signed_in", [True, False])
def test_bad_input_is_refused_in_words_and_everything_typed_is_kept(
    as_user, visitor, cast, asked, codes, said, field, sentence, is_signed_in
):
    form = asked(**said)
    browser = as_user(cast.chen) if is_signed_in else visitor
    answer = browser.post(ASK, _sendable(form))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert sentence in answer.context["problems"][field][0]
    # The same words in the summary, as a link to the field, and at the field.
    assert page.count(sentence) == 2
    assert f'href="#{field}"' in page
    assert f'id="{field}"' in page
    kept = answer.context["asked"].as_dict()
    assert all(kept[name] == value for name, value in _sendable(form).items())
    assert not Order.objects.exists()
    assert not codes


def test_all_faults_are_told_at_once(as_user, cast, asked):
    form = asked(wish="", applicant_name="", applicant_phone="1", village_code="000000000000")
    problems = as_user(cast.chen).post(ASK, form).context["problems"]
    assert set(problems) == {"wish", "applicant_name", "applicant_phone", "village_code"}


def test_emoji_and_rare_characters_are_kept(as_user, cast, asked):
    as_user(cast.chen).post(ASK, asked(wish="𠮷家屋顶漏雨😢", applicant_name="㛃奶奶"))
    order = Order.objects.get()
    assert (order.wish, order.applicant_name) == ("𠮷家屋顶漏雨😢", "㛃奶奶")


def test_markup_stays_text(as_user, cast, asked):
    browser = as_user(cast.chen)
    answer = browser.post(ASK, asked(wish="<img src=x onerror=alert(1)>", applicant_name="<b>"), follow=True)
    page = answer.content.decode()
    assert "<img src=x" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page


def test_a_form_whose_id_cannot_be_read_is_placed_all_the_same(as_user, cast, asked):
    assert as_user(cast.chen).post(ASK, asked(id="x' or 1=1")).status_code == 302
    assert Order.objects.count() == 1


def test_a_point_is_enough_to_say_where(as_user, cast, asked):
    lng, lat = WEST_SQUARE[0][0] + 0.05, WEST_SQUARE[0][1] + 0.05
    answer = as_user(cast.chen).post(ASK, asked(village_code="", address="", lat=str(lat), lng=str(lng)))
    assert answer.status_code == 302
    assert Order.objects.get().point == f"{lat:.6f},{lng:.6f}"


def test_another_county_s_item_is_not_offered(as_user, cast, asked):
    assert as_user(cast.chen).post(ASK, asked(item_code="LS999")).status_code == 422


def test_extra_fields_change_nothing(as_user, cast, asked):
    form = asked(
        state="completed", agent=cast.wei.pk, grid=cast.east.pk, points="99", channel="counter", placed_at="x"
    )
    as_user(cast.chen).post(ASK, form)
    order = Order.objects.get()
    assert (order.state, order.agent, order.grid, order.channel) == ("open", None, cast.west, "web")


def test_looking_at_the_form_changes_nothing(as_user, cast):
    before = Order.objects.count()
    assert as_user(cast.chen).get(f"{ASK}?item={cast.card.code}&wish=x").status_code == 200
    assert Order.objects.count() == before


def test_the_form_knows_the_person_and_where_it_was_last_time(as_user, cast, asked):
    browser = as_user(cast.chen)
    browser.post(ASK, asked())
    said = browser.get(f"{ASK}?item={cast.card.code}").context["asked"]
    assert (said.applicant_name, said.applicant_phone) == ("陈奶奶", "10900000001")
    assert (said.village_code, said.address, said.item_code) == (
        cast.west.village_id,
        "三组 12 号",
        cast.card.code,
    )


def test_for_a_relative_the_own_name_is_not_filled_in(as_user, cast):
    said = as_user(cast.chen).get(f"{ASK}?for=other").context["asked"]
    assert (said.for_self, said.applicant_name, said.applicant_phone) == (False, "", "")


def test_each_form_brings_its_own_id(visitor):
    ids = {visitor.get(ASK).context["asked"].id for _ in range(2)}
    assert len(ids) == 2


def test_a_sent_request_leaves_no_draft_behind(visitor, asked, codes):
    visitor.post(ASK, asked())
    visitor.post(reverse("account:code"), {"code": codes[-1]})
    assert "asking" not in visitor.session


def test_a_draft_that_cannot_be_opened_is_no_draft(visitor, asked, codes, rf):
    request = rf.get(ASK)
    request.session = {"asking": "k1.bm9uc2Vuc2U="}
    assert kept_asked(request) is None


def test_reading_the_form_takes_few_statements(as_user, cast, asked, django_assert_num_queries):
    browser = as_user(cast.chen)
    browser.post(ASK, asked(id=str(uuid4())))
    browser.get(f"{ASK}?item={cast.card.code}")
    # Session, person with the county, the last order, the item, the villages.
    with django_assert_num_queries(5):
        browser.get(f"{ASK}?item={cast.card.code}")


def _sendable(form):
    """A browser sends no lone surrogates: it puts the replacement character there."""
    clean = lambda text: text.encode("utf-8", "replace").decode()  # noqa: E731
    return {
        name: [clean(each) for each in value] if isinstance(value, list) else clean(value)
        for name, value in form.items()
    }
