"""What the catalogue says about each item, in concepts: the index that a request is held against."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import log

import numpy as np
import numpy.typing as npt

from dispatch.catalogue.matcher.data import phrases_by_name
from dispatch.catalogue.matcher.kinds import Kind, kinds_of_items
from dispatch.catalogue.matcher.lexicon import APART, Lexicon
from dispatch.catalogue.matcher.normalise import BREAK, normalise
from dispatch.catalogue.matcher.segment import Token, segment
from dispatch.catalogue.matcher.sound import sound_of
from dispatch.catalogue.matcher.types import MatchItem

NAME_SAYS = 3.0
PHRASE_SAYS = 1.0
SURROUNDINGS_SAY = 0.2
"""An item's name speaks louder than an alias; its category, bureau and materials barely whisper."""

IDLE_WORD_SAYS = 0.5
"""An alias or phrase may use an idle word (手机 in 不会手机认证), but only a name makes an office matter of it."""

AGE_WEIGHT = 0.5
UNKNOWN_CHAR_WEIGHT = 0.2


Numbers = npt.NDArray[np.intp]
Values = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Said:
    """An inverted list: where a concept or a pair of sounds is said, each place once, and how loudly."""

    where: Numbers
    loudness: Values


@dataclass(frozen=True, slots=True)
class Phrases:
    """All phrases in a row, in the order of their items, and in each its tokens.

    ``begins_at``: the first token of each phrase; ``item_begins_at``: the first phrase of each item in ``items``.
    """

    token_count: int
    begins_at: Numbers
    weight: Values
    item_begins_at: Numbers
    items: Numbers


@dataclass(frozen=True, slots=True)
class Profile:
    """Items by number in catalogue order, and the inverted lists over what they say; ``token_says`` is by token."""

    codes: list[str]
    concept_weight: Mapping[str, float]
    item_says: Mapping[str, Said]
    token_says: Mapping[str, Said]
    phrases: Phrases
    pair_items: Mapping[str, Said]
    pair_weight: Mapping[str, float]
    rare_pair_weight: float
    kinds: Sequence[tuple[frozenset[str], Numbers]]


@dataclass(slots=True)
class _Draft:
    """What is counted while the items are read, before it becomes arrays."""

    codes: list[str] = field(default_factory=list)
    concept_weight: dict[str, float] = field(default_factory=dict)
    item_says: dict[str, dict[int, float]] = field(default_factory=dict)
    phrase_item: list[int] = field(default_factory=list)
    phrase_begins_at: list[int] = field(default_factory=list)
    phrase_weight: list[float] = field(default_factory=list)
    token_count: int = 0
    token_says: dict[str, dict[int, float]] = field(default_factory=dict)
    pair_items: dict[str, dict[int, float]] = field(default_factory=dict)
    pair_weight: dict[str, float] = field(default_factory=dict)
    rare_pair_weight: float = 0.0
    kinds: list[Kind] = field(default_factory=kinds_of_items)

    def finished(self) -> Profile:
        firsts = [n for n, item in enumerate(self.phrase_item) if n == 0 or self.phrase_item[n - 1] != item]
        return Profile(
            codes=self.codes,
            concept_weight=self.concept_weight,
            item_says=_as_lists(self.item_says),
            token_says=_as_lists(self.token_says),
            phrases=Phrases(
                token_count=self.token_count,
                begins_at=np.array(self.phrase_begins_at, dtype=np.intp),
                weight=np.array(self.phrase_weight),
                item_begins_at=np.array(firsts, dtype=np.intp),
                items=np.array([self.phrase_item[n] for n in firsts], dtype=np.intp),
            ),
            pair_items=_as_lists(self.pair_items),
            pair_weight=self.pair_weight,
            rare_pair_weight=self.rare_pair_weight,
            kinds=[(kind.signs, np.array(sorted(kind.items), dtype=np.intp)) for kind in self.kinds],
        )


def _as_lists(said: Mapping[str, Mapping[int, float]]) -> dict[str, Said]:
    return {
        name: Said(np.fromiter(where, dtype=np.intp), np.fromiter(where.values(), dtype=np.float64))
        for name, where in said.items()
    }


