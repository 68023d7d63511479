"""What is kept in the session between two pages. Sealed: people type names, numbers and worries (S27)."""

import json
from typing import Any

from django.http import HttpRequest

from agents import vault


def keep(request: HttpRequest, name: str, value: dict[str, Any]) -> None:
    request.session[name] = vault.seal(json.dumps(value), bound_to=f"session.{name}")


def kept(request: HttpRequest, name: str) -> dict[str, Any]:
    """Empty when nothing is kept, or when it can no longer be opened."""
    blob = request.session.get(name)
    if not blob:
        return {}
    try:
        value: dict[str, Any] = json.loads(vault.open_sealed(blob, bound_to=f"session.{name}"))
    except vault.SealBroken:
        return {}
    return value


def forget(request: HttpRequest, name: str) -> None:
    request.session.pop(name, None)
