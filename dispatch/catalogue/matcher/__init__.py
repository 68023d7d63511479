"""The local matcher: from a citizen's vague words to the catalogue items that may be meant (LS-02, X15).

Pure Python: no Django, no network, no model. ``docs/matcher.md`` says how it works and how it is measured.
"""

from dispatch.catalogue.matcher.matcher import Matcher
from dispatch.catalogue.matcher.types import MatchItem, Suggestion

__all__ = ["MatchItem", "Matcher", "Suggestion"]
