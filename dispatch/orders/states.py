"""The life of an order: one table of allowed transitions (DESIGN §3). Pure Python."""

from enum import StrEnum


class State(StrEnum):
    OPEN = "open"
    CLAIMED = "claimed"
    IN_PROGRESS = "in_progress"
    SUSPENDED = "suspended"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class Action(StrEnum):
    CLAIM = "claim"
    ASSIGN = "assign"
    RELEASE = "release"
    START = "start"
    SUSPEND = "suspend"
    RESUME = "resume"
    COMPLETE = "complete"
    CANCEL = "cancel"


OPEN, CLAIMED, STARTED, PAUSED = State.OPEN, State.CLAIMED, State.IN_PROGRESS, State.SUSPENDED

#: Each action: from which states it may start, and where it leads.
TRANSITIONS: dict[Action, tuple[frozenset[State], State]] = {
    Action.CLAIM: (frozenset({OPEN}), State.CLAIMED),
    # Reassignment is a release and an assignment in one transaction (``assign_order``).
    Action.ASSIGN: (frozenset({OPEN}), State.CLAIMED),
    Action.RELEASE: (frozenset({CLAIMED, STARTED}), State.OPEN),
    Action.START: (frozenset({CLAIMED}), State.IN_PROGRESS),
    Action.SUSPEND: (frozenset({STARTED}), State.SUSPENDED),
    Action.RESUME: (frozenset({PAUSED}), State.IN_PROGRESS),
    Action.COMPLETE: (frozenset({STARTED, PAUSED}), State.COMPLETED),
    Action.CANCEL: (frozenset({OPEN, CLAIMED, STARTED, PAUSED}), State.CANCELLED),
}

UNFINISHED = frozenset({CLAIMED, STARTED, PAUSED})
LIVE = UNFINISHED | {OPEN}
ENDED = frozenset(State) - LIVE


def sources(action: Action) -> frozenset[State]:
    return TRANSITIONS[action][0]


def target(action: Action) -> State:
    return TRANSITIONS[action][1]


def is_allowed(action: Action, state: State | str) -> bool:
    return state in TRANSITIONS[action][0]


def is_assignable(state: State | str) -> bool:
    """Open, or carried by an agent from whom it can be taken."""
    return is_allowed(Action.ASSIGN, state) or is_allowed(Action.RELEASE, state)
