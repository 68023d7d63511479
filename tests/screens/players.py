"""As whom pages are opened."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Q
from django.test import RequestFactory
from playwright.sync_api import BrowserContext

from agents.models import Agent, County, Officer, User
from agents.sign_in.session_store import SessionStore
from agents.sign_in.sessions import start_session
from dispatch.orders.models import Order
from dispatch.orders.states import State
from tests.screens.table import ADMIN, AGENT, AUDITOR, CITIZEN, NOBODY, OFFICER

CAN_STILL_CARRY = 2


@dataclass(frozen=True)
class Players:
    county: County
    citizen: User
    agent: Agent
    officer: Officer
    auditor: Officer
    admin: Officer

    def user(self, name: str) -> User | None:
        whoever: dict[str, User | None] = {
            NOBODY: None,
            CITIZEN: self.citizen,
            AGENT: self.agent.user,
            OFFICER: self.officer.user,
            AUDITOR: self.auditor.user,
            ADMIN: self.admin.user,
        }
        return whoever[name]


def players_of(county: County) -> Players:
    """Those of a simulated county who have the most to show, and hands free for a little more."""
    completed = Count("orders", filter=Q(orders__state=State.COMPLETED))
    unfinished = Count("orders", filter=~Q(orders__state__in=[State.COMPLETED, State.CANCELLED]))
    agents = Agent.objects.reachable().filter(county=county).select_related("user", "grid__village", "county")
    busy = (
        agents.annotate(done=completed, todo=unfinished).filter(todo__lte=CAN_STILL_CARRY).order_by("-done")
    )
    asked = (
        Order.objects.filter(county=county, citizen__isnull=False, citizen__agent=None)
        .values("citizen")
        .annotate(n=Count("pk"))
    )
    often = asked.order_by("-n", "citizen").first()
    assert often, "Nobody ever asked for anything in this county."
    return Players(
        county=county,
        citizen=User.objects.get(pk=often["citizen"]),
        agent=busy[0],
        officer=_officer(county, Officer.Role.COUNTY_MANAGER),
        auditor=_officer(county, Officer.Role.AUDITOR),
        admin=_officer(county, Officer.Role.SECURITY_ADMIN),
    )


def _officer(county: County, role: Officer.Role) -> Officer:
    serving = Officer.objects.serving().filter(county=county, role=role)
    return serving.select_related("user").order_by("pk")[0]


def session_cookie(user: User) -> dict[str, str]:
    """Name and value of the cookie of a session in which ``user`` is signed in."""
    request = RequestFactory().get("/")
    request.session = SessionStore()
    start_session(request, user)
    request.session.save()
    return {"name": settings.SESSION_COOKIE_NAME, "value": str(request.session.session_key)}


def sign_in(context: BrowserContext, site: str, user: User) -> None:
    context.add_cookies([{**session_cookie(user), "url": site}])  # type: ignore[typeddict-item]
