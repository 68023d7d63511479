"""How likely and how long: the numbers of a county's life, in one place. Pure Python."""

from dataclasses import dataclass
from datetime import time


@dataclass(frozen=True)
class Habits:
    """Shares are of one; ``*_minutes`` and ``*_hours`` are medians of what varies widely."""

    # How people ask
    orders_of_a_citizen: float = 3.0
    vague: float = 0.18
    own_words: float = 0.35
    for_family: float = 0.12
    home_visit: float = 0.15
    at_counter: float = 0.05
    place_unknown: float = 0.02
    cancelled: float = 0.045
    cancelled_by_officer: float = 0.2
    cancelled_after_hours: float = 5.0

    # How agents answer
    own_grid_answers: float = 0.9
    own_grid_answers_at_night: float = 0.2
    answer_minutes: float = 2.4
    neighbour_answers: float = 0.85
    neighbour_minutes: float = 8.0
    neighbour_of_township: float = 0.75
    second_tap: float = 0.05

    # How agents work
    first_contact_minutes: float = 40.0
    forgets_contact: float = 0.035
    asks_for_more_time: float = 0.4
    gives_back: float = 0.03
    notes: float = 0.15
    suspends: float = 0.08
    suspended_hours: float = 50.0
    class_one_hours: float = 6.0
    class_two_hours: float = 28.0
    proposes_item: float = 0.9

    # How officers decide
    desk_minutes: float = 18.0
    desk_misses: float = 0.1
    confirms_item: float = 0.85
    confirm_hours: float = 7.0

    # How people rate
    rates: float = 0.68
    rating_hours: float = 4.0
    revision_hours: float = 40.0
    mends_unsatisfied: float = 0.3
    changes_mind: float = 0.02


#: When people ask, by hour of the day, county time.
ASKING_BY_HOUR = (1, 1, 1, 1, 1, 3, 9, 26, 60, 80, 74, 50, 30, 32, 56, 64, 54, 40, 30, 32, 27, 15, 7, 3)
WEEKEND_SHARE = 0.55
#: On the last day nobody asks later, so that nobody is left waiting when the stretch ends.
LAST_ASKING_HOUR = 17

GRADES = {"very_satisfied": 56, "satisfied": 32, "fair": 7, "unsatisfied": 4, "very_unsatisfied": 1}
CHANNELS = {"web": 60, "wechat": 32, "api": 8}

AWAKE = (time(7, 30), time(21, 30))
OFFICE = (time(8, 0), time(18, 0))
