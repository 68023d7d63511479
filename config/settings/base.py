"""What Django itself needs: apps, database, languages, sign-in."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from config import env

PROJECT_DIR = Path(__file__).resolve().parents[2]
DATA_DIR = Path(env.text("DATA_DIR", str(PROJECT_DIR / "var"))).resolve()

# What an error report may show (S22).
DEFAULT_EXCEPTION_REPORTER_FILTER = "config.checks.secrets.SecretFilter"

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
    "dispatch.oversight.followups",
    "dispatch.casework.portraits",
    "points",
    "realtime",
    "frontend",
    "config",
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