def build_profile(items: Iterable[MatchItem], lexicon: Lexicon) -> Profile:
    """Cut every name, alias and phrase once; then count how telling each concept is among these items."""
    profile = _Draft()
    cut: list[tuple[int, list[Token]]] = []
    counts: dict[str, dict[int, float]] = {}
    pairs: dict[str, Counter[int]] = {}
    for index, item in enumerate(items):
        profile.codes.append(item.code)
        for kind in profile.kinds:
            if kind.named.search(item.name):
                kind.items.add(index)
        for text, loudness in _texts(item):
            plain = normalise(text)
            tokens = meaning_tokens(segment(plain, lexicon, forgiving=False), lexicon)
            if loudness < NAME_SAYS:
                tokens = [_softened(token, lexicon) for token in tokens]
            cut.append((index, tokens))
            _count(counts, tokens, index, loudness)
            for pair in sound_pairs(plain, tokens):
                pairs.setdefault(pair, Counter())[index] += 1
        for text in (item.category, item.bureau, *item.materials):
            tokens = meaning_tokens(segment(normalise(text), lexicon, forgiving=False), lexicon)
            for token in tokens:
                for concept in token.concepts:
                    profile.item_says.setdefault(concept, {}).setdefault(index, SURROUNDINGS_SAY)
    _weigh_concepts(profile, counts, lexicon)
    _weigh_pairs(profile, pairs)
    for index, tokens in cut:
        _add_phrase(profile, index, tokens)
    return profile.finished()


def _texts(item: MatchItem) -> list[tuple[str, float]]:
    """Each text of an item and how loudly it speaks."""
    phrases = (*item.aliases, *phrases_by_name().get(item.name, ()))
    return [(item.name, NAME_SAYS), *((phrase, PHRASE_SAYS) for phrase in phrases)]


def meaning_tokens(tokens: Iterable[Token], lexicon: Lexicon) -> list[Token]:
    """The tokens that the lexicon knows and that are more than filler, without filler concepts."""
    kept = []
    for token in tokens:
        concepts = {
            name: share for name, share in token.concepts.items() if lexicon.role_of.get(name) != "filler"
        }
        if concepts:
            kept.append(Token(token.start, token.end, token.word, concepts, token.sureness))
    return kept


def _softened(token: Token, lexicon: Lexicon) -> Token:
    concepts = {
        name: share * (IDLE_WORD_SAYS if lexicon.role_of.get(name) in APART else 1.0)
        for name, share in token.concepts.items()
    }
    return replace(token, concepts=concepts)


def sound_pairs(text: str, tokens: Sequence[Token]) -> set[str]:
    """Neighbouring sounds within what is not filler; a pair survives any homophone."""
    keep = [False] * len(text)
    for token in tokens:
        for position in range(token.start, token.end):
            keep[position] = True
    sound = sound_of("".join(char if kept else BREAK for char, kept in zip(text, keep, strict=True)))
    return {sound[i : i + 2] for i in range(len(sound) - 1) if BREAK not in sound[i : i + 2]}


def _count(counts: dict[str, dict[int, float]], tokens: Iterable[Token], index: int, loudness: float) -> None:
    for token in tokens:
        for concept, share in token.concepts.items():
            said_by = counts.setdefault(concept, {})
            said_by[index] = said_by.get(index, 0.0) + loudness * share


def _weigh_concepts(profile: _Draft, counts: Mapping[str, Mapping[int, float]], lexicon: Lexicon) -> None:
    """Rare among the items is telling; a concept that no item has weighs most: it speaks against all of them."""
    size = max(len(profile.codes), 2)
    for concept in lexicon.role_of:
        spread = sum(min(1.0, said) for said in counts.get(concept, {}).values())
        rarity = log((size + 1) / (spread + 1)) / log(size + 1)
        profile.concept_weight[concept] = lexicon.weight_of_role(concept) * (0.25 + 0.75 * rarity)
    for concept, said_by in counts.items():
        profile.concept_weight.setdefault(concept, AGE_WEIGHT)
        says = profile.item_says.setdefault(concept, {})
        for index, said in said_by.items():
            says[index] = max(says.get(index, 0.0), said / (said + 0.6))


def _weigh_pairs(profile: _Draft, pairs: Mapping[str, Mapping[int, int]]) -> None:
    size = max(len(profile.codes), 2)
    for pair, said_by in pairs.items():
        profile.pair_weight[pair] = log((size + 1) / (len(said_by) + 0.5))
        profile.pair_items[pair] = {index: said / (said + 0.6) for index, said in said_by.items()}
    profile.rare_pair_weight = log((size + 1) / 0.5)


def _add_phrase(profile: _Draft, index: int, tokens: Sequence[Token]) -> None:
    if not tokens:
        return
    total = 0.0
    profile.phrase_begins_at.append(profile.token_count)
    for place, token in enumerate(tokens, start=profile.token_count):
        weight = token_weight(token, profile.concept_weight)
        total += weight
        for concept, share in token.concepts.items():
            profile.token_says.setdefault(concept, {})[place] = share * weight
    profile.token_count += len(tokens)
    profile.phrase_item.append(index)
    profile.phrase_weight.append(total)


def token_weight(token: Token, weights: Mapping[str, float]) -> float:
    """The most telling concept decides; a single character says less than a word."""
    return max(weights.get(name, AGE_WEIGHT) * share for name, share in token.concepts.items()) * (
        0.7 if token.end - token.start == 1 else 1.0
    )
