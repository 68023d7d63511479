"""A county writes down who speaks in which order; what it does not write down has its default."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from realtime.planning.occasions import Occasion, occasion_of
from realtime.planning.planning import planned
from realtime.planning.quiet_hours import after_quiet
from realtime.planning.turns import DEFAULT_PLANS, PlanFault, Turn, parse_plans
from realtime.words.kinds import KINDS
from tests.conftest import NINE

SHANGHAI = ZoneInfo("Asia/Shanghai")
SECOND = timedelta(seconds=1)


def at_once(channel, due_at):
    return due_at


def plan(turns, *configured, occasion=Occasion.TASK):
    deliveries = planned(turns, occasion, at=NINE, configured=configured, not_before=at_once)
    return [(each.channel, each.turn, (each.due_at - NINE).seconds) for each in deliveries]


def test_the_next_turn_waits_its_time():
    turns = [Turn(("sms",), 30), Turn(("fcm", "webpush"), 60), Turn(("wechat",))]
    assert plan(turns, "sms", "fcm", "webpush", "wechat") == [
        ("sms", 0, 0),
        ("fcm", 1, 30),
        ("webpush", 1, 30),
        ("wechat", 2, 90),
    ]


def test_a_turn_whose_channels_the_county_does_not_have_passes_at_once():
    turns = [Turn(("sms",), 30), Turn(("fcm",), 60), Turn(("wechat",))]
    assert plan(turns, "fcm", "wechat") == [("fcm", 0, 0), ("wechat", 1, 60)]


@pytest.mark.parametrize(
    ("configured", "expected"),
    [
        (("inbox", "console"), ["inbox"]),
        (("console",), ["console"]),
        (("sms", "console"), ["sms"]),
        (("sms", "inbox", "console"), ["inbox", "sms"]),
    ],
)
def test_what_goes_to_many_is_no_flood_in_the_log(configured, expected):
    turns = DEFAULT_PLANS[Occasion.OFFER]
    assert [channel for channel, _, _ in plan(turns, *configured, occasion=Occasion.OFFER)] == expected


def test_sms_is_whoever_brings_it_first():
    assert plan([Turn(("sms",), 30), Turn(("fcm",))], "fcm", "sms_tencent", "sms_aliyun") == [
        ("sms_tencent", 0, 0),
        ("fcm", 1, 30),
    ]


def test_every_occasion_has_a_plan_and_every_kind_an_occasion():
    assert set(parse_plans({})) == set(Occasion)
    assert {occasion_of(kind) for kind in KINDS} == set(Occasion)


def test_a_county_changes_one_occasion_and_keeps_the_others():
    plans = parse_plans({"offer": [{"channels": ["wechat"], "wait_seconds": 5}]})
    assert plans[Occasion.OFFER] == [Turn(("wechat",), 5)]
    assert plans[Occasion.TASK] == DEFAULT_PLANS[Occasion.TASK]


@pytest.mark.parametrize(
    "raw",
    [
        [],
        {"lunch": []},
        {"offer": []},
        {"offer": [{"channels": []}]},
        {"offer": [{"channels": "sms"}]},
        {"offer": [{"channels": ["sms"], "wait_seconds": -1}]},
        {"offer": [{"channels": ["sms"], "wait_seconds": True}]},
        {"offer": [{"channels": ["sms"], "wait": 1}]},
        {"offer": [{"channels": ["sms"]}, {"channels": ["sms"]}]},
        {"offer": [{"channels": [f"c{n}"]} for n in range(7)]},
    ],
)
def test_what_is_no_plan_is_refused_in_words(raw):
    with pytest.raises(PlanFault, match=r"\."):
        parse_plans(raw)


@pytest.mark.parametrize(
    ("local", "expected"),
    [
        ("2026-11-20T21:59", "2026-11-20T21:59"),
        ("2026-11-20T22:00", "2026-11-21T07:00"),
        ("2026-11-21T03:00", "2026-11-21T07:00"),
        ("2026-11-21T07:00", "2026-11-21T07:00"),
    ],
)
def test_quiet_hours_run_over_midnight(local, expected):
    at = datetime.fromisoformat(local).replace(tzinfo=SHANGHAI).astimezone(UTC)
    speaks = after_quiet(at, quiet_from=time(22), quiet_until=time(7), zone=SHANGHAI)
    assert speaks == datetime.fromisoformat(expected).replace(tzinfo=SHANGHAI)


def test_quiet_hours_may_lie_within_a_day():
    speaks = after_quiet(NINE, quiet_from=time(8), quiet_until=time(14), zone=SHANGHAI)
    assert speaks == NINE + timedelta(hours=5)
    assert after_quiet(NINE, quiet_from=time(10), quiet_until=time(14), zone=SHANGHAI) == NINE


def test_a_county_without_quiet_hours_is_told_at_once():
    assert after_quiet(NINE, quiet_from=None, quiet_until=None, zone=SHANGHAI) == NINE
