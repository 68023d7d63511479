"""How a log line looks: for people (``LOG_FORMAT=line``) or one JSON object a line for machines (``json``)."""

import json
import logging
from datetime import UTC, datetime

from config.watching.request_id import current_request_id
from config.watching.scrubbing import scrub

#: Facts that a record may bring beside its message, as ``extra=``; each is short and says nothing of a person.
FACTS = ("method", "route", "status", "ms")


class Line(logging.Formatter):
    """A message is one line, whatever was put into it: nobody can forge the line after it (S23)."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:
        return super().formatMessage(record).replace("\r", "\\r").replace("\n", "\\n")


class ScrubbedLine(Line):
    """Where real people's data are, numbers and tokens are taken out of what is left."""

    def format(self, record: logging.LogRecord) -> str:
        return scrub(super().format(record))


class JsonLine(logging.Formatter):
    """``at`` in UTC, ``level``, ``logger``, ``message``, ``request`` and ``exception`` where there are any."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC)
        said: dict[str, object] = {
            "at": at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": scrub(record.getMessage()),
        }
        if request_id := current_request_id():
            said["request"] = request_id
        said |= {name: getattr(record, name) for name in FACTS if hasattr(record, name)}
        if record.exc_info:
            said["exception"] = scrub(self.formatException(record.exc_info))
        return json.dumps(said, ensure_ascii=False)
