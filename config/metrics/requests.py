"""What this process answered, by route. Routes are patterns of the URL map, so their number is bounded."""

from prometheus_client import Counter, Histogram

from config.metrics.gauges import PREFIX

REQUESTS = Counter(
    f"{PREFIX}_http_requests", "Requests answered.", ["method", "route", "status"], registry=None
)
SECONDS = Histogram(
    f"{PREFIX}_http_request_seconds",
    "Time inside the process until the answer stood.",
    ["route"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
    registry=None,
)


def observe(*, method: str, route: str, status: int, took_seconds: float) -> None:
    REQUESTS.labels(method, route, str(status)).inc()
    SECONDS.labels(route).observe(took_seconds)
