"""One spelling for one thing: width, case, traditional characters, look-alikes, controls."""

import re
import unicodedata
from functools import cache

from dispatch.catalogue.matcher.data import HERE, data_lines

TEXT_LOOKED_AT_MAX = 240
"""Only so many characters of a request are looked at; a wish that matters is said well within them."""

# Strokes that a hand, an input method or a scanner takes for another: as they stand they are no words.
LOOK_ALIKES = {
    "囗": "口",
    "帐": "账",
    "巳": "已",
    "曰": "日",
    "証": "证",
    "咗": "了",
    "咁": "这",
    "佢": "他",
    "唔": "不",
}
NOT_TEXT = re.compile(r"[^0-9a-z\u3400-\u4dbf\u4e00-\u9fff]+")
BREAK = "\n"

# 健康方面的证, 残疾的那个证: the links go, so that the paper's own name remains.
LOOSE_LINK = re.compile(
    "(?:方面的|上面的|那方面的|类的|上的|的那个|的这个|那个|这个|那种|的)"
    "(?=证|许可|执照|补贴|补助|津贴|贷款|救助|备案|检疫|牌照|资格|公证)"
)


def normalise(text: str) -> str:
    """Lower-case simplified text; every run of anything else than letters, digits and characters is one break."""
    # Full-width forms and ligatures may grow when unfolded, so the cut is made before and after.
    wide = unicodedata.normalize("NFKC", text[:TEXT_LOOKED_AT_MAX])[:TEXT_LOOKED_AT_MAX]
    plain = wide.lower().translate(_one_spelling())
    return LOOSE_LINK.sub("", NOT_TEXT.sub(BREAK, plain).strip(BREAK))


@cache
def _one_spelling() -> dict[int, str]:
    table = {ord(char): plain for char, plain in LOOK_ALIKES.items()}
    for line in data_lines(HERE / "tables" / "traditional.txt"):
        plain, _, variants = line.partition(" ")
        table.update({ord(char): plain for char in variants})
    return table
