"""A stretch of county life, played through the real actions in simulated time.

People ask, agents claim and work, officers sit at the desk, the clock broadens and releases; each as one move of an
event queue. The same seed on a fresh database gives the same orders, events and figures.
"""

from dispatch.orders.simulation.errors import SimulationError
from dispatch.orders.simulation.play import Plan, play
from dispatch.orders.simulation.tally import Tally

__all__ = ["Plan", "SimulationError", "Tally", "play"]
