"""Statements of several parts, written by hand around what the querysets say."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

from agents.prepared.asking import ask


class Statement:
    """``build`` gives the SQL and its parameters: constants, and ``Given`` where a value comes with the asking.

    It is built at the first asking, so that a module can name one before the apps are ready.
    """

    def __init__(self, build: Callable[[], tuple[str, Sequence[Any]]]) -> None:
        self._build = build

    def rows(self, **given: Any) -> list[tuple[Any, ...]]:
        sql, params = self._plan
        return ask(sql, params, given)

    @cached_property
    def _plan(self) -> tuple[str, Sequence[Any]]:
        return self._build()
