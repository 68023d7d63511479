"""A demo has a place of its own and never touches the data of a site that people use."""

import os
import socket

import pytest

from config.demo import surroundings
from config.demo.run import run
from config.demo.telling import speak_the_terminals_language


@pytest.fixture
def environment(tmp_path):
    """The environment as it was is put back, whatever the demo does to it."""
    before = dict(os.environ)
    os.environ["DEMO_DATA_DIR"] = str(tmp_path / "demo")
    for name in ("PORT", "HOST", "DEMO_DATABASE_URL"):
        os.environ.pop(name, None)
    yield os.environ
    os.environ.clear()
    os.environ.update(before)


def test_a_countys_database_keys_and_directory_are_left_aside(environment, tmp_path):
    environment["DATABASE_URL"] = "postgresql://real/county"
    environment["DATA_DIR"] = "/srv/county"
    environment["FIELD_KEYS"] = "k1:real"
    environment["REDIS_URL"] = "redis://real"
    surroundings.settle()
    assert environment["DATA_DIR"] == str(tmp_path / "demo")
    assert not {"DATABASE_URL", "FIELD_KEYS", "INDEX_KEY", "REDIS_URL"} & set(environment)
    assert environment["DEMO"] == "1"


def test_another_database_is_taken_when_it_is_named_for_the_demo(environment):
    environment["DEMO_DATABASE_URL"] = "postgresql://mine/demo"
    surroundings.settle()
    assert environment["DATABASE_URL"] == "postgresql://mine/demo"


def test_a_free_port_is_found_and_a_named_one_is_kept(environment):
    address = surroundings.settle()
    assert address.port > 1024 and environment["PORT"] == str(address.port)
    assert surroundings.settle().port == address.port


def test_a_port_that_is_taken_is_a_sentence(environment, capsys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        environment["PORT"] = str(taken.getsockname()[1])
        assert run(orders=1, keep=False) == 1
    assert environment["PORT"] in capsys.readouterr().err


@pytest.mark.parametrize(("asked", "spoken"), [("zh_CN.UTF-8", "zh-hans"), ("en_GB.UTF-8", "en"), ("", "en")])
def test_it_speaks_the_language_of_the_terminal(environment, asked, spoken):
    from django.utils import translation

    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        environment.pop(name, None)
    environment["LANG"] = asked
    with translation.override("fr"):
        speak_the_terminals_language()
        assert translation.get_language() == spoken
