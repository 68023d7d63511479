"""What happens to follow-ups, a verb once."""

from dispatch.oversight.followups.actions.ask import ask_follow_ups
from dispatch.oversight.followups.actions.draw import draw_follow_ups
from dispatch.oversight.followups.actions.record import record_call

__all__ = ["ask_follow_ups", "draw_follow_ups", "record_call"]
