"""A house that is not safe to open does not pass ``manage.py check --deploy``; the units ask it before they start."""

from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.core.checks import Error, Tags, register

#: A key of bytes chosen at random has nearly all of its 32 bytes different; a typed one has not.
DIFFERENT_BYTES_MIN = 16
PLACEHOLDER = "example"


@register(Tags.security, deploy=True)
def check_deployment(app_configs: Any, **_: Any) -> list[Error]:
    return [Error(sentence, id=f"house.{code}") for code, look in CHECKS.items() for sentence in look()]


def no_demo() -> Iterator[str]:
    if settings.DEMO:
        yield "DEMO is on: anybody may sign in as a test person. Set DEMO=0."


def hosts_are_named() -> Iterator[str]:
    if not settings.ALLOWED_HOSTS or any(host in {"*", "."} for host in settings.ALLOWED_HOSTS):
        yield "ALLOWED_HOSTS must name the site's own hosts, without *."


def keys_are_random() -> Iterator[str]:
    named = {"INDEX_KEY": settings.INDEX_KEY}
    named |= {f"FIELD_KEYS {key_id!r}": key for key_id, key in settings.FIELD_KEYS.items()}
    for name, key in named.items():
        if len(set(key)) < DIFFERENT_BYTES_MIN:
            yield f"{name} is not random; make one: openssl rand -base64 32"
    if len(set(named.values())) < len(named):
        yield "INDEX_KEY and the keys of FIELD_KEYS must all be different."
    if PLACEHOLDER in settings.SECRET_KEY.lower():
        yield "SECRET_KEY is an example; make one: openssl rand -base64 48"


def links_lead_here() -> Iterator[str]:
    if not settings.PUBLIC_URL.startswith("https://"):
        yield "PUBLIC_URL must be the site's https:// address: links in messages begin with it."


def clients_are_told_apart() -> Iterator[str]:
    if settings.TLS and not settings.PROXIES_COUNT:
        yield "PROXIES_COUNT must count our own proxies (1 for nginx): without it all clients share one rate limit."


def static_files_are_hashed() -> Iterator[str]:
    if not settings.STATIC_HASHED:
        yield "STATIC_HASHED must be 1 (and collectstatic run): phones keep static files by name."


CHECKS: dict[str, Callable[[], Iterator[str]]] = {
    "E001": no_demo,
    "E002": hosts_are_named,
    "E003": keys_are_random,
    "E004": links_lead_here,
    "E005": clients_are_told_apart,
    "E006": static_files_are_hashed,
}
