from typing import Self

from dispatch.catalogue.models import CatalogueItem
from frontend.api.schemas.base import Told


class ItemRef(Told):
    code: str
    name: str

    @classmethod
    def of(cls, item: CatalogueItem) -> Self:
        return cls(code=item.code, name=item.name)


class ItemTold(Told):
    code: str
    name: str
    category: str
    difficulty_class: int
    popular_rank: int | None

    @classmethod
    def of(cls, item: CatalogueItem) -> Self:
        return cls(
            code=item.code,
            name=item.name,
            category=item.category,
            difficulty_class=item.difficulty_class,
            popular_rank=item.popular_rank,
        )


class GuideTold(Told):
    """办事指南: what the citizen must know of one item."""

    code: str
    name: str
    category: str
    difficulty_class: int
    bureau: str
    level: str
    materials: list[str]
    promised_days: int | None
    statutory_days: int | None
    statutory_law: str
    note: str

    @classmethod
    def of(cls, item: CatalogueItem) -> Self:
        return cls(
            code=item.code,
            name=item.name,
            category=item.category,
            difficulty_class=item.difficulty_class,
            bureau=item.bureau.name if item.bureau else "",
            level=item.level,
            materials=[str(material) for material in item.materials],
            promised_days=item.promised_days,
            statutory_days=item.statutory_days,
            statutory_law=item.statutory_law,
            note=item.note,
        )


class SuggestionTold(Told):
    code: str
    name: str
    score: float


class SuggestionsTold(Told):
    """Best first; empty when nothing fits, which never stands in the way of placing."""

    rows: list[SuggestionTold]
