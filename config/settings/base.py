"""What Django itself needs: apps, database, languages, sign-in."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from config import env

PROJECT_DIR = Path(__file__).resolve().parents[2]
DATA_DIR = Path(env.text("DATA_DIR", str(PROJECT_DIR / "var"))).resolve()

# Demo mode: generated test people may sign in, and the demo inbox shows every message. Never in a real county.
DEMO = env.flag("DEMO")
DEBUG = env.flag("DEBUG")
SECRET_KEY = env.text("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS")

INSTALLED_APPS = [
    "daphne",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "channels",
    "csp",
    "django_htmx",
    "ninja",
    "agents",
    "dispatch.announcements",
    "dispatch.catalogue",
    "dispatch.orders",
    "dispatch.casework.photos",
    "dispatch.casework.portraits",
    "points",
    "realtime",
    "frontend",
]

DATABASES = {"default": env.database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "agents.User"
AUTHENTICATION_BACKENDS = ["agents.sign_in.backend.SessionBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
LOCALE_PATHS = [PROJECT_DIR / "frontend" / "locale"]
USE_I18N = True

# Rows hold UTC instants; each county cuts its months and quarters in its own zone (County.time_zone).
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

ROOT_URLCONF = "config.urls"
ASGI_APPLICATION = "config.asgi.application"
WSGI_APPLICATION = "config.wsgi.application"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "INFO")},
    "loggers": {
        "daphne": {"level": "WARNING"},
        "django.request": {"level": "ERROR"},
        # While Redis is away the layer logs a traceback a second; the hub says it in one line a minute.
        "channels_redis": {"level": "CRITICAL"},
    },
}
