"""The rebuilt quarter and the posted one as two texts: the same bytes, or the lines that differ."""

import hashlib
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from agents.models import County
from points.models import PointsEntry, PointsRule, Settlement
from points.periods import Quarter, month_of, quarter_of
from points.rebuilding.facts import services
from points.rebuilding.replay import Rebuilt, rebuilt_entries

PORTION = 2000


@dataclass(frozen=True)
class Comparison:
    """``only_posted`` and ``only_rebuilt`` are lines that the other text does not have."""

    lines: int
    sha256: str
    only_posted: list[str]
    only_rebuilt: list[str]

    @property
    def is_same(self) -> bool:
        return not self.only_posted and not self.only_rebuilt


def compare(county: County, quarter: Quarter) -> Comparison:
    """Of one quarter, county time. Entries of a quarter also come from services of earlier ones."""
    posted = sorted(_posted(county, quarter))
    rebuilt = sorted(_rebuilt(county, quarter))
    digest = hashlib.sha256("\n".join(rebuilt).encode()).hexdigest()
    ours, theirs = set(rebuilt), set(posted)
    return Comparison(
        len(rebuilt),
        digest,
        only_posted=[line for line in posted if line not in ours],
        only_rebuilt=[line for line in rebuilt if line not in theirs],
    )


def _rebuilt(county: County, quarter: Quarter) -> Iterator[str]:
    rules = list(PointsRule.objects.standing().filter(county=county).order_by("effective_at"))
    begins = [rule.effective_at for rule in rules]
    moved = _moved(county)

    def rule_at(at: datetime) -> PointsRule:
        return rules[bisect_right(begins, at) - 1]

    for service in services(county, until=quarter.following().begins_at(county.zone)):
        for entry in rebuilt_entries(service, rule_at):
            at = moved.get(entry.key, entry.at)
            if quarter_of(at, county.zone) == str(quarter):
                yield _line(entry, at, county)


def _moved(county: County) -> dict[str, datetime]:
    """Entries that came when the quarter of their cause was settled and lie on the first instant after it."""
    firsts = [
        Quarter.parse(quarter).following().begins_at(county.zone)
        for quarter in Settlement.objects.filter(county=county).values_list("quarter", flat=True)
    ]
    late = PointsEntry.objects.filter(county=county, posted_at__in=firsts).select_related("reverses")
    return {_key(entry): entry.posted_at for entry in late}


def _posted(county: County, quarter: Quarter) -> Iterator[str]:
    entries = PointsEntry.objects.filter(county=county, quarter=str(quarter))
    for entry in entries.select_related("rule", "reverses").iterator(chunk_size=PORTION):
        reverses = entry.reverses.key if entry.reverses else ""
        said = Rebuilt(
            _key(entry),
            entry.agent_id,
            str(entry.order_id),
            entry.kind,
            entry.points,
            entry.rule.version,
            reverses,
            entry.posted_at,
        )
        yield _line(said, entry.posted_at, county, month=entry.month, quarter=entry.quarter)


def _key(entry: PointsEntry) -> str:
    """A reversal's key ends with the number of what it reverses; here with its key, which can be reckoned anew."""
    if entry.reverses is None:
        return entry.key
    return entry.key.removesuffix(str(entry.reverses_id)) + entry.reverses.key


def _line(entry: Rebuilt, at: datetime, county: County, *, month: str = "", quarter: str = "") -> str:
    return "|".join(
        (
            entry.key,
            str(entry.agent_id),
            entry.order_id,
            entry.kind,
            f"{entry.points.quantize(Decimal('0.01'))}",
            str(entry.rule_version),
            entry.reverses,
            at.astimezone(UTC).isoformat(),
            month or month_of(at, county.zone),
            quarter or quarter_of(at, county.zone),
        )
    )
