"""The parts of the embedded runner, each by itself."""

import signal
import socket
from dataclasses import dataclass

import pytest

from config.embedded.waiting import wait_until
from config.serve import banner, children
from config.serve.address import Address, AddressError, address_from_environment
from config.serve.stopping import Stopping, StopRequested


@dataclass
class Somebody:
    label: str
    name: str
    phone: str = ""
    username: str = ""
    password: str = ""


@pytest.fixture
def stopping() -> Stopping:
    return Stopping()


@pytest.mark.parametrize("port", ["0", "65536", "80a", "-1", "8000.0", "八千"])
def test_a_port_is_a_number_that_there_is(monkeypatch: pytest.MonkeyPatch, port: str) -> None:
    monkeypatch.setenv("PORT", port)
    with pytest.raises(AddressError, match="PORT must be a number from 1 to 65535"):
        address_from_environment()


@pytest.mark.parametrize("host", ["no-such-host.invalid", "300.1.1.1", "a" * 70, "一" * 70])
def test_a_host_that_is_not_known_is_named(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    monkeypatch.setenv("HOST", host)
    with pytest.raises(AddressError, match="HOST must name an address of this machine"):
        address_from_environment()


@pytest.mark.parametrize(
    ("host", "base_url"),
    [
        ("", "http://127.0.0.1:8001"),
        ("0.0.0.0", "http://127.0.0.1:8001"),
        ("::1", "http://[::1]:8001"),
        ("[::]", "http://[::1]:8001"),
    ],
)
def test_the_address_is_one_a_browser_on_this_machine_can_open(
    monkeypatch: pytest.MonkeyPatch, host: str, base_url: str
) -> None:
    monkeypatch.setenv("HOST", host)
    monkeypatch.setenv("PORT", "8001")
    assert address_from_environment().base_url == base_url


def test_a_taken_port_is_told_before_anything_else_is_done() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(
            AddressError, match=rf"^Port {port} of 127.0.0.1 cannot be listened on \(Address already"
        ):
            Address("127.0.0.1", port, socket.AF_INET).ensure_free()


def test_the_banner_says_where_to_look_and_how_to_sign_in() -> None:
    people = [
        Somebody("群众 Citizen", "陈奶奶", phone="10900000001"),
        Somebody("管理员 County manager", "李主任", username="li", password="demo-li"),
    ]
    text = "\n".join(banner.lines("http://127.0.0.1:8000", people))
    for expected in [
        "群众 Citizen: http://127.0.0.1:8000/\n",
        "代办员 Agent: http://127.0.0.1:8000/agent/\n",
        "http://127.0.0.1:8000/demo/inbox/\n",
        "群众 Citizen 陈奶奶: 手机 phone 10900000001\n",
        "管理员 County manager 李主任: 账号 user li · 密码 password demo-li\n",
    ]:
        assert expected in text


def test_a_stop_breaks_off_the_start_once(stopping: Stopping) -> None:
    with pytest.raises(StopRequested):
        stopping._received(signal.SIGTERM, None)
    stopping._received(signal.SIGTERM, None)


def test_a_stop_waits_for_what_must_not_be_broken_off(stopping: Stopping) -> None:
    done: list[str] = []

    def start_server() -> None:
        with stopping.deferred():
            stopping._received(signal.SIGINT, None)
            done.append("started")

    with pytest.raises(StopRequested):
        start_server()
    assert done == ["started"]


def test_a_stop_while_serving_is_answered_by_the_server(stopping: Stopping) -> None:
    answered: list[str] = []
    with stopping.answered_by(lambda: answered.append("stop")):
        stopping._received(signal.SIGINT, None)
        stopping._received(signal.SIGINT, None)
    assert answered == ["stop", "stop"]


def test_a_dead_child_is_started_again_until_the_site_stops(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(children, "FIRST_PAUSE_SECONDS", 0.01)
    heard: list[str] = []

    def restarted_twice() -> bool:
        heard.append(capfd.readouterr().err)
        return "".join(heard).count("version ended with code 0; starting it again.") >= 2

    running = children.Children(["version"])
    try:
        assert wait_until(restarted_twice, timeout_seconds=20)
    finally:
        running.stop(timeout_seconds=5)
    assert not any(child._keeper.is_alive() for child in running._children)
