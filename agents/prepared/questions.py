"""Querysets whose SQL is made once: rows come back as the instances that the queryset itself would make."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import connection, models
from django.db.models.query import get_related_populators

from agents.prepared.asking import ask

Model = TypeVar("Model", bound=models.Model)


class Prepared(Generic[Model]):
    """``build`` makes the queryset, with ``Given`` where a value comes with the question; no prefetches.

    It is built at the first question, so that a module can name one before the apps are ready.
    """

    def __init__(self, build: Callable[[], models.QuerySet[Model]]) -> None:
        self._build = build

    def first(self, **given: Any) -> Model | None:
        """The first row or None; the queryset should name no more than one."""
        return next(iter(self.all(**given)), None)

    def all(self, **given: Any) -> list[Model]:
        """The rows, as the queryset itself would make them."""
        plan = self._plan
        return plan.instances(ask(plan.sql, plan.params, given))

    def rows(self, **given: Any) -> list[tuple[Any, ...]]:
        """The rows of a queryset that asks for ``values_list``."""
        plan = self._plan
        return plan.converted(ask(plan.sql, plan.params, given))

    @cached_property
    def _plan(self) -> _Plan:
        return _Plan(self._build())


class _Plan:
    """What Django's own iterable works out for every queryset, kept."""

    def __init__(self, queryset: models.QuerySet[Any]) -> None:
        self._compiler = compiler = queryset.query.get_compiler(using=connection.alias)
        self.sql, self.params = compiler.as_sql()
        self._converters = compiler.get_converters([column[0] for column in compiler.select])
        if queryset.query.values_select or queryset.query.annotation_select_mask:  # rows and no instances
            return
        info = compiler.klass_info
        start, end = info["select_fields"][0], info["select_fields"][-1] + 1
        self._model, self._columns = info["model"], slice(start, end)
        self._names = [column[0].target.attname for column in compiler.select[start:end]]
        self._related = get_related_populators(info, compiler.select, connection.alias)  # type: ignore[call-arg]  # stubs of Django 6

    def instances(self, rows: list[Any]) -> list[Any]:
        return [self._instance(row) for row in self.converted(rows)]

    def converted(self, rows: list[Any]) -> list[tuple[Any, ...]]:
        if self._converters:
            return list(map(tuple, self._compiler.apply_converters(rows, self._converters)))
        return rows

    def _instance(self, row: Any) -> Any:
        found = self._model.from_db(connection.alias, self._names, row[self._columns])
        for related in self._related:
            related.populate(row, found)
        return found
