"""How words sound to a phone's dictation and to a southern ear: tones, zh/z, n/l, h/f, -ng/-n fall together."""

import re
from functools import cache

from dispatch.catalogue.matcher.data import HERE, data_lines

# Pairs that Hunan speakers and dictation mix up, folded to the left-hand one.
_FOLDS = (
    (re.compile(r"^(z|c|s)h"), r"\1"),
    (re.compile(r"^n(?=.)"), "l"),
    (re.compile(r"^hu(?=.)"), "f"),
    (re.compile(r"^hu$"), "fu"),
    (re.compile(r"ng$"), "n"),
)


def fold_syllable(syllable: str) -> str:
    """``zhong`` → ``zon``, ``nian`` → ``lian``, ``huang`` → ``fan``."""
    for pattern, replacement in _FOLDS:
        syllable = pattern.sub(replacement, syllable)
    return syllable


@cache
def _sound_table() -> dict[int, str]:
    """Character → one private character for its folded syllable, so that a sound is as long as its word."""
    table: dict[int, str] = {}
    marks: dict[str, str] = {}
    for line in data_lines(HERE / "tables" / "syllables.txt"):
        syllable, _, chars = line.partition(" ")
        folded = fold_syllable(syllable)
        mark = marks.setdefault(folded, chr(0xE000 + len(marks)))
        table.update({ord(char): mark for char in chars})
    return table


def sound_of(text: str) -> str:
    """The text's sound, one mark a character; characters without a known reading stand for themselves."""
    return text.translate(_sound_table())
