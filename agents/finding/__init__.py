"""From a contact address to a grid (DESIGN §2.14): the village, else the point, else the address, else an officer."""

from agents.finding.distance import distance_m
from agents.finding.place import Place, find_place
from agents.finding.point import GivenPoint

__all__ = ["GivenPoint", "Place", "distance_m", "find_place"]
