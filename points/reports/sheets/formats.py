"""Fonts, borders and number formats of the form, made once for each workbook."""

from dataclasses import dataclass
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from points.reports.tables.table import Kind

SONG, HEI = "宋体", "黑体"


@dataclass(frozen=True)
class Formats:
    title: Format
    note: Format
    note_right: Format
    head: Format
    count: Format
    text: Format
    points: Format
    yuan: Format
    moment: Format
    total: Format
    total_points: Format
    total_yuan: Format
    words: Format


def formats(workbook: Workbook) -> Formats:
    def made(**properties: Any) -> Format:
        return workbook.add_format({"font_name": SONG, "font_size": 11, "valign": "vcenter", **properties})

    cell = {"border": 1}
    strong = {"border": 1, "bold": True}
    return Formats(
        title=made(font_name=HEI, font_size=16, align="center"),
        note=made(),
        note_right=made(align="right"),
        head=made(**strong, align="center", text_wrap=True, bg_color="#F2F2F2"),
        count=made(**cell, align="center"),
        text=made(**cell, num_format="@", shrink=True),
        points=made(**cell, num_format="0.0#"),
        yuan=made(**cell, num_format="#,##0.00"),
        moment=made(**cell, num_format="yyyy-mm-dd hh:mm:ss"),
        total=made(**strong, align="center"),
        total_points=made(**strong, num_format="0.0#"),
        total_yuan=made(**strong, num_format="#,##0.00"),
        words=made(**strong, align="left"),
    )


def look_of(looks: Formats, kind: Kind) -> Format:
    """How a value of this kind stands in its cell."""
    return {
        Kind.TEXT: looks.text,
        Kind.COUNT: looks.count,
        Kind.POINTS: looks.points,
        Kind.YUAN: looks.yuan,
        Kind.MOMENT: looks.moment,
    }[kind]
