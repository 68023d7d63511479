"""How well each item answers a stretch of text: an interpretable sum, no learned weights."""

from collections.abc import Sequence
from dataclasses import dataclass

from dispatch.catalogue.matcher.lexicon import idle_shapes
from dispatch.catalogue.matcher.profile import (
    UNKNOWN_CHAR_WEIGHT,
    Profile,
    sound_pairs,
    token_weight,
)
from dispatch.catalogue.matcher.segment import Token
from dispatch.catalogue.matcher.split import WISHES


@dataclass(frozen=True, slots=True)
class Mix:
    """How much each view counts; tuned on the development sets (docs/matcher.md).

    explained: share of the request's weight that the item speaks of; phrase: the item's most similar phrase;
    letters: shared pairs of sounds. The three add up to one. evidence_half: the weight at which evidence counts half;
    only_named: for a kind whose signs are missing; told: the same where nothing is asked either; idle: for a
    question shape that asks no office.
    """

    explained: float = 0.45
    phrase: float = 0.37
    letters: float = 0.18
    evidence_half: float = 0.85
    only_named: float = 0.83
    told: float = 0.65
    idle: float = 0.6


MIX = Mix()

PHRASE_SIDE = 0.9
"""A phrase is measured mostly against itself: a long story may hold a short phrase whole."""


def score_items(
    text: str, tokens: Sequence[Token], known: Sequence[Token], profile: Profile, mix: Mix = MIX
) -> dict[int, float]:
    """Item number → 0..1. ``known`` are the tokens with meaning, ``tokens`` all of them."""
    weights = [token_weight(token, profile) for token in known]
    unknown = sum(1 for token in tokens if not token.concepts)
    total = sum(weights) + unknown * UNKNOWN_CHAR_WEIGHT
    if total <= 0:
        return {}
    explained = _explained(known, weights, profile)
    phrase = _best_phrase(known, profile, total)
    letters = _letters(text, known, profile)
    said = {name for token in known for name in token.concepts}
    unmeant = [kind.items for kind in profile.kinds if said.isdisjoint(kind.signs)]
    named = mix.only_named if WISHES.search(text) else mix.told
    idle = mix.idle if idle_shapes().search(text) else 1.0
    scores: dict[int, float] = {}
    for index, weight in explained.items():
        certain = weight / (weight + mix.evidence_half)
        scores[index] = (
            idle
            * certain
            * (
                mix.explained * weight / total
                + mix.phrase * phrase.get(index, 0.0)
                + mix.letters * letters.get(index, 0.0)
            )
        )
        if any(index in items for items in unmeant):
            scores[index] *= named
    return scores


def _explained(known: Sequence[Token], weights: Sequence[float], profile: Profile) -> dict[int, float]:
    """For each item, the weight of the request's words that the item speaks of."""
    explained: dict[int, float] = {}
    for token, weight in zip(known, weights, strict=True):
        best: dict[int, float] = {}
        for concept, share in token.concepts.items():
            for index, says in profile.item_says.get(concept, {}).items():
                value = share * says
                if value > best.get(index, 0.0):
                    best[index] = value
        for index, value in best.items():
            explained[index] = explained.get(index, 0.0) + value * weight * token.sureness_of_reading
    return explained


def _best_phrase(known: Sequence[Token], profile: Profile, total: float) -> dict[int, float]:
    """For each item, its phrase that shares most with the request: shared over the mean of both weights."""
    heard: dict[str, float] = {}
    for token in known:
        for concept, share in token.concepts.items():
            heard[concept] = max(heard.get(concept, 0.0), share * token.sureness_of_reading)
    shared: dict[tuple[int, int], float] = {}
    for concept, loudness in heard.items():
        for number, place, share, weight in profile.phrase_says.get(concept, ()):
            value = loudness * share * weight
            key = (number, place)
            if value > shared.get(key, 0.0):
                shared[key] = value
    by_phrase: dict[int, float] = {}
    for (number, _place), value in shared.items():
        by_phrase[number] = by_phrase.get(number, 0.0) + value
    best: dict[int, float] = {}
    for number, value in by_phrase.items():
        both = PHRASE_SIDE * profile.phrase_weight[number] + (1 - PHRASE_SIDE) * max(total, value)
        likeness = value / both
        index = profile.phrase_item[number]
        if likeness > best.get(index, 0.0):
            best[index] = likeness
    return best


def _letters(text: str, known: Sequence[Token], profile: Profile) -> dict[int, float]:
    """Shared pairs of neighbouring sounds, for what the lexicon does not know."""
    total = 0.0
    shared: dict[int, float] = {}
    for pair in sound_pairs(text, known):
        weight = profile.pair_weight.get(pair)
        if weight is None:
            total += profile.rare_pair_weight
            continue
        total += weight
        for index, says in profile.pair_items[pair].items():
            shared[index] = shared.get(index, 0.0) + weight * says
    return {index: value / total for index, value in shared.items()} if total else {}
