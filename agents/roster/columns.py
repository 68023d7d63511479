"""Which column is which: by the headings that counties write. Pure Python."""

import re
from collections.abc import Sequence

HEADINGS: dict[str, frozenset[str]] = {
    "name": frozenset({"姓名", "代办员", "代办员姓名", "网格员姓名", "网格员", "人员姓名", "名字", "name"}),
    "phone": frozenset(
        {
            "手机",
            "手机号",
            "手机号码",
            "联系电话",
            "电话",
            "电话号码",
            "联系方式",
            "移动电话",
            "phone",
            "mobile",
        }
    ),
    "village": frozenset(
        {
            "村",
            "村居",
            "村社区",
            "村(社区)",
            "所在村",
            "所属村",
            "行政村",
            "村名",
            "村委会",
            "所属村(社区)",
            "村/社区",
            "village",
        }
    ),
    "grid": frozenset({"网格", "网格名称", "所属网格", "所在网格", "网格编码", "网格编号", "grid"}),
    "township": frozenset({"乡镇", "所属乡镇", "所在乡镇", "乡镇(街道)", "镇", "乡镇街道", "township"}),
    "post": frozenset({"岗位", "身份", "人员类别", "类别", "人员类型", "职务", "post"}),
    "office_phone": frozenset({"办公电话", "座机", "固定电话", "office phone"}),
}
NEEDED = ("name", "phone")
NEEDED_ONE_OF = ("village", "grid")

POSTS: dict[str, str] = {
    "": "grid_worker",
    "网格员": "grid_worker",
    "专职网格员": "grid_worker",
    "兼职网格员": "grid_worker",
    "代办员": "grid_worker",
    "grid worker": "grid_worker",
    "村干部": "village_cadre",
    "村(社区)干部": "village_cadre",
    "社区干部": "village_cadre",
    "村支书": "village_cadre",
    "村主任": "village_cadre",
    "village cadre": "village_cadre",
    "辅警": "auxiliary_officer",
    "村辅警": "auxiliary_officer",
    "驻村辅警": "auxiliary_officer",
    "auxiliary officer": "auxiliary_officer",
}


def columns_of(cells: Sequence[str]) -> dict[str, int]:
    """Field → index of its column; empty where the row is no heading of a roster. The first of two alike counts."""
    found: dict[str, int] = {}
    for index, cell in enumerate(cells):
        for field, names in HEADINGS.items():
            if plain(cell) in names:
                found.setdefault(field, index)
    is_heading = all(field in found for field in NEEDED) and any(field in found for field in NEEDED_ONE_OF)
    return found if is_heading else {}


def plain(text: str) -> str:
    """Without spaces, line breaks, stars and colons; brackets made alike: ``手机号码 *`` → ``手机号码``."""
    unified = text.replace("（", "(").replace("）", ")").lower()
    return re.sub(r"[\s*＊:：]+", "" if not unified.isascii() else " ", unified).strip()
