"""No secret shows in what a process says of itself (S22): settings, error reports, /metrics, /readyz, the log."""

import subprocess
import sys

import pytest

from config.embedded.environment import PROJECT
from tests.operations.production import production

CANARY = "canary7secret"
SECRETS = {
    "DATABASE_URL": f"postgresql://app:{CANARY}1@127.0.0.1:1/none",
    "REDIS_URL": f"redis://:{CANARY}2@127.0.0.1:1/0",
    "EMAIL_URL": f"smtp://app:{CANARY}3@127.0.0.1:1",
    "SMS_ALIYUN_KEY_SECRET": f"{CANARY}4",
    "SMS_TENCENT_KEY_SECRET": f"{CANARY}5",
    "SMS_GATEWAY_SECRET": f"{CANARY}6",
    "WECHAT_SECRET": f"{CANARY}7",
    "DINGTALK_APP_SECRET": f"{CANARY}8",
    "FCM_SERVICE_ACCOUNT": f'{{"private_key": "{CANARY}9"}}',
    "WEBPUSH_PRIVATE_KEY": f"{CANARY}10",
    "CALLBACK_SECRET": f"{CANARY}11",
    "GEOCODER_KEY": f"{CANARY}12",
    "SECRET_KEY_FALLBACKS": f"{CANARY}13" * 4,
}

SAYS = """
import sys, django; django.setup()
from django.conf import settings
from django.test import Client, RequestFactory
from django.views.debug import ExceptionReporter, get_exception_reporter_filter
print(repr(settings), repr(settings._wrapped), settings)
print(get_exception_reporter_filter(None).get_safe_settings())
try:
    raise ValueError("on purpose")
except ValueError:
    reporter = ExceptionReporter(RequestFactory().get("/"), *sys.exc_info())
    print(reporter.get_traceback_html(), reporter.get_traceback_text())
client = Client(raise_request_exception=False, SERVER_NAME="dispatch.example.gov.cn")
for path in ("/readyz", "/metrics", "/nowhere", "/f/abcdefgh/"):
    # The collector asks the process itself, everybody else through nginx.
    behind = {} if path == "/metrics" else {"x-forwarded-for": "127.0.0.1"}
    answer = client.get(path, headers={"x-forwarded-proto": "https", **behind})
    print(path, answer.status_code, answer.content.decode())
"""


@pytest.mark.parametrize("log_format", ["line", "json"])
def test_no_secret_shows(tmp_path, log_format):
    more = {**SECRETS, "DATA_DIR": str(tmp_path), "STATIC_HASHED": "0", "LOG_FORMAT": log_format}
    environment = production(**more) | {"DJANGO_SETTINGS_MODULE": "config.settings"}
    ran = subprocess.run(
        [sys.executable, "-c", SAYS],
        cwd=PROJECT, env=environment, capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    said = ran.stdout + ran.stderr
    assert "on purpose" in said and "/readyz 503" in said and "grid_dispatch_database_up 0.0" in said
    keys = [
        environment[name].partition(":")[2] or environment[name]
        for name in ("SECRET_KEY", "FIELD_KEYS", "INDEX_KEY")
    ]
    assert [secret for secret in [CANARY, *keys] if secret in said] == []
