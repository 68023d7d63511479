"""htmx is half of what a page weighs: pages that use nothing of it do without, and pages that use it have it."""

import re

from config.embedded.environment import PROJECT

TEMPLATES = PROJECT / "frontend" / "templates"
WITHOUT = "{% block htmx %}{% endblock %}"


def text(name: str) -> str:
    return (TEMPLATES / name).read_text()


def goes_without(name: str) -> bool:
    """The page or a page it extends says so."""
    parent = re.search(r'{% extends "([^"]+)"', text(name))
    return WITHOUT in text(name) or bool(parent and goes_without(parent[1]))


def parts_of(name: str) -> set[str]:
    included = set(re.findall(r'{% include "([^"]+)"', text(name)))
    return {name}.union(*(parts_of(each) for each in included))


def pages() -> list[str]:
    found = (path.relative_to(TEMPLATES).as_posix() for path in sorted(TEMPLATES.rglob("*.html")))
    return [name for name in found if "{% extends" in text(name)]


def test_no_page_that_uses_htmx_goes_without_it():
    users = [name for name in pages() if any(re.search(r"\shx-\w", text(part)) for part in parts_of(name))]
    assert users
    assert [name for name in users if goes_without(name)] == []


def test_the_agents_pages_go_without_it():
    assert all(goes_without(name) for name in pages() if name.startswith("agent/"))
