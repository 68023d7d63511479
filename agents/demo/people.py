"""Who can be played in a demo, and how to sign in as each."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings

from agents import vault
from agents.demo.names import citizen_phone
from agents.models import Agent, Officer, User
from agents.phone import is_demo, national

USERNAME_PREFIX = "demo-"
# Printed by `make run` for everyone to see; works in demo mode only (is_demo_username).
PASSWORD = "Mountain-Village-2026"  # noqa: S105  # nosec B105 # demo mode only

LABELS = {
    "citizen": "群众 Citizen",
    "agent": "代办员 Agent",
    Officer.Role.COUNTY_MANAGER: "县管理员 County manager",
    Officer.Role.BUREAU_OFFICER: "部门经办人 Bureau officer",
    Officer.Role.TOWNSHIP_OFFICER: "乡镇经办人 Township officer",
    Officer.Role.AUDITOR: "审计 Auditor",
    Officer.Role.SYSTEM_ADMIN: "系统管理员 System administrator",
    Officer.Role.SECURITY_ADMIN: "安全管理员 Security administrator",
    Officer.Role.AUDIT_ADMIN: "审计管理员 Audit administrator",
}


@dataclass(frozen=True)
class DemoPerson:
    """``role`` is citizen, agent or one of Officer.Role; by ``phone`` (11 digits) or by ``username`` and password.

    ``where`` says to which grid an agent belongs, to which bureau or township an officer does.
    """

    role: str
    name: str
    phone: str = ""
    username: str = ""
    password: str = ""
    where: str = ""

    @property
    def label(self) -> str:
        """The role in both languages, and where."""
        return f"{LABELS[self.role]} ({self.where})" if self.where else LABELS[self.role]


def is_demo_username(username: str) -> bool:
    """A test officer's, whose password everybody knows: let in by demo mode only."""
    return username.startswith(USERNAME_PREFIX)


def people() -> list[DemoPerson]:
    """A citizen, two agents of one grid, one of another township, the officers; empty outside demo mode."""
    if not settings.DEMO:
        return []
    return [*_citizens(), *_agents(), *_officers()]


def _citizens() -> Iterable[DemoPerson]:
    index = vault.index("phone", citizen_phone(1))
    for user in User.objects.filter(county_id=settings.COUNTY, phone_index=index):
        yield DemoPerson("citizen", user.name, phone=national(user.phone))


def _agents() -> Iterable[DemoPerson]:
    serving = Agent.objects.serving().filter(county_id=settings.COUNTY).order_by("grid__code", "pk")
    told = serving.select_related("user", "grid__village")
    first = told.first()
    if first is None:
        return
    neighbours = told.filter(grid=first.grid)[:2]
    elsewhere = told.exclude(grid__village__township=first.grid.village.township_id)[:1]
    for agent in (*neighbours, *elsewhere):
        if is_demo(agent.user.phone):
            yield _agent(agent)


def _agent(agent: Agent) -> DemoPerson:
    return DemoPerson("agent", agent.name, phone=national(agent.user.phone), where=agent.grid.name)


def _officers() -> Iterable[DemoPerson]:
    serving = Officer.objects.serving().filter(
        county_id=settings.COUNTY, user__username__startswith=USERNAME_PREFIX
    )
    for officer in serving.select_related("user", "bureau", "township").order_by("pk"):
        where = str(officer.bureau or officer.township or "")
        username = officer.user.username or ""
        yield DemoPerson(officer.role, officer.name, username=username, password=PASSWORD, where=where)
