"""Is a sequence of events a life that an order can have had? Pure Python."""

from collections.abc import Sequence

from dispatch.orders.states import Action, State, sources, target

#: Which action an event tells of. Events that are missing here leave the state as it was.
ACTION_OF = {
    "claimed": Action.CLAIM,
    "assigned": Action.ASSIGN,
    "released": Action.RELEASE,
    "started": Action.START,
    "suspended": Action.SUSPEND,
    "resumed": Action.RESUME,
    "completed": Action.COMPLETE,
    "cancelled": Action.CANCEL,
}


def steps_allowed(events: Sequence[tuple[str, str]]) -> str:
    """Empty when ``(kind, state after it)`` is an allowed walk, else what is wrong with it."""
    if not events or events[0] != ("placed", State.OPEN):
        return "does not begin with its placing"
    state: str = State.OPEN
    for kind, after in events[1:]:
        action = ACTION_OF.get(kind)
        if action is None and after != state:
            return f"{kind} changed {state} to {after}"
        if action is not None and (state not in sources(action) or after != target(action)):
            return f"{kind} took {state} to {after}"
        state = after
    return ""
