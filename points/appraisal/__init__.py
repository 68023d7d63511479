"""What the appraisal of agents asks for: figures and ranks by kind of agent, and who did nothing (LS-17, LS-18)."""

from points.appraisal.figures import Appraised, appraise
from points.appraisal.inactive import Inactive, inactive_agents
from points.appraisal.taking import take_appraisal

__all__ = ["Appraised", "Inactive", "appraise", "inactive_agents", "take_appraisal"]
