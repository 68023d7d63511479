"""Generated test people of a demo. Their numbers belong to no carrier, and only a site in demo mode lets them in."""

from agents.demo.making import make_people
from agents.demo.people import DemoPerson, is_demo_username, people

__all__ = ["DemoPerson", "is_demo_username", "make_people", "people"]
