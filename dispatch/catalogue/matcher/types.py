"""What goes into the matcher and what comes out."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MatchItem:
    """A catalogue item as the matcher sees it; ``aliases`` hold the approved synonyms too (X15)."""

    code: str
    name: str
    aliases: tuple[str, ...] = ()
    category: str = ""
    bureau: str = ""
    materials: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An item that may be meant. ``score`` runs from 0 to 1 and only compares within one matcher."""

    code: str
    score: float
