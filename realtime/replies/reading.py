"""What somebody means who types ``抢 4821`` on a phone with keys. Pure Python."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

CODE_DIGITS = 4


class Verb(StrEnum):
    CLAIM = "claim"
    START = "start"
    COMPLETE = "complete"
    RELEASE = "release"
    # What nothing could be made of; whoever asks for help is answered the same.
    UNCLEAR = "unclear"


@dataclass(frozen=True)
class Reading:
    """``code`` is empty when none was given; ``words`` is what follows: a result, a reason, a note."""

    verb: Verb
    code: str = ""
    words: str = ""


# Simplified, traditional and English; the longer word first where it begins with a shorter one.
WORDS = {
    Verb.CLAIM: ("抢单", "搶單", "抢", "搶", "接单", "接單", "claim"),
    Verb.START: ("已联系", "已聯繫", "已聯系", "联系", "聯繫", "聯系", "contact"),
    Verb.COMPLETE: ("办结", "辦結", "完成", "办完", "辦完", "done"),
    Verb.RELEASE: ("退单", "退單", "退回", "退", "release"),
}
_GAP = r"[\s\W_]*"
_VERBS = "|".join(f"(?P<{verb}>{'|'.join(words)})" for verb, words in WORDS.items())
_REPLY = re.compile(
    rf"{_GAP}(?:{_VERBS}){_GAP}(?P<code>(?<!\d)\d{{{CODE_DIGITS}}}(?!\d))?{_GAP}(?P<words>.*)",
    re.DOTALL | re.IGNORECASE,
)
_CODE_ALONE = re.compile(rf"{_GAP}(?P<code>\d{{{CODE_DIGITS}}}){_GAP}")


def read_reply(text: str) -> Reading:
    """Full-width digits, any spaces and punctuation, and a code by itself (which claims) are understood."""
    # NFKC turns full-width letters, digits and punctuation into plain ones, and leaves Chinese as it is.
    plain = unicodedata.normalize("NFKC", text)
    alone = _CODE_ALONE.fullmatch(plain)
    if alone:
        return Reading(Verb.CLAIM, alone["code"])
    said = _REPLY.fullmatch(plain)
    if said is None:
        return Reading(Verb.UNCLEAR)
    verb = next(verb for verb in WORDS if said[verb])
    return Reading(verb, said["code"] or "", said["words"].strip())
