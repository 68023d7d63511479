"""The page that Prometheus reads."""

from collections.abc import Iterable
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.process_collector import ProcessCollector
from prometheus_client.registry import Collector

from config.metrics import deliveries, orders, places
from config.metrics.gauges import gauge
from config.metrics.requests import REQUESTS, SECONDS
from realtime.clock import database_now
from realtime.hub import hub


def metrics(request: HttpRequest) -> HttpResponse:
    """For who asks a process itself from ``METRICS_FROM``; how busy a county is, is nobody else's business."""
    if not _asks_from_inside(request):
        raise Http404
    return HttpResponse(generate_latest(REGISTRY), content_type=CONTENT_TYPE_PLAIN_0_0_4)


def _asks_from_inside(request: HttpRequest) -> bool:
    """What a proxy hands on comes from its address, whoever asked."""
    if "HTTP_X_FORWARDED_FOR" in request.META or "HTTP_FORWARDED" in request.META:
        return False
    try:
        address = ip_address(str(request.META.get("REMOTE_ADDR", "")))
    except ValueError:
        return False
    return any(address in ip_network(network) for network in settings.METRICS_FROM)


class House(Collector):
    """Asked anew for each page."""

    def collect(self) -> Iterable[GaugeMetricFamily]:
        yield gauge("sockets", "Sockets connected to this process.", [({}, hub.socket_count)])
        yield from places.discs()
        try:
            now = database_now()
            found = [*orders.gauges(now), *deliveries.gauges(now), *places.database(now)]
        except DatabaseError:
            found = []
        yield gauge("database_up", "1 when the database answered.", [({}, bool(found))])
        yield from found


REGISTRY = CollectorRegistry()
ProcessCollector(namespace="grid_dispatch", registry=REGISTRY)
for _each in (REQUESTS, SECONDS, House()):
    REGISTRY.register(_each)
