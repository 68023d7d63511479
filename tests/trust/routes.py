"""Every address of the house: the URLconf walked to its leaves, and the operations of the machine door."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from frontend.api.v1 import v1
from tests.trust.world import World

API = "/api/v1"
# What is done with a completed order only.
ABOUT_DONE = {"agent:appeal"}
# Of one name and two purposes: a link that follows, a link that rates.
TOKENS = {"citizen:rate_by_link": "rate"}


@dataclass(frozen=True)
class Route:
    """A page by its name; without one by its pattern, which then has no parts to fill."""

    key: str
    pattern: str
    parts: tuple[str, ...]

    def address(self, world: World) -> str:
        if self.key == self.pattern:
            return "/" + self.key
        return reverse(self.key, kwargs={part: self._value(part, world) for part in self.parts})

    def _value(self, part: str, world: World) -> Any:
        if part == "order_id" and self.key in ABOUT_DONE:
            return world.done.pk
        return world.values[TOKENS.get(self.key, "follow") if part == "token" else part]


def pages() -> list[Route]:
    """All but the machine door, which has its own document."""
    return sorted(_leaves(get_resolver().url_patterns, ""), key=lambda route: route.key)


def operations() -> list[tuple[str, str]]:
    document = v1.get_openapi_schema(path_prefix="/")
    return sorted((method.upper(), path) for path, methods in document["paths"].items() for method in methods)


def operation_address(path: str, values: Mapping[str, Any]) -> str:
    for part, value in values.items():
        path = path.replace(f"{{{part}}}", str(value))
    return API + path


def _leaves(patterns: Any, space: str) -> Iterator[Route]:
    for each in patterns:
        if isinstance(each, URLResolver):
            if each.app_name != "api":
                yield from _leaves(each.url_patterns, each.namespace or space)
        elif isinstance(each, URLPattern):
            name = f"{space}:{each.name}" if space else str(each.name or each.pattern)
            parts = each.pattern.converters or dict.fromkeys(each.pattern.regex.groupindex)
            yield Route(name, str(each.pattern), tuple(parts))
