"""Once a day each county's turn: kind after kind, batch after batch, until nothing is kept too long."""

from datetime import datetime, timedelta

from django.db import transaction

from agents.models import County, RetentionTurn
from agents.policies import NoPolicy, policy_in_force
from agents.retention.kinds import outdated_kinds

EVERY = timedelta(days=1)
#: Rows in one transaction: short enough that nobody who works on the same rows waits long.
BATCH = 500


def erase_outdated(*, at: datetime, batch: int = BATCH) -> int:
    """The clock's: what the county's policy in force at ``at`` keeps no longer. How many rows were erased.

    Of several dispatchers one has a county at a time; who is killed leaves the kinds that are left to the next. Done
    twice it is done once: what is erased is not found again. Zero once the day's turn is over.
    """
    return sum(_walk(county, at, batch) for county in _due(at))


def _due(at: datetime) -> list[County]:
    """Whose last turn began a day ago, or is not over. One statement."""
    over = RetentionTurn.objects.filter(began_at__gt=at - EVERY, finished_at__isnull=False)
    return list(County.objects.exclude(pk__in=over.values("county")).defer("boundary"))


def _walk(county: County, at: datetime, batch: int) -> int:
    """Until a kind has more than a batch: then the clock comes again."""
    erased = 0
    while True:
        done = _one_batch(county, at, batch)
        erased += done or 0
        if done is None or done == batch:
            return erased


@transaction.atomic
def _one_batch(county: County, at: datetime, batch: int) -> int | None:
    """Of the kind whose turn it is. None when the turn is over, or another dispatcher's."""
    try:
        policy = policy_in_force(county, at=at)
    except NoPolicy:
        # An outline only: nobody lives in it yet.
        return None
    turn = _taken(county, at)
    if turn is None:
        return None
    if not turn.waiting:
        turn.finished_at = at
        turn.save(update_fields=["finished_at"])
        return None
    kind = outdated_kinds().get(turn.waiting[0])
    done = 0
    if kind is not None:
        days = getattr(policy, kind.days)
        done = kind.erase(county.pk, before=turn.began_at - timedelta(days=days), at=at, limit=batch)
        turn.erased[kind.kind] = turn.erased.get(kind.kind, 0) + done
    if done < batch:
        turn.waiting = turn.waiting[1:]
    turn.save(update_fields=["erased", "waiting"])
    return done


def _taken(county: County, at: datetime) -> RetentionTurn | None:
    """The county's row, locked, with a new turn begun where the last one is a day old."""
    RetentionTurn.objects.get_or_create(
        county=county, defaults={"began_at": at, "waiting": list(outdated_kinds())}
    )
    turn = RetentionTurn.objects.select_for_update(skip_locked=True).filter(county=county).first()
    if turn is None:
        return None
    if turn.finished_at is None:
        return turn
    if turn.began_at > at - EVERY:
        return None
    turn.began_at, turn.finished_at = at, None
    turn.waiting, turn.erased = list(outdated_kinds()), {}
    turn.save()
    return turn
