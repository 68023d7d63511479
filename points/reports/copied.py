"""The 明细 as finished lines of CSV, put together by PostgreSQL and streamed by its ``COPY``: a million in seconds.

Byte for byte what ``csv_file`` would write of ``entry_lines``. Names are few and come again and again: their text,
neutral and quoted, is made by ``csv_file`` itself and goes along with the statement; only what differs from entry to
entry is put into words by the database.
"""

import json
from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.db import connection
from django.db.models import F, Window
from django.db.models.functions import RowNumber

from agents.models import Agent, County
from dispatch.catalogue.models import CatalogueItem
from points.periods import Quarter
from points.reports.csv_file import DANGEROUS, LINE_END, csv_text
from points.reports.entries import PORTION, listed_entries
from points.reports.wording import EARLIER_SERVICE, KINDS, UNCLASSIFIED

COLUMNS = (
    "posted_at",
    "order__number",
    "order__item_id",
    "agent_id",
    "kind",
    "points",
    "rule__yuan_per_point",
    "order__completed_at",
)

#: What ``csv_file`` does to a text of which nothing is known.
NEUTRAL = "case when left(ltrim({0}, ' '), 1) = any(%(dangerous)s) then '''' || {0} else {0} end"
QUOTED = """case when {0} ~ '[",\\r\\n]' then '"' || replace({0}, '"', '""') || '"' else {0} end"""
#: Letters, digits and a line that is not the first: neither dangerous nor quoted, and every number of ours.
PLAIN = "'^[0-9A-Za-z][0-9A-Za-z-]*$'"


def _text(column: str) -> str:
    careful = QUOTED.format(f"({NEUTRAL.format(column)})")
    return f"case when {column} ~ {PLAIN} then {column} else {careful} end"


LINE = f"""
    e.line || to_char(e.posted_at at time zone %(zone)s, ',YYYY-MM-DD HH24:MI:SS,')
    || {_text("e.order__number")} || ','
    || coalesce(%(items)s::jsonb ->> e.order__item_id::text, %(unclassified)s) || ','
    || (%(agents)s::jsonb ->> e.agent_id::text) || ','
    || coalesce(%(kinds)s::jsonb ->> e.kind, {_text("e.kind")}) || ','
    || e.points || ',' || e.rule__yuan_per_point || ',' || round(e.points * e.rule__yuan_per_point, 2) || ','
    || case when e.order__completed_at < %(begins)s then %(earlier)s else '' end
"""


def copied_lines(
    county: County, quarter: Quarter, *, numbers: dict[int, int], only_earlier: bool = False
) -> Iterator[list[str]]:
    """Lines with their ends, in portions, in the order of posting; the arguments are those of ``entry_lines``.

    Until the last portion is read the connection can be asked nothing else.
    """
    entries = listed_entries(county, quarter, only_earlier=only_earlier).annotate(
        line=Window(RowNumber(), order_by=F("id").asc())
    )
    sql, values = entries.order_by("id").values("line", *COLUMNS).query.sql_with_params()
    with connection.cursor() as cursor:
        # Composed here, for COPY takes no values beside it.
        inner = cursor.mogrify(sql, values).replace("%", "%%")
        statement = f"copy (select {LINE} from ({inner}) e) to stdout"  # noqa: S608  # nosec B608 # of the texts above
        with cursor.copy(statement, _words(county, quarter, numbers)) as copied:
            lines = (line + LINE_END for (line,) in copied.rows())
            while portion := list(islice(lines, PORTION)):
                yield portion


def _words(county: County, quarter: Quarter, numbers: dict[int, int]) -> dict[str, Any]:
    items = CatalogueItem.objects.filter(county=county).exclude(name="").values_list("pk", "name")
    places = ("grid__village__township__short_name", "grid__village__short_name", "name")
    agents = Agent.objects.filter(county=county).values_list("pk", *places)
    return {
        "zone": county.time_zone,
        "dangerous": list(DANGEROUS),
        "items": _json({pk: csv_text([name]) for pk, name in items}),
        "unclassified": csv_text([UNCLASSIFIED]),
        "agents": _json(
            {pk: csv_text([*texts, numbers[pk]]) for pk, *texts in agents.iterator() if pk in numbers}
        ),
        "kinds": _json({kind: csv_text([words]) for kind, words in KINDS.items()}),
        "begins": quarter.begins_at(county.zone),
        "earlier": csv_text([EARLIER_SERVICE]),
    }


def _json(texts: dict[Any, str]) -> str:
    return json.dumps(texts, ensure_ascii=False)
