"""One shape for all that is read rather than counted."""

from collections.abc import Iterable, Mapping

from prometheus_client.core import GaugeMetricFamily

Values = Iterable[tuple[Mapping[str, str], float]]
PREFIX = "grid_dispatch"


def gauge(name: str, meaning: str, values: Values) -> GaugeMetricFamily:
    """``values``: pairs of labels and value; no labels for the one value of the house."""
    family = GaugeMetricFamily(f"{PREFIX}_{name}", meaning)
    for labels, value in values:
        family.add_sample(f"{PREFIX}_{name}", dict(labels), float(value))
    return family
