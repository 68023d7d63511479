"""The lexicon: which words mean which concept, and how much such words weigh. Files under ``lexicon/``."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from dispatch.catalogue.matcher.data import HERE, data_lines
from dispatch.catalogue.matcher.sound import sound_of

WORD_CHARS_MAX = 8
SHAPES_FILE = "shapes.txt"

ROLE_WEIGHTS: Mapping[str, float] = {
    "thing": 1.0,  # papers, shops, benefits: what it is about
    "deed": 0.85,  # lost, renew, move, sell: what shall happen
    "who": 0.05,  # for whom
    "outside": 1.8,  # what no office does, unless an item says so
    "everyday": 0.5,  # what any story is made of
    "filler": 0.0,
}
APART = frozenset(("outside", "everyday"))
"""In these lists every word stands for itself; the headings only sort them."""

OUTSIDE_TOO_SHARE = 0.4
"""A word that is also said about things no office does (高铁票) speaks more softly for its other meanings."""

CORE_WORDS = 3
HINT_CHARS_MAX = 2
HINT_SHARE = 0.8
"""The first words of a line name the thing. A short later word with none of their characters (公交 for the senior
card) is a hint: it often tells of the thing, and often of something else."""

NESTED_SHARE = 0.45
"""残疾证 says 残疾 as well, but less loudly than when it is said alone."""


@dataclass(slots=True)
class Lexicon:
    """Words to concepts; concepts to roles; and the indexes by sound and by a left-out character."""

    concepts_of: dict[str, dict[str, float]] = field(default_factory=dict)
    role_of: dict[str, str] = field(default_factory=dict)
    by_sound: dict[str, list[str]] = field(default_factory=dict)
    by_gap: dict[str, list[str]] = field(default_factory=dict)

    def weight_of_role(self, concept: str) -> float:
        return ROLE_WEIGHTS[self.role_of[concept]]

    def is_filler(self, word: str) -> bool:
        return all(self.role_of[concept] == "filler" for concept in self.concepts_of[word])


@cache
def load_lexicon() -> Lexicon:
    """Read every topic file. Raises ``ValueError`` naming the line that is not ``concept: words``."""
    lexicon = Lexicon()
    for path in sorted((HERE / "lexicon").glob("*.txt")):
        if path.name == SHAPES_FILE:
            continue
        role = ""
        for line in data_lines(path):
            if line.startswith("["):
                role = line.strip("[]")
                continue
            _add_line(lexicon, role, line, where=path.name)
    _add_nested(lexicon)
    _index_slips(lexicon)
    return lexicon


@cache
def idle_shapes() -> re.Pattern[str]:
    """One pattern of all question shapes that ask for no office matter."""
    return re.compile("|".join(f"(?:{line})" for line in data_lines(HERE / "lexicon" / SHAPES_FILE)))


def _add_line(lexicon: Lexicon, role: str, line: str, *, where: str) -> None:
    concept, colon, words = line.partition(":")
    if not colon or role not in ROLE_WEIGHTS:
        raise ValueError(f"{where}: not a line of concept and words under a known heading: {line!r}")
    listed = words.split()
    core = set(concept).union(*listed[:CORE_WORDS])
    for word in listed:
        # Outside words do not share a concept: a county whose item says 搬家 does not take in 扛米.
        name = f"{concept}/{word}" if role in APART else concept
        lexicon.role_of.setdefault(name, role)
        lexicon.concepts_of.setdefault(word, {})[name] = _share_of(word, role, core)


def _share_of(word: str, role: str, core: set[str]) -> float:
    hint = role == "thing" and len(word) <= HINT_CHARS_MAX and core.isdisjoint(word)
    return HINT_SHARE if hint else 1.0


def _add_nested(lexicon: Lexicon) -> None:
    """Long words also carry, more softly, the things and deeds named inside them."""
    own = {word: dict(concepts) for word, concepts in lexicon.concepts_of.items()}
    for word, concepts in lexicon.concepts_of.items():
        outside = any(lexicon.role_of[concept] in APART for concept in concepts)
        if outside:
            outside_too = False
            for concept in concepts:
                if lexicon.role_of[concept] == "outside":
                    outside_too = True
            for concept in concepts:
                if outside_too and lexicon.role_of[concept] not in APART:
                    concepts[concept] = OUTSIDE_TOO_SHARE
        if len(word) < 3 or outside:
            continue
        for part in _parts(word):
            for concept in own.get(part, {}):
                if lexicon.role_of[concept] in ("thing", "deed"):
                    concepts.setdefault(concept, NESTED_SHARE)


def _parts(word: str) -> list[str]:
    size = len(word)
    return [word[i:j] for i in range(size) for j in range(i + 2, size + 1) if j - i < size]


def _index_slips(lexicon: Lexicon) -> None:
    for word in lexicon.concepts_of:
        if len(word) < 2 or lexicon.is_filler(word) or word.isascii():
            continue
        lexicon.by_sound.setdefault(sound_of(word), []).append(word)
        if len(word) >= 4:
            for gap in range(len(word)):
                lexicon.by_gap.setdefault(word[:gap] + word[gap + 1 :], []).append(word)
