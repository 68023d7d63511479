"""One door for all that goes out, and it leads to nobody inside (S19)."""

import ast
import socket
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import requests

from agents.finding.geocoding.providers import provider_for
from agents.outgoing import door as outgoing
from agents.outgoing.addresses import is_never_called, is_public
from agents.outgoing.door import open_door
from config.embedded.environment import PROJECT
from realtime.channels.base import TryLater
from realtime.channels.http import call

INSIDE = [
    "127.0.0.1", "127.1.2.3", "::1", "0.0.0.0", "::", "10.0.0.5", "172.16.0.1", "192.168.1.1", "100.64.0.1",
    "169.254.169.254", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "100.100.100.200", "224.0.0.1", "ff02::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.5", "64:ff9b::7f00:1", "2002:7f00:1::", "240.0.0.1", "255.255.255.255",
    "no address", "",
]  # fmt: skip
METADATA = [
    "169.254.169.254",
    "fe80::1",
    "::ffff:169.254.169.254",
    "100.100.100.200",
    "fd00:ec2::254",
    "0.0.0.0",
]


@pytest.mark.parametrize("address", INSIDE)
def test_what_lies_inside_is_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "114.114.114.114", "2400:3200::1", "64:ff9b::101:101"])
def test_what_lies_outside_is(address):
    assert is_public(address) and not is_never_called(address)


@pytest.mark.parametrize("address", METADATA)
def test_metadata_is_called_by_nobody_whatever_a_setting_says(address):
    assert is_never_called(address)


def test_a_setting_may_name_a_host_inside():
    assert not is_never_called("10.0.0.5") and not is_never_called("127.0.0.1")


@pytest.fixture
def secret():
    """A server of the own network that must not be asked."""
    with listening() as server:
        yield server


@contextmanager
def listening(answer=b"secret", status=200, headers=()):
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            server.asked.append(self.path)
            self.send_response(status)
            for name, value in headers:
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.asked = []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "[::ffff:127.0.0.1]",
        "①27.0.0.1",
    ],
)
def test_no_spelling_of_this_machine_is_called(secret, host):
    with pytest.raises(requests.RequestException):
        open_door().get(f"http://{host}:{secret.server_port}/", timeout=2)
    assert secret.asked == []


def test_a_name_that_leads_inside_is_not_followed(secret, monkeypatch):
    point(monkeypatch, "hook.example.com", "127.0.0.1")
    with pytest.raises(requests.ConnectionError):
        open_door().get(f"http://hook.example.com:{secret.server_port}/", timeout=2)
    assert secret.asked == []


def test_one_address_inside_among_many_is_enough_to_refuse(secret, monkeypatch):
    point(monkeypatch, "hook.example.com", "93.184.216.34", "10.0.0.5")
    with pytest.raises(requests.ConnectionError):
        open_door().get("http://hook.example.com/", timeout=2)


def test_a_name_is_asked_once_and_its_answer_called(secret, monkeypatch):
    """Rebinding: public when it is looked at, this machine when it is called."""
    called = []
    answers = iter([["93.184.216.34"], ["127.0.0.1"], ["127.0.0.1"]])

    def resolve(host, port, *args, **kwargs):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port)) for each in next(answers)]

    def connect(address, *args, **kwargs):
        called.append(address[0])
        raise OSError("not in a test")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr("urllib3.util.connection.create_connection", connect)
    with pytest.raises(requests.ConnectionError):
        open_door().get("http://hook.example.com/", timeout=2)
    assert called == ["93.184.216.34"]


def test_redirects_are_not_followed(secret, settings):
    target = f"http://127.0.0.1:{secret.server_port}/inside"
    with listening(status=302, headers=[("Location", target)]) as outside:
        own = f"http://127.0.0.1:{outside.server_port}"
        with pytest.raises(requests.TooManyRedirects):
            open_door(own_urls=[own]).get(own, timeout=2)
        settings.WECHAT_URL = own
        with pytest.raises(TryLater):
            call("GET", own)
        assert len(outside.asked) == 2
    assert secret.asked == []


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "gopher://127.0.0.1/", "ftp://127.0.0.1/x", "data:text/plain,x"]
)
def test_only_http_goes_out(url):
    with pytest.raises(requests.exceptions.InvalidSchema):
        open_door().get(url, timeout=2)


@pytest.mark.parametrize(
    "form", ["http://good.example@127.0.0.1:{port}/", "http://127.0.0.1:{port}@127.0.0.1:{port}/"]
)
def test_an_address_with_a_user_in_it_is_not_called(secret, form):
    own = f"http://127.0.0.1:{secret.server_port}"
    with pytest.raises(requests.RequestException):
        open_door(own_urls=[own]).get(form.format(port=secret.server_port), timeout=2)
    assert secret.asked == []


def test_a_setting_opens_its_own_origin_and_no_other(secret, settings):
    with listening(b"{}") as gateway:
        settings.SMS_GATEWAY_URL = f"http://127.0.0.1:{gateway.server_port}/sms"
        assert call("GET", settings.SMS_GATEWAY_URL) == {} and gateway.asked == ["/sms"]
        with pytest.raises(TryLater):
            call("GET", f"http://127.0.0.1:{secret.server_port}/")
    assert secret.asked == []


def test_a_proxy_of_the_environment_is_not_asked(secret, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{secret.server_port}")
    point(monkeypatch, "hook.example.com", "10.0.0.5")
    with pytest.raises(requests.ConnectionError):
        open_door().get("http://hook.example.com/", timeout=2)
    assert secret.asked == []


def test_the_geocoder_goes_by_the_same_door():
    geocoder = provider_for("amap", key="k", url="", timeout_seconds=2).geocoder
    adapters = set(map(type, geocoder.adapter.session.adapters.values()))
    assert adapters == {outgoing.DoorAdapter} and geocoder.adapter.session.max_redirects == 0


def test_nobody_else_speaks_http():
    """Two providers' own libraries call the address that a setting names; the embedded site asks itself."""
    speak = {"requests", "urllib3", "httpx", "aiohttp", "urllib.request", "http.client"}
    allowed = {
        "agents/outgoing", "realtime/channels/http.py", "realtime/channels/webpush.py", "realtime/channels/fcm.py",
        "config/demo", "config/serve",
    }  # fmt: skip
    found = {
        str(path.relative_to(PROJECT))
        for room in ("agents", "dispatch", "points", "realtime", "frontend", "config")
        for path in (PROJECT / room).rglob("*.py")
        if _imports(path) & speak
    }
    assert {path for path in found if not path.startswith(tuple(allowed))} == set()


def _imports(path):
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {each.name for each in node.names} | {each.name.partition(".")[0] for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, node.module.partition(".")[0]}
            names |= {f"{node.module}.{each.name}" for each in node.names}
    return names


def point(monkeypatch, name, *addresses):
    real = socket.getaddrinfo

    def resolve(host, port, *args, **kwargs):
        if host != name:
            return real(host, port, *args, **kwargs)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port)) for each in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
