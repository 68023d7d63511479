"""Log lines go to standard error; who runs the house keeps them (journald, a collector), six months at least."""

from config import env
from config.settings.base import DEMO

# ``line`` for people, ``json`` for machines. Outside of a demo both leave out whatever names a person.
LOG_FORMAT = env.choice("LOG_FORMAT", {"line", "json"}, "line")
# One line for each request: its route's pattern, status and time.
LOG_REQUESTS = env.flag("LOG_REQUESTS", default=LOG_FORMAT == "json")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "config.watching.lines.Line" if DEMO else "config.watching.lines.ScrubbedLine"},
        "json": {"()": "config.watching.lines.JsonLine"},
    },
    "filters": {"database_away": {"()": "config.watching.away.DatabaseAway"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT}},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "INFO")},
    "loggers": {
        "daphne": {"level": "WARNING"},
        "django.request": {"level": "ERROR", "filters": ["database_away"]},
        # Says the path, which may hold a token, for every refused host; ``access`` counts them.
        "django.security.DisallowedHost": {"handlers": [], "propagate": False},
        "access": {"level": "INFO" if LOG_REQUESTS else "WARNING"},
        # While Redis is away the layer logs a traceback a second; the hub says it in one line a minute.
        "channels_redis": {"level": "CRITICAL"},
    },
}
