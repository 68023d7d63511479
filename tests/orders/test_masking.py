"""Words for who may not see the applicant: nothing in them that a reveal would show (X12)."""

import pytest

from dispatch.orders.cards import public_card
from dispatch.orders.masking import masked_words
from dispatch.orders.models import Order


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("我是陈奶奶,住西山脚下老屋", "我是陈**,住****"),
        ("陈奶奶电话109 0000 0001", "陈**电话109****0001"),
        ("街上开店", "街上开店"),
        ("", ""),
    ],
)
def test_the_applicants_own_name_and_address_are_hidden_wherever_they_stand(place, words, shown):
    assert masked_words(place(address="西山脚下老屋"), words) == shown


def test_the_card_before_the_claim_names_nobody(place):
    order = place(address="西山脚下老屋", wish="我是陈奶奶,西山脚下老屋漏雨")
    card = public_card(Order.objects.with_card_facts().get(pk=order.pk))
    assert "陈奶奶" not in card.title + card.words and "老屋" not in card.title + card.words
