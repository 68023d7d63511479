"""Several matters in one sentence: where a request may be cut, and how surely."""

import re
from dataclasses import dataclass

from dispatch.catalogue.matcher.normalise import BREAK

TURNS = re.compile(
    "还有|顺便|顺带|另外|以及|同时|再就是|还想|还要|也想|也要|也没|再要|然后|接着|完了|一起|完了以后|到时候|后面|办好了|还得|再一个|再有|和|跟|或者"
)
WISHES = re.compile(
    "想|要|怎么|怎样|如何|咋|能|可以|可否|申请|请问|问问|问一下|办|吗|求|需|哪|什么|有没有|有无"
)
CLAUSES_MAX = 8


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch that may be a matter of its own; ``sure`` when a word such as 顺便 opens or ends it.

    ``wish`` when it asks for something; where one clause asks, those that only tell are background.
    """

    text: str
    sure: bool
    wish: bool


def clauses_of(text: str) -> list[Clause]:
    """The clauses of a normalised text, or nothing when it has only one."""
    lines = [TURNS.split(line) for line in text.split(BREAK)]
    found: list[Clause] = []
    for place, pieces in enumerate(lines):
        # 给娃转学,还要办社保卡: a turn that opens the next line makes this one a matter of its own.
        turned = place + 1 < len(lines) and len(lines[place + 1]) > 1 and not lines[place + 1][0]
        for piece in pieces:
            if len(piece) >= 2:
                wish = turned or bool(WISHES.search(piece))
                found.append(Clause(piece, len(pieces) > 1 or turned, wish))
    return found[:CLAUSES_MAX] if len(found) > 1 else []
