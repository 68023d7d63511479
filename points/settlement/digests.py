"""What a settlement is held to years later: one digest over each line's entries, one over all lines."""

import hashlib
from collections.abc import Iterable

from django.db.models import Aggregate, CharField, QuerySet

from points.models import PointsEntry, SettlementLine


class EntriesDigest(Aggregate):
    """``EntriesDigest("digest", "id")``: SHA-256 over the digests in the order of posting, in hexadecimal."""

    output_field = CharField()
    template = "encode(sha256(string_agg(%(expressions)s)), 'hex')"
    arg_joiner = ", ''::bytea order by "


NO_ENTRIES = hashlib.sha256().hexdigest()


def digests_by_agent(entries: QuerySet[PointsEntry]) -> dict[int, str]:
    return dict(entries.order_by().values_list("agent_id").annotate(made=EntriesDigest("digest", "id")))


def lines_digest(lines: Iterable[SettlementLine]) -> str:
    """Over who is paid what, and for which entries. ``lines`` in the order of their numbers."""
    hashed = hashlib.sha256()
    for line in lines:
        figures = (line.points, line.earned, line.carried_in, line.yuan, line.carried_out)
        said = [str(line.number), str(line.agent_id), *(f"{figure:.2f}" for figure in figures)]
        hashed.update("|".join([*said, line.entries_digest]).encode() + b"\n")
    return hashed.hexdigest()
