"""The part of ``make chaos`` that is played on the whole fleet with traffic on it."""

import traceback
from collections.abc import Iterator

from tests.chaos.database import Database
from tests.chaos.stage import Stage, set_stage
from tests.chaos.table import PLAYED, Played
from tests.chaos.verdict import Seen, Verdict, was_told_to_end


def faults(*, database: Database, only: str, orders: int, rounds: int, short: bool) -> Iterator[Verdict]:
    """``only``: codes with commas between them; all when it is empty."""
    wanted = [each for each in PLAYED if _is_wanted(each, only, short)]
    if not wanted:
        return
    with set_stage(database, short=short) as stage:
        stage.traffic.lead(2)
        for fault in wanted:
            seen = _played(fault, stage)
            if seen is None:
                print(f"left  {fault.code} {fault.what}: this machine does not allow it", flush=True)
            else:
                yield Verdict(f"{fault.code} {fault.what}", seen.holds, seen.figures)


def _is_wanted(fault: Played, only: str, short: bool) -> bool:
    codes = {code.strip() for code in only.split(",") if code.strip()}
    if codes and not codes & {code.strip() for code in fault.code.split(",")}:
        return False
    return not (short and fault.long)


def _played(fault: Played, stage: Stage) -> Seen | None:
    """What goes wrong with the scene itself is a fault that was not survived; the others are still played."""
    try:
        return fault.scene(stage)
    except (Exception, SystemExit) as error:
        if was_told_to_end(error):
            raise
        traceback.print_exc()
        return Seen(False, repr(error))
