"""What every answer says to the browser, also when it says no, a file, or that it failed (S25)."""

import pytest
from django.test import Client

from tests.api.conftest import Caller
from tests.pages.clock import browser_of

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
ADDRESSES = [
    "/", "/nowhere/", "/account/sign-in/", "/agent/", "/office/", "/static/css/base.css", "/static/nothing.css",
    "/worker.js", "/healthz", "/metrics", "/api/v1/me", "/api/v1/nowhere", "/api/v1/openapi.json", "/f/x/",
]  # fmt: skip


def require_headers(answer):
    assert {name: answer.get(name) for name in ALWAYS} == ALWAYS
    policy = answer["Content-Security-Policy"]
    assert "default-src 'self'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy
    assert "camera=()" in answer["Permissions-Policy"]


@pytest.mark.parametrize("path", ADDRESSES)
def test_every_answer_carries_them(cast, path):
    require_headers(Client().get(path))


def test_a_failure_carries_them_too(cast, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("frontend.citizen.home.render", broken)
    monkeypatch.setattr("frontend.api.me.user_of", broken)
    for answer in (
        Client(raise_request_exception=False).get("/"),
        _failing(Caller(cast.chen)).get("/me"),
    ):
        assert answer.status_code == 500
        require_headers(answer)


def _failing(caller):
    caller.client = Client(raise_request_exception=False)
    return caller


def test_a_strange_host_carries_them_too(cast):
    answer = Client().get("/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    require_headers(answer)


def test_behind_tls_every_answer_asks_for_tls(cast, settings):
    settings.SECURE_HSTS_SECONDS = 31_536_000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True
    for path in ADDRESSES:
        said = Client().get(path, secure=True)["Strict-Transport-Security"]
        assert said == "max-age=31536000; includeSubDomains; preload", path


@pytest.mark.parametrize("path", ["/", "/healthz", "/static/css/base.css", "/api/v1/me", "/account/sign-in/"])
@pytest.mark.parametrize("method", ["TRACE", "TRACK", "CONNECT", "PROPFIND"])
def test_methods_that_nobody_needs_are_off(cast, path, method):
    answer = Client().generic(method, path, headers={"Cookie": "session=secret"})
    assert answer.status_code == 405 and b"secret" not in answer.content
    require_headers(answer)


def test_pages_about_a_person_are_not_kept(cast, place):
    order = place()
    pages = {
        cast.chen: [
            "/",
            "/orders/",
            f"/orders/{order.pk}/",
            "/me/",
            "/me/data/",
            "/me/data/export/",
            "/nowhere/",
        ],
        cast.wei.user: ["/agent/", "/agent/me/", "/agent/points/"],
        cast.li.user: ["/office/", f"/office/orders/{order.pk}/", "/office/people/", "/office/rewards/"],
    }
    for user, paths in pages.items():
        for path in paths:
            assert "no-store" in browser_of(user).get(path)["Cache-Control"], path
    for path in ("/account/sign-in/", "/account/password/", "/f/x/"):
        assert "no-store" in Client().get(path)["Cache-Control"], path
    assert "no-store" in Caller(cast.chen).get("/orders")["Cache-Control"]


def test_signing_out_clears_what_the_browser_kept(cast):
    """Not its cookies: the one that says that an agent serves here must outlive the agent's session (X10)."""
    answer = browser_of(cast.wei.user).post("/account/sign-out/")
    assert answer["Clear-Site-Data"] == '"storage"' and answer.cookies["session"].value == ""


def test_no_page_of_a_debugger_and_no_document_of_the_api_to_try(cast):
    for path in ("/docs", "/api/docs", "/api/v1/docs", "/admin/", "/__debug__/"):
        assert Client().get(path).status_code == 404
