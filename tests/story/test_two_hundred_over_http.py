"""Two hundred phones and one order, through the whole product: HTTP, sign-in, action, database."""

import http.client
import json
from collections import Counter
from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from agents.sign_in.tokens import issue_token
from dispatch.orders.models import Assignment, OrderEvent
from tests.cast import make_agent
from tests.realtime.servers import daphne_in_a_thread
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE_SECONDS = 60


def claim(port: int, token: str, order_id: str) -> tuple[int, dict]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
    connection.request(
        "POST", f"/api/v1/orders/{order_id}/claim", headers={"Authorization": f"Bearer {token}"}
    )
    answer = connection.getresponse()
    body = json.loads(answer.read())
    connection.close()
    return answer.status, body


def test_one_is_told_200_and_199_are_told_409(cast, place):
    now = timezone.now()
    agents = [make_agent(cast.west, f"{n}号代办", f"+861090000{3000 + n}", at=now) for n in range(200)]
    tokens = [issue_token(agent.user, now) for agent in agents]
    order = place(at=now - timedelta(seconds=1))
    port = daphne_in_a_thread()
    answers = at_once([partial(claim, port, token, str(order.pk)) for token in tokens])
    assert not [answer for answer in answers if isinstance(answer, Exception)]
    assert Counter(status for status, _ in answers) == {200: 1, 409: 199}
    winner = Assignment.objects.get(order=order).agent
    lost = [body for status, body in answers if status == 409]
    assert {body["code"] for body in lost} == {"order_already_claimed"}
    assert {body["facts"]["winner"] for body in lost} == {winner.name}
    assert OrderEvent.objects.filter(order=order, kind="claimed").count() == 1
