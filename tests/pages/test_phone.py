"""What a phone is told: how to install the site, what it may keep, whose it is, how what waited is sent."""

import json
import re
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from PIL import Image

from dispatch.orders.actions import claim_order
from dispatch.orders.models import Order, OrderEvent
from frontend.shell.files import shell_names

STATIC = Path(settings.STATICFILES_DIRS[0])


@pytest.mark.parametrize("audience", ["citizen", "agent"])
@pytest.mark.parametrize(("language", "lang"), [("en", "en"), ("zh-hans", "zh-CN")])
def test_the_manifest_speaks_the_language_of_its_address(visitor, audience, language, lang):
    answer = visitor.get(reverse("shell:manifest", args=[audience, language]))
    told = answer.json()
    assert answer["Content-Type"] == "application/manifest+json"
    assert told["lang"] == lang and told["display"] == "standalone" and told["scope"] == "/"
    assert bool(re.search(r"[\u4e00-\u9fff]", told["name"])) == (language == "zh-hans")
    start = {"citizen": "/", "agent": "/agent/"}[audience]
    assert told["start_url"] == told["id"] == start


def test_there_is_no_manifest_in_a_language_the_house_does_not_speak(visitor):
    assert visitor.get("/citizen.fr.webmanifest").status_code == 404


def test_the_icons_are_as_large_as_the_manifest_says(visitor):
    told = visitor.get(reverse("shell:manifest", args=["citizen", "en"])).json()
    drawn = [icon for icon in told["icons"] if icon["type"] == "image/png"]
    assert {icon["purpose"] for icon in drawn} == {"any", "maskable"}
    for icon in drawn:
        with Image.open(STATIC / icon["src"].removeprefix("/static/")) as image:
            assert f"{image.width}x{image.height}" == icon["sizes"]


def test_the_worker_is_served_from_the_root_and_asked_for_anew(visitor):
    answer = visitor.get("/worker.js")
    assert answer["Content-Type"] == "text/javascript"
    assert answer["Cache-Control"] == "no-cache"
    assert "worker-src 'self'" in answer["Content-Security-Policy"]
    assert "manifest-src 'self'" in answer["Content-Security-Policy"]


def test_the_worker_keeps_every_file_that_a_page_on_a_phone_names(visitor, as_user, cast):
    said = visitor.get("/worker.js").content.decode()
    shell = json.loads(said.partition("serve(")[2].removesuffix(");\n"))
    for page in (visitor.get("/"), visitor.get("/ask/"), as_user(cast.wei.user).get("/agent/")):
        used = re.findall(r'(?:href|src)="(/static/(?:css|js|vendor)/[^"]+)"', page.content.decode())
        assert set(used) <= set(shell["files"])


def test_what_a_kept_module_imports_is_kept_too():
    names = set(shell_names())
    for name in names:
        if name.startswith("js/"):
            folder = (STATIC / name).parent
            for imported in re.findall(r'(?:from |import |import\()"(\.[^"]+)"', (STATIC / name).read_text()):
                assert (folder / imported).resolve().relative_to(STATIC.resolve()).as_posix() in names


def test_a_page_says_whose_it_is_and_nothing_about_the_person(visitor, as_user, cast):
    mine, again, other = as_user(cast.chen).get("/"), as_user(cast.chen).get("/"), as_user(cast.bai).get("/")
    assert visitor.get("/")["X-Whose"] == "nobody"
    assert mine["X-Whose"] == again["X-Whose"] != other["X-Whose"]
    assert f'data-whose="{mine["X-Whose"]}"' in mine.content.decode()
    assert str(cast.chen.pk)[:8] not in mine["X-Whose"]


def test_the_phone_may_keep_pages_of_citizens_and_agents_and_no_others(visitor, as_user, cast):
    assert visitor.get("/")["X-Keep"] == "page"
    assert as_user(cast.wei.user).get("/agent/orders/")["X-Keep"] == "page"
    for answer in (
        as_user(cast.li.user).get("/office/"),
        visitor.get("/account/sign-in/"),
        visitor.get("/orders/"),
        visitor.get("/nowhere/"),
        visitor.post("/ask/", {}),
        visitor.get("/api/v1/items"),
    ):
        assert "X-Keep" not in answer


def test_signing_out_clears_the_phone(as_user, cast):
    answer = as_user(cast.chen).post(reverse("account:sign_out"))
    assert answer["Clear-Site-Data"] == '"storage"'


def test_pages_are_sent_compressed_and_answers_to_machines_as_they_are(visitor):
    gzip = {"accept-encoding": "gzip"}
    assert visitor.get("/", headers=gzip)["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in visitor.get("/api/v1/openapi.json", headers=gzip)


# ---- the outbox's door


@pytest.fixture
def order(cast, place):
    return claim_order(place().pk, agent=cast.wei, at=cast.policy.effective_at)


def note(client: Client, order: Order, *, whose: str, **said: str):
    url = reverse("citizen:note", args=[order.pk])
    return client.post(url, {"words": "我下午在家", **said}, headers={"x-outbox": whose})


def test_what_waited_is_sent_as_its_writer_and_answered_for_a_script(as_user, cast, order):
    chen = as_user(cast.chen)
    ticket = chen.get(reverse("shell:ticket")).json()
    answer = note(chen, order, whose=ticket["whose"], id=str(uuid4()))
    assert answer.json() == {"url": reverse("citizen:order", args=[order.pk])}
    assert "Added. Your agent sees it." in chen.get(f"/orders/{order.pk}/").content.decode()


def test_sent_again_unchanged_it_is_the_same_note(as_user, cast, order):
    chen = as_user(cast.chen)
    whose = chen.get(reverse("shell:ticket")).json()["whose"]
    client_id = str(uuid4())
    answers = [note(chen, order, whose=whose, id=client_id) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert OrderEvent.objects.filter(kind="noted").count() == 1


def test_the_agents_note_may_be_sent_again_too(as_user, cast, order):
    wei, client_id = as_user(cast.wei.user), str(uuid4())
    for _ in range(2):
        url = reverse("agent:note", args=[order.pk])
        assert wei.post(url, {"words": "材料收齐", "id": client_id}).status_code == 302
    assert OrderEvent.objects.filter(kind="noted").count() == 1


def test_nothing_is_sent_as_somebody_else(as_user, visitor, cast, order):
    chens = as_user(cast.chen).get(reverse("shell:ticket")).json()["whose"]
    for client in (as_user(cast.bai), visitor):
        assert note(client, order, whose=chens).status_code == 401
    assert not OrderEvent.objects.filter(kind="noted").exists()


def test_a_refusal_of_what_waited_is_the_page_with_the_reason(as_user, cast, order):
    chen = as_user(cast.chen)
    whose = chen.get(reverse("shell:ticket")).json()["whose"]
    answer = note(chen, order, whose=whose, words="")
    assert answer.status_code == 422
    assert "Please fill this in." in answer.content.decode()


def test_a_note_with_an_unreadable_id_is_a_note(as_user, cast, order):
    chen = as_user(cast.chen)
    url = reverse("citizen:note", args=[order.pk])
    assert chen.post(url, {"words": "我下午在家", "id": "\x00?"}).status_code == 302
    assert OrderEvent.objects.get(kind="noted").client_id is None
