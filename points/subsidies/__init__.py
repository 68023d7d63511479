"""Transport and lost-time subsidies: by budget, beside points and never mixed with them (LH-11)."""

from points.subsidies.budget import Stand, enter_budget, stand_of
from points.subsidies.granting import grant_subsidy, take_back_subsidy

__all__ = ["Stand", "enter_budget", "grant_subsidy", "stand_of", "take_back_subsidy"]
