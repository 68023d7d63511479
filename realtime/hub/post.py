"""What travels to the hubs: frames ready to be sent on, cards to be made, and requests to hang up. Pure Python."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

# Understood by every listener: a frame without words of a language.
ANY_LANGUAGE = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """One text for whoever is in a group of ``to`` and in none of ``but``: encoded once per language."""

    to: tuple[str, ...]
    texts: Mapping[str, str]
    but: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HangUp:
    """Close every socket of these groups with this code."""

    groups: tuple[str, ...]
    code: int


@dataclass(frozen=True, slots=True)
class Cards:
    """Orders whose cards a hub makes itself, once somebody in a group of ``to`` listens to it; else nobody makes them.

    A card is a page's worth of template in each language, and at night it would be drawn for nobody.
    """

    order_ids: tuple[str, ...]
    reach: str
    to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Post:
    """One publish: many frames of one tick travel together. Cards are shown before what the frames say of them."""

    frames: tuple[Frame, ...] = ()
    cards: tuple[Cards, ...] = ()
    hang_ups: tuple[HangUp, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.frames or self.cards or self.hang_ups)


def pack(post: Post) -> dict[str, Any]:
    """As the channel layer carries it."""
    return {
        "type": "post",
        "frames": [[list(frame.to), dict(frame.texts), list(frame.but)] for frame in post.frames],
        "cards": [[list(each.order_ids), each.reach, list(each.to)] for each in post.cards],
        "hang_ups": [[list(hang_up.groups), hang_up.code] for hang_up in post.hang_ups],
    }


def unpack(message: Mapping[str, Any]) -> Post:
    """Raises KeyError, TypeError or ValueError for what no ``pack`` has made."""
    return Post(
        frames=tuple(Frame(tuple(to), dict(texts), tuple(but)) for to, texts, but in message["frames"]),
        # A process of the release before says nothing of cards.
        cards=tuple(Cards(tuple(ids), str(reach), tuple(to)) for ids, reach, to in message.get("cards", ())),
        hang_ups=tuple(HangUp(tuple(groups), int(code)) for groups, code in message["hang_ups"]),
    )
