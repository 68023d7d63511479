"""Who plays the live part: demo people of the county, by what they are."""

from dataclasses import dataclass

from agents.models import Agent, County
from agents.phone import national
from config.demo.person import Person, StoryBroken


@dataclass(frozen=True)
class Cast:
    """``agent`` is of the citizen's own grid, ``stranger`` of another; both have a hand free."""

    citizen: Person
    agent: Person
    stranger: Person
    village_code: str


def choose_cast(county: County, base_url: str) -> Cast:
    """Raises StoryBroken when the county has too few people."""
    from agents.demo import people

    citizen = next((person for person in people() if person.role == "citizen"), None)
    free = [agent for agent in _agents(county) if agent.orders.unfinished().count() == 0]
    agent = next(iter(free), None)
    stranger = next((other for other in free if agent and other.grid_id != agent.grid_id), None)
    if citizen is None or agent is None or stranger is None:
        raise StoryBroken("The county has too few demo people who are free.")
    return Cast(
        citizen=Person(base_url, citizen.name, citizen.phone),
        agent=_person(base_url, agent),
        stranger=_person(base_url, stranger),
        village_code=agent.grid.village_id,
    )


def _agents(county: County) -> list[Agent]:
    agents = Agent.objects.reachable().filter(county=county).select_related("user", "grid")
    return list(agents.order_by("grid__code", "pk")[:60])


def _person(base_url: str, agent: Agent) -> Person:
    return Person(base_url, agent.name, national(agent.user.phone))
