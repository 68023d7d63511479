from django.http import HttpRequest, HttpResponse

from agents import clock
from agents.consent import agree
from agents.errors import NotAChoice
from agents.finding import GivenPoint
from agents.models import Officer, User
from dispatch.orders import actions
from dispatch.orders.actions import NewOrder
from dispatch.orders.care import Mark
from dispatch.orders.models import Order
from frontend.api.auth import dispatcher_of, user_of
from frontend.api.described import problems
from frontend.api.orders.router import router
from frontend.api.orders.seen import as_asker, as_officer, with_told_facts
from frontend.api.orders.versions import answer_told
from frontend.api.schemas.given_orders import NewOrderGiven
from frontend.api.schemas.orders import OrderTold

AT_THE_DESK = {Order.Channel.COUNTER, Order.Channel.PHONE}


@router.post(
    "/orders",
    operation_id="place_order",
    response={201: OrderTold, 200: OrderTold},
    openapi_extra=problems(403, 409),
)
def place_order(request: HttpRequest, new: NewOrderGiven) -> HttpResponse:
    """Place a request: 201 the first time, 200 when the same id with the same body was placed before."""
    by = _filer(request, new)
    at = clock.now()
    placed = actions.place_order(_new_order(new), county=by.county, by=by, at=at)
    is_new = placed.placed_at == at
    if Mark.CHILD in placed.care_marks and isinstance(by, User):
        agree(by, at=at, for_child=True)
    if not is_new:  # placed before, and more may have happened since
        placed = with_told_facts(Order.objects.of(by.county)).get(pk=placed.pk)
    answered = answer_told(
        placed, as_officer if isinstance(by, Officer) else as_asker, 201 if is_new else 200
    )
    answered["Location"] = f"{request.path}/{placed.pk}"
    return answered


def _filer(request: HttpRequest, new: NewOrderGiven) -> User | Officer:
    """An officer files for a citizen at the counter or on the phone; everybody else files in the own name."""
    if new.channel in AT_THE_DESK:
        return dispatcher_of(request)
    user = user_of(request)
    if user.as_officer:
        raise NotAChoice(field="channel")
    return user


def _new_order(new: NewOrderGiven) -> NewOrder:
    point = GivenPoint(new.point.lat, new.point.lng, new.point.system) if new.point else None
    said = new.model_dump(exclude={"point", "care_marks"})
    return NewOrder(**said, point=point, care_marks=[mark.value for mark in new.care_marks])
