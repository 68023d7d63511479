"""How well the county is served (LJ-02, QJ-10): claim times, time limits, satisfaction, of any set of orders.

A figure and the list of its orders are one condition (``which.py``), so that a number always opens what it counts.
"""

from dispatch.orders.figures.by import By, Member, measured, measured_by, measured_by_week
from dispatch.orders.figures.measures import Measures
from dispatch.orders.figures.percentile import Percentile
from dispatch.orders.figures.which import WHICH, only, with_facts

__all__ = [
    "WHICH",
    "By",
    "Measures",
    "Member",
    "Percentile",
    "measured",
    "measured_by",
    "measured_by_week",
    "only",
    "with_facts",
]
