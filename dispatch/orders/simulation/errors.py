"""Why a stretch of county life cannot be played."""

from django.utils.translation import gettext_lazy as _

from agents.errors import Refusal


class SimulationError(Refusal):
    pass


class WrongPeriod(SimulationError):
    code = "wrong_period"
    sentence = _("The last day %(last)s lies before the first %(first)s.")


class TooManyDays(SimulationError):
    code = "too_many_days"
    sentence = _("At most %(max)d days can be played at once, these are %(days)d.")


class WrongOrderCount(SimulationError):
    code = "wrong_order_count"
    sentence = _("Between 1 and %(max)d orders can be played, not %(orders)d.")


class NotADemo(SimulationError):
    code = "not_a_demo"
    sentence = _("Only a demo county can be simulated: the people are made up. Set DEMO=1.")


class NobodyToPlay(SimulationError):
    code = "nobody_to_play"
    sentence = _("The county has no %(missing)s yet; load it first.")


class PlayedBefore(SimulationError):
    code = "played_before"
    sentence = _("This stretch was played with seed %(seed)s before; choose another seed.")


class OthersWait(SimulationError):
    code = "others_wait"
    sentence = _(
        "%(orders)d orders are waiting now; a simulated clock running ahead of them would overtake them."
    )
