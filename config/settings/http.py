"""Everything between the browser and a view: middleware, templates, static files, cookies, headers."""

from csp.constants import NONE, SELF

from config import env
from config.settings.base import DATA_DIR, DEBUG, PROJECT_DIR
from config.settings.tiles import origins_of_tiles

# True behind TLS (the fleet's nginx): cookies get Secure and the __Host- prefix.
TLS = env.flag("TLS")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")
# How many proxies of our own stand in front and append to X-Forwarded-For; 0 believes nothing but the socket.
PROXIES_COUNT = env.integer("PROXIES_COUNT", 0, at_least=0)
# Who may read /metrics of a process, asking it without a proxy.
METRICS_FROM = env.networks("METRICS_FROM", "127.0.0.0/8,::1")

# What every request passes; which of the two lists below comes then is decided by the last of them.
MIDDLEWARE = [
    "config.watching.requests.RequestMiddleware",
    # No answer is without these headers: a file, a refusal or what failed half-way.
    "frontend.middleware.headers.HeaderMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "frontend.middleware.problems.ProblemMiddleware",
    "frontend.middleware.methods.MethodMiddleware",
    # Looks right before the view, after the lists; who comes with a token is let through by the API itself.
    "django.middleware.csrf.CsrfViewMiddleware",
    "frontend.middleware.two_doors.TwoDoorsMiddleware",
]
PAGE_MIDDLEWARE = [
    "frontend.middleware.compression.CompressionMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "frontend.middleware.door.DoorMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "frontend.middleware.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "frontend.middleware.limits.LimitMiddleware",
    "frontend.middleware.staying.StayingMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "frontend.middleware.privacy.PrivacyMiddleware",
    "frontend.middleware.serving.ServingMiddleware",
    "frontend.middleware.phone.PhoneMiddleware",
    "frontend.middleware.outbox.OutboxMiddleware",
    "frontend.middleware.refusals.RefusalMiddleware",
    "frontend.middleware.again.AgainMiddleware",
]
# No session; no page, hence no messages, htmx, compression, files, or marks for a browser.
TOKEN_MIDDLEWARE = [
    "frontend.middleware.door.DoorMiddleware",
    "frontend.middleware.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "frontend.middleware.limits.LimitMiddleware",
    "frontend.middleware.privacy.PrivacyMiddleware",
    "frontend.middleware.again.AgainMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PROJECT_DIR / "frontend" / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "frontend.context.house",
            ],
            "loaders": [
                ("django.template.loaders.cached.Loader", ["django.template.loaders.filesystem.Loader"]),
            ]
            if not DEBUG
            else ["django.template.loaders.filesystem.Loader"],
        },
    }
]

STATIC_URL = "/static/"
STATICFILES_DIRS = [PROJECT_DIR / "frontend" / "static"]
# Our own files only: nothing that a library brings along is used, and nothing of it is served.
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
STATIC_ROOT = env.text("STATIC_ROOT", str(DATA_DIR / "static"))
# Hashed names need collectstatic; without STATIC_HASHED (tests, development) files are served as they lie.
STATIC_HASHED = env.flag("STATIC_HASHED")
WHITENOISE_USE_FINDERS = not STATIC_HASHED
# No other site has any business with our files, and a page is made of many: each header counts.
WHITENOISE_ALLOW_ALL_ORIGINS = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "config.static.HashedStorage"
        if STATIC_HASHED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

SESSION_ENGINE = "agents.sign_in.session_store"
SESSION_COOKIE_NAME = "__Host-session" if TLS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if TLS else "csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = TLS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
CSRF_FAILURE_VIEW = "frontend.account.errors.csrf_failed"
SECURE_SSL_REDIRECT = TLS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
SECURE_HSTS_SECONDS = 31_536_000 if TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TLS else None
# A provider of tiles knows by it which site a key is used on; no path ever leaves the house.
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin" if origins_of_tiles() else "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", "blob:", *origins_of_tiles()],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 2_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
# Of all files in one request; each door has its own, lower bound and says it in a sentence.
UPLOAD_BYTES_MAX = 20 * 2**20
FILE_UPLOAD_HANDLERS = [
    "frontend.photos.bounds.BoundedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
APPEND_SLASH = True
# How many times the usual limits on requests (frontend/limits/table.py): for benchmarks, whose few people are quicker.
RATE_LIMIT_FACTOR = env.integer("RATE_LIMIT_FACTOR", 1, at_least=1)
NINJA_PAGINATION_MAX_LIMIT = 100
