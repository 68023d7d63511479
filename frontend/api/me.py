from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from agents.duty import set_duty
from frontend.api.auth import agent_of, user_of
from frontend.api.described import problems
from frontend.api.schemas.people import DutyGiven, DutyTold, MeTold

router = Router(tags=["me"])


@router.get("/me", operation_id="get_me", response=MeTold)
def get_me(request: HttpRequest) -> MeTold:
    """Who is signed in, with the roles."""
    return MeTold.of(user_of(request))


@router.put("/duty", operation_id="set_duty", response=DutyTold, openapi_extra=problems(403))
def put_duty(request: HttpRequest, body: DutyGiven) -> DutyTold:
    """Agents: on duty (may receive orders now) or not."""
    agent = set_duty(agent_of(request), on_duty=body.on_duty, at=timezone.now())
    return DutyTold(on_duty=agent.is_on_duty)
