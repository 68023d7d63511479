"""A county with one of everything that an address can name, so that a door is tried with what exists."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from agents.endpoints import register_endpoint
from agents.models import Officer
from agents.roster.importing import preview_roster
from dispatch.announcements.actions import Draft, announce
from dispatch.casework.photos.actions import add_photo
from dispatch.casework.portraits.actions import set_portrait
from dispatch.orders.actions import claim_order, complete_order, rate_order, start_order
from dispatch.orders.links.issue import issue_follow_link, issue_rating_link
from dispatch.orders.links.tokens import token_of
from dispatch.orders.models import Order
from dispatch.oversight.followups.models import FollowUp
from points.appeals.appealing import appeal_rating
from points.holds.opening import open_hold
from points.models import PointsRule, Subsidy
from tests.casework.pictures import jpeg
from tests.cast import Cast, make_officer
from tests.conftest import NINE
from tests.office.workbooks import roster

PHOTO_ID = UUID("00000000-0000-4000-8000-00000000f070")
# What only those may read who may see the applicant of the carried order.
NAME, PHONE, HOUSE = "陈奶奶", "10900000001", "西山村3组12号"
WISH = f"屋里漏雨,打我儿子电话{PHONE},身份证431127195001011234"
SECRETS = {"name": NAME, "phone": PHONE, "house": HOUSE, "id_number": "431127195001011234"}


@dataclass
class World:
    """``order`` is carried by Wei and has a photo; ``done`` is completed, rated badly, on hold and appealed."""

    order: Order
    done: Order
    values: dict[str, Any]


def build_world(cast: Cast, place: Any) -> World:
    order = claim_order(asked(place, cast).pk, agent=cast.wei, at=NINE)
    add_photo(order.pk, photo_id=PHOTO_ID, content=jpeg(), by=cast.wei, at=NINE)
    done = finished(asked(place, cast, at=NINE - timedelta(hours=2)), cast)
    rate_order(done.pk, by=cast.chen, grade="unsatisfied", words="慢", at=NINE)
    # Another manager's, so that the manager of the walk may rule on it.
    wang = make_officer(cast.county, "王主任", "wang", Officer.Role.COUNTY_MANAGER, at=NINE)
    hold = open_hold(done.pk, by=wang, words="要核对", at=NINE)
    appeal = appeal_rating(done.pk, agent=cast.wei, words="路断了", at=NINE)
    granted = Subsidy.objects.create(
        county=cast.county,
        agent=cast.wei,
        kind="transport",
        month="2026-11",
        yuan=10,
        reason="车费",
        granted_by=cast.li,
        granted_at=NINE,
    )
    plan = preview_roster(roster(), file_name="花名册.xlsx", by=cast.li, at=NINE)
    waiting = finished(asked(place, cast, at=NINE - timedelta(hours=2)), cast)
    rating_link = issue_rating_link(Order.objects.get(pk=waiting.pk), at=NINE)
    assert rating_link
    set_portrait(cast.wei, jpeg(), by=cast.wei, at=NINE)
    draft = Draft(id=uuid4(), title="停水通知", body="明日停水", from_day=NINE.date())
    told = announce(draft, by=cast.li, at=NINE)
    follow_up, _ = FollowUp.objects.get_or_create(
        order=done,
        defaults={
            "county": cast.county,
            "agent": cast.wei,
            "reason": FollowUp.Reason.DOUBTED,
            "asked_at": NINE,
        },
    )
    PointsRule.objects.create(county=cast.county, version=2, effective_at=NINE + timedelta(days=40))
    endpoint = register_endpoint(cast.wei.user, kind="fcm", value="of-the-carrier", at=NINE)
    values = {
        "order_id": order.pk,
        "photo_id": PHOTO_ID,
        "endpoint_id": endpoint.pk,
        "hold_id": hold.pk,
        "appeal_id": appeal.pk,
        "subsidy_id": granted.pk,
        "agent_id": cast.wei.pk,
        "officer_id": cast.sun.pk,
        "import_id": plan.kept_as,
        "announcement_id": told.pk,
        "follow_up_id": follow_up.pk,
        "version": 2,
        "quarter": "2026Q4",
        "code": cast.permit.code,
        "size": "small",
        "audience": "citizen",
        "kind": "order_offered",
        "language": "en",
        "channel": "sms_gateway",
        "key": "x",
        "follow": token_of(issue_follow_link(order, at=NINE).pk, "follow"),
        "rate": token_of(rating_link.pk, "rate"),
    }
    return World(Order.objects.get(pk=order.pk), done, values)


def finished(order: Order, cast: Cast) -> Order:
    claim_order(order.pk, agent=cast.wei, at=order.placed_at)
    start_order(order.pk, agent=cast.wei, at=order.placed_at)
    complete_order(order.pk, agent=cast.wei, result="办好了", at=NINE - timedelta(hours=1))
    return order


def asked(place: Any, cast: Cast, **said: Any) -> Order:
    placed: Order = place(
        wish=WISH,
        address=HOUSE,
        applicant_name=NAME,
        applicant_phone=PHONE,
        item_code=cast.permit.code,
        **said,
    )
    return placed
