"""Alerts and dashboard speak of metrics that there are, and each metric is in one of them."""

import json
import re
from datetime import timedelta

import pytest
import yaml
from django.utils import timezone

from config.embedded.environment import PROJECT
from realtime.heartbeat import DISPATCHER, beat
from tests.operations.production import DEPLOY

pytestmark = pytest.mark.django_db
WATCHING = DEPLOY / "watching"
NAME = re.compile(r"grid_dispatch_\w+")


@pytest.fixture
def page(client, cast, place, settings, tmp_path) -> str:
    """/metrics of a house in which each of them has a value."""
    settings.DATA_DIR = settings.MEDIA_ROOT = tmp_path
    place(at=timezone.now() - timedelta(seconds=90))
    for worker in (DISPATCHER, "deliveries", "verify", "backup"):
        beat(worker, at=timezone.now())
    client.get("/healthz")
    return client.get("/metrics").content.decode()


def samples(page: str) -> set[str]:
    return {
        line.partition(" ")[0].partition("{")[0] for line in page.splitlines() if not line.startswith("#")
    }


def declared(page: str) -> set[str]:
    """By their HELP line; one without a value yet is there all the same."""
    return {line.split()[2] for line in page.splitlines() if line.startswith("# HELP")}


def used() -> dict[str, set[str]]:
    alerts = yaml.safe_load((WATCHING / "alerts.yml").read_text())
    rules = [rule for group in alerts["groups"] for rule in group["rules"]]
    dashboard = json.loads((WATCHING / "grafana.json").read_text())
    asked = [target["expr"] for panel in dashboard["panels"] for target in panel["targets"]]
    return {
        "alerts": {name for rule in rules for name in NAME.findall(rule["expr"])},
        "dashboard": {name for expression in asked for name in NAME.findall(expression)},
    }


@pytest.mark.parametrize("where", ["alerts", "dashboard"])
def test_each_metric_that_is_named_exists(page, where):
    assert used()[where]
    assert sorted(used()[where] - samples(page) - declared(page)) == []


def test_each_metric_of_ours_is_looked_at(page):
    ours = {name for name in declared(page) if not name.startswith("grid_dispatch_process_")}
    looked_at = {re.sub("_bucket$", "", name) for name in set().union(*used().values())}
    assert sorted(name for name in ours if name not in looked_at and not name.endswith("_created")) == []


def test_each_alert_says_what_and_the_manual_what_to_do():
    alerts = yaml.safe_load((WATCHING / "alerts.yml").read_text())
    manual = (PROJECT / "docs" / "operations.md").read_text()
    for rule in (rule for group in alerts["groups"] for rule in group["rules"]):
        assert rule["annotations"]["summary"] and rule["labels"]["severity"] in {"page", "ticket"}
        assert f"| `{rule['alert']}` |" in manual, rule["alert"]


def test_prometheus_asks_the_ports_that_nginx_knows():
    said = yaml.safe_load((WATCHING / "prometheus.yml").read_text())
    asked = said["scrape_configs"][0]["static_configs"][0]["targets"]
    lists = "".join((DEPLOY / "nginx" / f"{kind}.servers").read_text() for kind in ("pages", "sockets"))
    assert sorted(asked) == sorted(re.findall(r"server (\S+?);", lists))


def test_no_metric_is_declared_twice(page):
    names = [line.split()[2] for line in page.splitlines() if line.startswith("# TYPE")]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("asks", "status"),
    [
        ({"REMOTE_ADDR": "127.0.0.1"}, 200),
        ({"REMOTE_ADDR": "::1"}, 200),
        ({"REMOTE_ADDR": "10.7.0.4"}, 404),
        ({"REMOTE_ADDR": ""}, 404),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "127.0.0.1"}, 404),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_FORWARDED": "for=127.0.0.1"}, 404),
    ],
)
def test_metrics_are_for_who_asks_from_inside(client, asks, status):
    assert client.get("/metrics", **asks).status_code == status


def test_a_collector_on_another_host_is_let_in_by_name(client, settings):
    settings.METRICS_FROM = ["10.7.0.0/24"]
    assert client.get("/metrics", REMOTE_ADDR="10.7.0.4").status_code == 200
    assert client.get("/metrics", REMOTE_ADDR="10.7.1.4").status_code == 404
