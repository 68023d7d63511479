"""The catalogue items that vague words may mean."""

from agents.models import County
from agents.text import clean
from dispatch.catalogue.matching import matcher_for
from dispatch.catalogue.models import CatalogueItem

WORDS_LENGTH_MAX = 200
SUGGESTIONS_MAX = 4


def suggest_items(county: County, words: str, *, limit: int = SUGGESTIONS_MAX) -> list[CatalogueItem]:
    """Best first; empty when nothing fits, which never hinders anybody from asking."""
    text = clean(words)[:WORDS_LENGTH_MAX]
    codes = [each.code for each in matcher_for(county.code).suggest(text, limit=limit)] if text else []
    items = CatalogueItem.objects.offered().filter(county=county, code__in=codes) if codes else []
    found = {item.code: item for item in items}
    return [found[code] for code in codes if code in found]
