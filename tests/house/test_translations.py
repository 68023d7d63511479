"""Both languages of the interface are complete, and they use the glossary's words."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

PROJECT = Path(__file__).resolve().parents[2]
CATALOGUE = PROJECT / "frontend/locale/zh_Hans/LC_MESSAGES/django.po"
ROOMS = ["agents", "config", "dispatch", "frontend", "points", "realtime"]
# Words that the glossary's last column rules out for the things of this house, as whole words of the interface.
RULED_OUT = re.compile(r"\b(ticket|rider|lobby|tenant|upvote)s?\b|骑手|抢购|订单|顾客|用户", re.IGNORECASE)


@pytest.fixture(scope="module")
def po() -> polib.POFile:
    return polib.pofile(str(CATALOGUE))


def test_nothing_is_untranslated_or_fuzzy(po):
    assert [entry.msgid for entry in po if not entry.obsolete and not entry.translated()] == []
    assert [entry.msgid for entry in po.fuzzy_entries()] == []


def test_the_compiled_catalogue_is_the_written_one(po):
    mo = polib.mofile(str(CATALOGUE.with_suffix(".mo")))
    compiled = {(entry.msgctxt, entry.msgid): entry.msgstr or entry.msgstr_plural for entry in mo}
    written = {
        (entry.msgctxt, entry.msgid): entry.msgstr or entry.msgstr_plural
        for entry in po
        if not entry.obsolete
    }
    assert compiled == written


def test_placeholders_survive_translation(po):
    holes = re.compile(r"%\(\w+\)[sd]|%\(\w+\)\.\df")
    for entry in po:
        if not entry.obsolete and not entry.msgid_plural:
            assert sorted(holes.findall(entry.msgid)) == sorted(holes.findall(entry.msgstr)), entry.msgid


# What is filled in later stands for a Chinese word.
HOLE = re.compile(r"%\(\w+\)(?:[sd]|\.\d+f)|\{\w+\}|<[^>]+>")
CHINESE = "[\u3400-\u9fff\u3000-\u303f\uff00-\uffef“”‘’]"
HALF_WIDTH = re.compile(f"(?<={CHINESE})[,;:!?()]|[,;:!?()](?={CHINESE})|(?<=[，。；：！？]) ")


def test_chinese_sentences_have_chinese_punctuation(po):
    sentences = [
        sentence
        for entry in po
        if not entry.obsolete
        for sentence in (entry.msgstr, *entry.msgstr_plural.values())
    ]
    assert [each for each in sentences if HALF_WIDTH.search(HOLE.sub("字", each))] == []
    # It would find each of these.
    for wrong in ("不填,就是全天", "每分(元)", "%(name)s:三条", "手机丢了?", "值班： 陈"):
        assert HALF_WIDTH.search(HOLE.sub("字", wrong))


def test_every_sentence_of_the_source_is_in_the_catalogue(po, tmp_path):
    for room in ROOMS:
        shutil.copytree(
            PROJECT / room,
            tmp_path / room,
            ignore=shutil.ignore_patterns("__pycache__", "vendor", "fixtures", "*.mo"),
        )
    shutil.copy(PROJECT / "manage.py", tmp_path / "manage.py")
    command = [sys.executable, "-m", "django", "makemessages", "--locale", "zh_Hans", "--no-wrap", "-v0"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    fresh = polib.pofile(str(tmp_path / CATALOGUE.relative_to(PROJECT)))
    wanted = {entry.msgid for entry in fresh if not entry.obsolete}
    have = {entry.msgid for entry in po if not entry.obsolete}
    assert wanted - have == set() and have - wanted == set()


def glossary() -> dict[str, str]:
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \|", (PROJECT / "docs/glossary.md").read_text(), re.MULTILINE)
    return {english.strip().lower(): chinese.strip() for english, chinese in rows[2:]}


def test_the_glossary_is_read():
    assert glossary()["grid"] == "网格" and len(glossary()) > 30


def test_a_word_of_the_glossary_is_translated_by_the_glossary(po):
    words = glossary()
    for entry in po:
        chinese = words.get(entry.msgid.lower())
        if chinese and not entry.obsolete:
            allowed = re.split(r"[^\u4e00-\u9fff一-龥]+", chinese)
            assert entry.msgstr in allowed, f"{entry.msgid}: {entry.msgstr}, the glossary says {chinese}"


def test_words_ruled_out_are_not_used(po):
    for entry in po:
        if not entry.obsolete:
            assert not RULED_OUT.search(entry.msgid + entry.msgstr), (entry.msgid, entry.msgstr)
