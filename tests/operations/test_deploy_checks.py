"""``manage.py check --deploy``: clean as we ship it, and a sentence for each way to open a house unsafely (S7, S29)."""

import subprocess
import sys

import pytest
from django.core.checks import run_checks

from config.embedded.environment import PROJECT
from tests.operations.production import production


def check(**more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=PROJECT,
        env=production(**more),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_the_shipped_settings_are_clean(tmp_path):
    ran = check(DATA_DIR=str(tmp_path))
    assert (ran.returncode, "no issues (0 silenced)" in ran.stdout) == (0, True), ran.stderr


def test_missing_keys_are_never_made_up(tmp_path):
    ran = check(DATA_DIR=str(tmp_path), FIELD_KEYS="", SECRET_KEY="")
    assert ran.returncode != 0
    assert "SECRET_KEY and FIELD_KEYS must be set" in ran.stderr


@pytest.mark.parametrize(
    ("code", "wrong"),
    [
        ("house.E001", {"DEMO": True}),
        ("house.E002", {"ALLOWED_HOSTS": ["*"]}),
        ("house.E002", {"ALLOWED_HOSTS": ["a.gov.cn", "*"]}),
        ("house.E003", {"INDEX_KEY": bytes(32)}),
        ("house.E003", {"FIELD_KEYS": {"k1": b"password" * 4}}),
        ("house.E003", {"INDEX_KEY": bytes(range(32)), "FIELD_KEYS": {"k1": bytes(range(32))}}),
        ("house.E003", {"SECRET_KEY": "example-key-to-replace-example-key-to-replace-example"}),
        ("house.E004", {"PUBLIC_URL": "http://dispatch.example.gov.cn"}),
        ("house.E005", {"TLS": True, "PROXIES_COUNT": 0}),
        ("house.E006", {"STATIC_HASHED": False}),
        ("security.W009", {"SECRET_KEY": "short"}),
        ("security.W018", {"DEBUG": True}),
        ("security.W008", {"SECURE_SSL_REDIRECT": False}),
    ],
    ids=lambda value: value if isinstance(value, str) else ",".join(value),
)
def test_an_unsafe_house_does_not_pass(settings, code, wrong):
    safe = {
        "DEMO": False, "PROXIES_COUNT": 1, "STATIC_HASHED": True, "TLS": True, "SECURE_SSL_REDIRECT": True,
        "PUBLIC_URL": "https://dispatch.example.gov.cn", "SECRET_KEY": "0123456789abcdefghijklmnop" * 2,
        "MESSAGE_CHANNELS": ["console"],
    }  # fmt: skip
    for name, value in safe.items():
        setattr(settings, name, value)
    assert code not in codes()
    for name, value in wrong.items():
        setattr(settings, name, value)
    assert code in codes()


def codes() -> set[str | None]:
    return {problem.id for problem in run_checks(tags=["security"], include_deployment_checks=True)}
