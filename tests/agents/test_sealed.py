import base64
from typing import Any

import pytest

from agents import vault
from agents.models import User
from tests.conftest import NINE


@pytest.fixture
def chen(cast):
    return User.objects.get(pk=cast.chen.pk)


def blob(user: User) -> Any:
    sealed: Any = User.objects.filter(pk=user.pk).values_list("phone", flat=True).get()
    return sealed.blob


def test_it_reads_and_writes_as_text(chen):
    chen.name = "陈秀英"
    chen.save()
    assert User.objects.get(pk=chen.pk).name == "陈秀英"


def test_a_value_copied_to_another_row_does_not_open(cast, chen):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("update agents_user set phone = %s where id = %s", [blob(chen), cast.bai.pk])
    with pytest.raises(vault.SealBroken):
        _ = User.objects.get(pk=cast.bai.pk).phone


def test_a_new_key_seals_and_the_old_one_still_opens(chen, settings):
    new_key = base64.b64decode(base64.b64encode(b"n" * 32))
    settings.FIELD_KEYS = {"k2": new_key, **settings.FIELD_KEYS}
    assert chen.phone == "+8610900000001"
    chen.phone = "+8610900000077"
    chen.save()
    assert blob(chen).startswith("k2.")
    settings.FIELD_KEYS = {"k9": b"x" * 32}
    with pytest.raises(vault.SealBroken):
        _ = User.objects.get(pk=chen.pk).phone


def test_saving_a_row_that_was_not_opened_keeps_its_ciphertext(chen):
    before = blob(chen)
    chen.language = "en"
    chen.save()
    assert blob(chen) == before


def test_sealed_fields_are_not_set_behind_the_rows_back(cast):
    with pytest.raises(TypeError):
        User.objects.update(phone="+8610900000001")


def test_look_up_goes_through_the_index(cast):
    assert User.objects.by_phone("+8610900000001", county_id="431127") == cast.chen
    assert User.objects.by_phone("+8610900000001", county_id="431126") is None
    assert vault.index("phone", "x") != vault.index("id", "x")


def test_bulk_insert_seals_each_row(cast):
    people = [User(county=cast.county, name=f"人{n}", created_at=NINE) for n in range(3)]
    User.objects.bulk_create(people)
    assert [User.objects.get(pk=person.pk).name for person in people] == ["人0", "人1", "人2"]
