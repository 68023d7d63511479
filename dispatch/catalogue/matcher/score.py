"""How well each item answers a stretch of text: an interpretable sum, no learned weights."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dispatch.catalogue.matcher.lexicon import idle_shapes
from dispatch.catalogue.matcher.profile import (
    UNKNOWN_CHAR_WEIGHT,
    Profile,
    Values,
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
) -> Values:
    """For each item number 0..1. ``known`` are the tokens with meaning, ``tokens`` all of them."""
    weights = [token_weight(token, profile.concept_weight) for token in known]
    unknown = sum(1 for token in tokens if not token.concepts)
    total = sum(weights) + unknown * UNKNOWN_CHAR_WEIGHT
    if not known:
        return np.zeros(len(profile.codes))
    explained = _explained(known, weights, profile)
    certain = explained / (explained + mix.evidence_half)
    likeness = (
        mix.explained * explained / total
        + mix.phrase * _best_phrase(known, profile, total)
        + mix.letters * _letters(text, known, profile)
    )
    idle = mix.idle if idle_shapes().search(text) else 1.0
    scores: Values = idle * certain * likeness
    return _without_unmeant(scores, text, known, profile, mix)


def _without_unmeant(scores: Values, text: str, known: Sequence[Token], profile: Profile, mix: Mix) -> Values:
    """An item that is of several kinds loses once."""
    said = {name for token in known for name in token.concepts}
    unmeant = np.zeros(len(scores), dtype=bool)
    for signs, items in profile.kinds:
        if said.isdisjoint(signs):
            unmeant[items] = True
    scores[unmeant] *= mix.only_named if WISHES.search(text) else mix.told
    return scores


def _explained(known: Sequence[Token], weights: Sequence[float], profile: Profile) -> Values:
    """For each item, the weight of the request's words that the item speaks of."""
    explained = np.zeros(len(profile.codes))
    for token, weight in zip(known, weights, strict=True):
        loudest = np.zeros(len(profile.codes))
        for concept, share in token.concepts.items():
            if said := profile.item_says.get(concept):
                loudest[said.where] = np.maximum(loudest[said.where], share * said.loudness)
        explained += loudest * (weight * token.sureness_of_reading)
    return explained


def _best_phrase(known: Sequence[Token], profile: Profile, total: float) -> Values:
    """For each item, its phrase that shares most with the request: shared over the mean of both weights."""
    best = np.zeros(len(profile.codes))
    phrases = profile.phrases
    if not phrases.token_count:
        return best
    shared = np.zeros(phrases.token_count)
    for concept, loudness in _heard(known).items():
        if said := profile.token_says.get(concept):
            shared[said.where] = np.maximum(shared[said.where], loudness * said.loudness)
    by_phrase = np.add.reduceat(shared, phrases.begins_at)
    both = PHRASE_SIDE * phrases.weight + (1 - PHRASE_SIDE) * np.maximum(total, by_phrase)
    best[phrases.items] = np.maximum.reduceat(by_phrase / both, phrases.item_begins_at)
    return best


def _heard(known: Sequence[Token]) -> dict[str, float]:
    """How loudly each concept is said where it is said loudest."""
    heard: dict[str, float] = {}
    for token in known:
        for concept, share in token.concepts.items():
            heard[concept] = max(heard.get(concept, 0.0), share * token.sureness_of_reading)
    return heard


def _letters(text: str, known: Sequence[Token], profile: Profile) -> Values:
    """Shared pairs of neighbouring sounds, for what the lexicon does not know."""
    total = 0.0
    shared = np.zeros(len(profile.codes))
    for pair in sound_pairs(text, known):
        weight = profile.pair_weight.get(pair)
        if weight is None:
            total += profile.rare_pair_weight
            continue
        total += weight
        said = profile.pair_items[pair]
        shared[said.where] += weight * said.loudness
    return shared / total if total else shared
