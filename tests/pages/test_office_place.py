"""代为登记 in the office: what a caller or a visitor says is written down for them."""

from uuid import uuid4

import pytest
from django.urls import reverse

from dispatch.orders.models import Order
from tests.pages.clock import text

pytestmark = pytest.mark.usefixtures("nine_o_clock")
PLACE = "/office/ask/"


@pytest.fixture
def said(cast):
    return {
        "id": str(uuid4()),
        "channel": "phone",
        "wish": "低保是不是停了",
        "village_code": cast.west.village_id,
        "for_whom": "other",
        "applicant_name": "陈奶奶",
        "applicant_phone": "10900000001",
        "care_marks": ["old"],
        "home_visit": "1",
    }


def test_a_request_is_written_down_for_a_caller(cast, said, li_looks):
    order_url = li_looks.post(PLACE, said).url
    order = Order.objects.get()
    assert order_url == reverse("office:order", args=[order.pk])
    assert (order.channel, order.filed_by_officer, order.citizen, order.for_self) == (
        "phone",
        cast.li,
        None,
        False,
    )
    assert (order.care_marks, order.home_visit, order.grid) == (["old"], True, cast.west)


def test_sent_twice_it_is_one_order(said, li_looks):
    assert li_looks.post(PLACE, said).url == li_looks.post(PLACE, said).url
    assert Order.objects.count() == 1


def test_without_a_village_the_desk_names_the_grid(said, li_looks):
    assert li_looks.post(PLACE, {**said, "village_code": ""}).status_code == 302
    assert Order.objects.get().grid is None


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"wish": ""}, "wish"),
        ({"wish": "办" * 10_000}, "wish"),
        ({"applicant_phone": "0746-2210000"}, "applicant_phone"),
        ({"applicant_phone": "+1 202 555 0100"}, "applicant_phone"),
        ({"applicant_name": "\x00"}, "applicant_name"),
        ({"village_code": "431127999999"}, "village_code"),
        ({"care_marks": ["rich"]}, "care_marks"),
    ],
)
def test_bad_input_is_answered_at_its_field_and_kept(said, li_looks, wrong, field):
    answer = li_looks.post(PLACE, {**said, **wrong})
    assert answer.status_code == 422 and field in answer.context["problems"]
    assert "陈奶奶" in text(answer) or field == "applicant_name"
    assert f'href="#{field}"' in text(answer) and not Order.objects.exists()
