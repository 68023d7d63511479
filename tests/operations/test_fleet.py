"""The fleet as we ship it: the units' commands behind nginx's file, used from outside, restarted under load."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from uuid import uuid4

import pyotp
import pytest
import requests

from tests.house.conftest import new_open_directory
from tests.operations.fleet.browser import Browser
from tests.operations.fleet.house import HOST, House, house
from tests.operations.fleet.load import Load, open_socket
from tests.operations.production import DEPLOY
from tests.realtime.servers import wait_until


@pytest.fixture(scope="module")
def fleet():
    with new_open_directory() as root, house(root) as made:
        yield made


def ask(fleet: House, path: str, **more):
    headers = {"Host": HOST, **more.pop("headers", {})}
    return requests.request(
        more.pop("method", "GET"), f"{fleet.url}{path}", headers=headers, verify=False, timeout=60, **more
    )


def test_an_order_is_placed_and_a_socket_hears_of_it(fleet):
    _agent, village = fleet.people["agents"][0]
    with open_socket(fleet, fleet.people["cookies"][0]) as page:
        assert json.loads(page.recv(timeout=30))["type"] == "hello"
        said = {
            "id": str(uuid4()), "wish": "屋里漏雨,想问下危房那个补助", "applicant_name": "试一试",
            "applicant_phone": "10900000001", "village_code": village,
        }  # fmt: skip
        token = {"Authorization": f"Bearer {fleet.people['citizens'][0]}"}
        assert ask(fleet, "/api/v1/orders", method="POST", json=said, headers=token).status_code == 201
        assert said["id"] in page.recv(timeout=30)


def test_what_is_inside_stays_inside(fleet):
    assert [ask(fleet, path).status_code for path in ("/metrics", "/readyz", "/healthz")] == [404, 404, 200]
    inside = requests.get(f"http://127.0.0.1:{fleet.pages[0]}/metrics", timeout=60)
    assert "grid_dispatch_http_requests_total" in inside.text
    forged = ask(fleet, "/healthz", headers={"X-Request-ID": "f" * 32})
    assert (
        re.fullmatch("[0-9a-f]{32}", forged.headers["X-Request-ID"])
        and forged.headers["X-Request-ID"] != "f" * 32
    )


def test_a_citizen_signs_in_by_a_code(fleet):
    browser = Browser(fleet)
    asked = browser.send("/account/sign-in/", phone="10900000777")
    assert (asked.status_code, asked.headers["Location"]) == (302, "/account/code/"), asked.text
    wait_until(lambda: bool(_code_of(browser)), "the code lies in the inbox", seconds=60)
    code = _code_of(browser)
    entered = browser.send("/account/code/", code=code)
    assert (entered.status_code, entered.headers["Location"]) == (302, "/"), entered.text
    assert_kept_at_home(entered)
    assert browser.get("/orders/").status_code == 200


def _code_of(browser: Browser) -> str:
    _, _, lines = browser.get("/demo/inbox/?phone=10900000777").text.partition('id="inbox"')
    found = re.search(r"<p>[^<]*?\b(\d{6})\b", lines)
    return found[1] if found else ""


def test_an_officer_signs_in_by_password_and_second_step(fleet):
    fleet._run(["-c", OFFICER])
    browser = Browser(fleet)
    first = browser.send("/account/password/", username="door", password="three-herons-by-the-door")
    assert first.status_code == 302, first.text
    second = browser.send(first.headers["Location"], code=pyotp.TOTP(SECRET).now())
    assert second.status_code == 302, second.text
    assert_kept_at_home(second)
    assert browser.get("/office/").status_code in (200, 302)
    assert fleet._run(["-c", ADDRESS]).strip() == "127.0.0.1", "as nginx saw it, whatever a client claims"


def test_a_form_of_another_site_is_refused(fleet):
    refused = Browser(fleet).send("/account/sign-in/", origin="https://evil.example", phone="10900000778")
    assert refused.status_code == 403


def assert_kept_at_home(answer: requests.Response) -> None:
    """Sent back over TLS to this host alone, and no script reads it."""
    cookies = answer.raw.headers.getlist("Set-Cookie")
    (session,) = (each for each in cookies if each.startswith("__Host-session="))
    told = {part.strip().lower() for part in session.split(";")[1:]}
    assert {"secure", "httponly", "path=/", "samesite=lax"} <= told
    assert not any(part.startswith("domain") for part in told)


SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
OFFICER = f"""
import pyotp
import django; django.setup()
from datetime import timedelta
from django.utils import timezone
from agents.models import Officer, User
from agents.second_step.codes import set_up_second_step
from tests.bench.seeds import county
at = timezone.now()
user = User(county=county(), name="门前一试", username="door", created_at=at, password_set_at=at)
user.set_password("three-herons-by-the-door")
user.save(force_insert=True)
Officer.objects.create(user=user, county=user.county, name="门前一试", role=Officer.Role.AUDITOR)
earlier = at - timedelta(minutes=5)
set_up_second_step(user, "{SECRET}", pyotp.TOTP("{SECRET}").at(earlier), at=earlier)
"""
ADDRESS = """
import django; django.setup()
from agents.models import AuditEntry
print(AuditEntry.objects.filter(deed="signed_in").latest("id").address)
"""


def test_http_leads_to_https_and_https_stays(fleet):
    plain = requests.get(
        f"http://127.0.0.1:{fleet.plain_port}/items/",
        headers={"Host": HOST},
        allow_redirects=False,
        timeout=60,
    )
    assert (plain.status_code, plain.headers["Location"]) == (301, f"https://{HOST}/items/")
    assert "max-age=31536000" in ask(fleet, "/").headers["Strict-Transport-Security"]


def test_too_large_a_body_is_refused_at_the_door(fleet):
    assert ask(fleet, "/api/v1/orders", method="POST", data=b"x" * (22 * 2**20)).status_code == 413


def test_http_2_is_spoken(fleet):
    said = subprocess.run(
        ["curl", "-sk", "-o", "/dev/null", "-w", "%{http_version}", "-H", f"Host: {HOST}", fleet.url],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert said.stdout == "2"


def test_a_rolling_restart_under_load_fails_nobody(fleet):
    with Load(fleet) as load:
        rolled = fleet.roll()
    assert rolled.returncode == 0, rolled.stdout + rolled.stderr
    print(rolled.stdout)
    print(
        f"{sum(load.answered.values())} operations, {len(load.placed)} placed, {len(load.claimed)} claimed, "
        f"{len(load.failed)} failed, {load.sent_again} sent again, longest {load.longest_seconds:.2f} s; "
        f"sockets lost {load.sockets_lost} times, "
        f"away {max(load.socket_away_seconds, default=0):.2f} s at most"
    )
    assert load.failed == {}
    assert load.sockets_lost and load.placed and load.claimed
    token = {"Authorization": f"Bearer {fleet.people['citizens'][0]}"}
    assert ask(fleet, "/api/v1/me", headers=token).status_code == 200
    found = fleet._run(["-c", COUNT, *load.placed])
    assert int(found) == len(load.placed)


COUNT = """
import sys
import django; django.setup()
from dispatch.orders.models import Order
print(Order.objects.filter(pk__in=sys.argv[1:]).count())
"""


def test_with_all_servers_down_people_read_a_sentence(fleet):
    """The last test of the fleet: it stops the pages."""
    for port in fleet.pages:
        fleet.systemctl("stop", f"grid-dispatch-pages@{port - 8000}.service")
    page, machine = ask(fleet, "/"), ask(fleet, "/api/v1/me")
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert page.status_code == machine.status_code == 503
    assert page.headers["Retry-After"] == machine.headers["Retry-After"] == "5"
    assert "请稍候" in page.text and machine.json()["status"] == 503
    posted = ask(fleet, "/account/password/", method="POST", data={"username": "an"})
    assert posted.status_code == 503 and "请稍候" in posted.text
    logs = "".join(path.read_text() for path in (fleet.root / "log").iterdir())
    assert '"status":503' in logs and "/account/" not in logs and "/api/" not in logs


def test_systemd_reads_the_units(tmp_path):
    """Each command is there in a release only, so stand-ins are put where it looks."""
    units = [
        path for path in (DEPLOY / "systemd").iterdir() if path.suffix in {".service", ".target", ".timer"}
    ]
    for unit in units:
        text = unit.read_text().replace("/opt/grid-dispatch/current/.venv/bin/", "/bin/true ")
        (tmp_path / unit.name).write_text(text)
    named = [path.name.replace("@.", "@101.") for path in units]
    for template in tmp_path.glob("*@.service"):
        shutil.copy(template, template.with_name(template.name.replace("@.", "@101.")))
    said = subprocess.run(
        ["systemd-analyze", "verify", *[str(tmp_path / name) for name in named]],
        env={"SYSTEMD_UNIT_PATH": f"{tmp_path}:", "PATH": "/usr/bin:/bin"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (said.returncode, said.stderr) == (0, "")


def test_the_target_starts_what_nginx_and_roll_name():
    wanted = set(
        re.findall(r"grid-dispatch-(\w+)@(\d+)", (DEPLOY / "systemd/grid-dispatch.target").read_text())
    )
    for kind in ("pages", "sockets"):
        ports = re.findall(r":8(\d+);", Path(DEPLOY / "nginx" / f"{kind}.servers").read_text())
        assert ports and {number for each, number in wanted if each == kind} == set(ports)
