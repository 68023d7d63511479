from typing import Any

from django.db.models import Aggregate, FloatField


class Percentile(Aggregate):
    """``percentile_cont``: ``Percentile(0.5, "seconds")``. Passes over nulls."""

    function = "percentile_cont"
    template = "%(function)s(%(share)s) within group (order by %(expressions)s)"
    output_field = FloatField()

    def __init__(self, share: float, expression: Any) -> None:
        super().__init__(expression, share=float(share))
