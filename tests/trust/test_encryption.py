"""What lies in the database tells nobody anything, and its keys can be changed while people work (S27)."""

import io
import re
import threading
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.core.management import CommandError, call_command
from django.db import connection

from agents import vault
from agents.fields import Sealed
from agents.models import User
from agents.resealing.columns import sealed_columns
from agents.resealing.reseal import _sealed_anew, _write, old_count, reseal
from dispatch.orders.actions import NewOrder, place_order
from dispatch.orders.models import Order
from tests.conftest import NINE
from tests.trust.world import NAME, PHONE, asked, build_world

NEW_KEY = {"k2": b"n" * 32}
CIPHERS = ["aes", "sm4"]


@pytest.fixture(params=CIPHERS)
def cipher(request, settings):
    settings.FIELD_CIPHER = request.param
    return request.param


def column_of(model, name):
    return next(each for each in sealed_columns() if (each.model, each.field.name) == (model, name))


def blob_of(model, pk, name):
    return model.objects.filter(pk=pk).values_list(name, flat=True).get().blob


def test_what_is_sealed_opens_and_only_where_it_was_sealed(cipher):
    blob = vault.seal("陈奶奶", bound_to="a row")
    assert blob.startswith("sm4:") == (cipher == "sm4")
    assert vault.open_sealed(blob, bound_to="a row") == "陈奶奶"
    with pytest.raises(vault.SealBroken):
        vault.open_sealed(blob, bound_to="another row")


def test_an_altered_value_does_not_open(cipher):
    blob = vault.seal("陈奶奶", bound_to="a row")
    for at in range(blob.index(".") + 1, len(blob) - 3):
        altered = blob[:at] + ("A" if blob[at] != "A" else "B") + blob[at + 1 :]
        with pytest.raises(vault.SealBroken):
            vault.open_sealed(altered, bound_to="a row")


@pytest.mark.parametrize(
    "blob", ["", "k1", "k1.", "k1.AAAA", "sm4:k1.AAAA", "k9.AAAA", "陈奶奶", "sm4:陈奶奶"]
)
def test_what_was_never_sealed_does_not_open(blob):
    with pytest.raises(vault.SealBroken):
        vault.open_sealed(blob, bound_to="a row")


def test_a_wrong_key_opens_nothing_and_shows_no_page(cast, place, cipher, settings, client):
    order = place()
    settings.FIELD_KEYS = {next(iter(settings.FIELD_KEYS)): b"w" * 32}
    kept = Order.objects.get(pk=order.pk)
    with pytest.raises(vault.SealBroken):
        _ = kept.applicant_phone


def test_one_number_sealed_twice_is_two_values(cipher):
    assert len({vault.seal(PHONE, bound_to="a row") for _ in range(10)}) == 10


def test_values_sealed_by_the_one_cipher_open_under_the_other(settings):
    blobs = {}
    for settings.FIELD_CIPHER in CIPHERS:
        blobs[settings.FIELD_CIPHER] = vault.seal("陈奶奶", bound_to="a row")
    for settings.FIELD_CIPHER in CIPHERS:
        assert {vault.open_sealed(blob, bound_to="a row") for blob in blobs.values()} == {"陈奶奶"}


@pytest.mark.parametrize("digest", ["sha256", "sm3"])
def test_the_index_differs_by_kind_by_key_and_by_digest(digest, settings):
    plain = vault.index("phone", PHONE)
    settings.INDEX_DIGEST = digest
    one = vault.index("phone", PHONE)
    assert (one == plain) == (digest == "sha256") and re.fullmatch("[0-9a-f]{32}", one)
    assert one != vault.index("bank_account", PHONE) and one == vault.index("phone", PHONE)
    settings.INDEX_KEY = b"other" * 6 + b"xx"
    assert vault.index("phone", PHONE) != one


# A new key


@pytest.mark.parametrize("to", CIPHERS)
def test_every_column_is_sealed_anew_and_the_old_key_may_go(cast, place, media, settings, to):
    settings.DEMO = True
    world = build_world(cast, place)
    settings.FIELD_KEYS, settings.FIELD_CIPHER = {**NEW_KEY, **settings.FIELD_KEYS}, to
    said = io.StringIO()
    call_command("reseal", stdout=said)
    assert "Done." in said.getvalue()
    settings.FIELD_KEYS = NEW_KEY
    for column in sealed_columns():
        assert old_count(column) == 0, column.name
        for row in column.model._base_manager.all():
            _ = getattr(row, column.field.name)
    order = Order.objects.get(pk=world.order.pk)
    assert (order.applicant_name, order.applicant_phone) == (NAME, f"+86{PHONE}")
    assert User.objects.by_phone(f"+86{PHONE}", county_id=cast.county.code) == cast.chen


