"""A completed service of Wei's, and a follow-up of it."""

import pytest

from dispatch.oversight.followups.actions import ask_follow_ups
from dispatch.oversight.followups.models import FollowUp
from tests.conftest import NINE
from tests.points.conftest import serve
from tests.settlement.conftest import english, freeze, money

__all__ = ["english", "freeze", "money", "serve"]


@pytest.fixture
def follow_up(serve):
    return asked(serve())


def asked(order):
    ask_follow_ups([order], at=NINE)
    return FollowUp.objects.get(order=order)
