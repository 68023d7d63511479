"""The matcher itself: built once for a county's catalogue, asked for every request."""

from collections.abc import Iterable

import numpy as np

from dispatch.catalogue.matcher.lexicon import load_lexicon
from dispatch.catalogue.matcher.normalise import normalise
from dispatch.catalogue.matcher.profile import Values, build_profile, meaning_tokens
from dispatch.catalogue.matcher.score import score_items
from dispatch.catalogue.matcher.segment import segment
from dispatch.catalogue.matcher.split import clauses_of
from dispatch.catalogue.matcher.types import MatchItem, Suggestion

FITS_FROM = 0.185
"""Below this best score nothing is suggested: calibrated on sets of requests that the lexicon had not seen."""

NEAR_THE_BEST = 0.4
SURE_CLAUSE = 0.97
CLAUSE = 0.73
BACKGROUND = 0.55
"""A clause alone counts a little less than the whole request; one that only tells how things stand, less again."""


class Matcher:
    """Suggests catalogue items for a citizen's words. Immutable after building, safe for threads."""

    def __init__(self, items: Iterable[MatchItem]) -> None:
        self._lexicon = load_lexicon()
        self._profile = build_profile(items, self._lexicon)

    def suggest(self, text: str, *, limit: int = 5) -> list[Suggestion]:
        """The items that may be meant, best first; nothing when none fits. Never raises on any text."""
        plain = normalise(text)
        scores = self._scores(plain)
        clauses = clauses_of(plain)
        asked = any(clause.wish for clause in clauses)
        for clause in clauses:
            share = SURE_CLAUSE if clause.sure else CLAUSE
            if asked and not clause.wish:
                share *= BACKGROUND
            scores = np.maximum(scores, share * self._scores(clause.text))
        return self._best_of(scores, max(limit, 0))

    def _best_of(self, scores: Values, limit: int) -> list[Suggestion]:
        """Of equal ones the catalogue's first; what differs by the order of a sum only is equal."""
        scores = scores.round(9)
        floor = scores.max(initial=0.0) * NEAR_THE_BEST
        if floor < FITS_FROM * NEAR_THE_BEST:
            return []
        (near,) = np.nonzero(scores >= floor)
        ranked = near[np.argsort(-scores[near], kind="stable")][:limit]
        return [
            Suggestion(self._profile.codes[index], round(min(float(scores[index]), 1.0), 4))
            for index in ranked
        ]

    def _scores(self, plain: str) -> Values:
        tokens = segment(plain, self._lexicon, forgiving=True)
        known = meaning_tokens(tokens, self._lexicon)
        return score_items(plain, tokens, known, self._profile)