def test_what_was_written_meanwhile_is_not_overwritten(cast, settings):
    settings.FIELD_KEYS = {**NEW_KEY, **settings.FIELD_KEYS}
    column = column_of(User, "name")
    stale, _ = _sealed_anew(
        column, [(cast.chen.pk, cast.chen.pk, Sealed(blob_of(User, cast.chen.pk, "name")))]
    )
    cast.chen.name = "陈秀英"
    cast.chen.save()
    assert _write(column, stale) == 0 and User.objects.get(pk=cast.chen.pk).name == "陈秀英"


def test_a_value_that_no_key_opens_stays_and_stops_the_command(cast, settings):
    broken = "k7.AAAA"
    with connection.cursor() as cursor:
        cursor.execute("update agents_user set name = %s where id = %s", [broken, cast.bai.pk])
    settings.FIELD_KEYS = {**NEW_KEY, **settings.FIELD_KEYS}
    with pytest.raises(CommandError, match="1 values do not open"):
        call_command("reseal", stdout=io.StringIO())
    assert blob_of(User, cast.bai.pk, "name") == broken
    assert blob_of(User, cast.chen.pk, "name").startswith("k2.")


def test_a_batch_is_one_statement_however_many_rows(cast, settings, django_assert_num_queries):
    settings.FIELD_KEYS = {**NEW_KEY, **settings.FIELD_KEYS}
    people = User.objects.count()
    # Read, write, read that nothing is left.
    with django_assert_num_queries(3):
        assert reseal(column_of(User, "name")).done == people


@pytest.mark.parametrize("change", [{"FIELD_KEYS": NEW_KEY}, {"FIELD_CIPHER": vault.SM4}])
def test_a_value_names_the_key_and_the_cipher_that_sealed_it(settings, monkeypatch, change):
    """Also where either changes between the first byte and the last."""
    keys = settings.FIELD_KEYS

    def change_meanwhile(key: bytes) -> AESGCM:
        for name, value in change.items():
            setattr(settings, name, value)
        return AESGCM(key)

    with monkeypatch.context() as sealing:
        sealing.setattr(vault, "AESGCM", change_meanwhile)
        blob = vault.seal(NAME, bound_to="row")
    settings.FIELD_KEYS = {**NEW_KEY, **keys}
    assert vault.open_sealed(blob, bound_to="row") == NAME


@pytest.mark.django_db(transaction=True)
def test_orders_are_placed_and_read_while_keys_change(cast, place, settings):
    """Two keys in turn, a placing thread beside it; every order opens in the end, with the last key alone."""
    for _ in range(20):
        place()
    old, failures, stop = settings.FIELD_KEYS, [], threading.Event()

    def people() -> None:
        try:
            while not stop.is_set():
                new = NewOrder(id=uuid4(), wish="低保", applicant_name=NAME, applicant_phone=PHONE)
                placed = place_order(new, county=cast.county, by=cast.chen, at=NINE)
                assert Order.objects.get(pk=placed.pk).applicant_name == NAME
        except Exception as failure:
            failures.append(failure)
        finally:
            connection.close()

    thread = threading.Thread(target=people)
    thread.start()
    try:
        for key_id in ("k2", "k3"):
            settings.FIELD_KEYS = {key_id: key_id.encode() * 16, **old, "k2": b"k2" * 16}
            for column in sealed_columns():
                reseal(column, batch=3)
    finally:
        stop.set()
        thread.join(30)
    assert failures == [] and not thread.is_alive()
    for column in sealed_columns():
        reseal(column)
    settings.FIELD_KEYS = {"k3": b"k3" * 16}
    assert {order.applicant_name for order in Order.objects.all()} == {NAME}
    assert Order.objects.count() > 20


# What a thief of the disk would read


def test_a_dump_of_the_database_holds_no_number_and_no_name(cast, place, media, settings):
    settings.DEMO = True
    build_world(cast, place)
    asked(place, cast)
    dump = whole_database()
    assert len(dump) > 20_000
    # Inside of a longer word eleven digits are chance: sealed text, digests and random ids are such words.
    assert re.findall(r"(?<![\w/+=-])(?:\+?86)?1\d{10}(?![\w/+=-])", dump, re.ASCII) == []
    assert re.findall(r"(?<![\w/+=-])\d{17}[\dXx](?![\w/+=-])", dump, re.ASCII) == []
    for personal in (NAME, "西山村3组12号", "屋里漏雨"):
        assert personal not in dump


def whole_database() -> str:
    """Every row of every table as text, as a dump would hold it."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        rows = []
        for table in tables:
            cursor.execute(f"select row::text from {table} row")
            rows += [row for (row,) in cursor.fetchall()]
    return "\n".join(rows)
