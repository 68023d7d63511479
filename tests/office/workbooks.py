"""Rosters as counties send them, and as nobody should."""

import zipfile
from io import BytesIO
from typing import Any

from openpyxl import Workbook

HEAD = ["姓名", "手机号", "乡镇", "村(社区)", "岗位"]
PEOPLE = [
    ["新甲", "10900000101", "毛俊镇", "西山村", "网格员"],
    ["新乙", 10900000102, "毛俊镇", "东河村民委员会", "村干部"],
]


def roster(rows=PEOPLE, *, head=HEAD, title=None, sheet="花名册", change=None):
    """The bytes of an .xlsx; ``change`` may still do something to the sheet."""
    book = Workbook()
    page: Any = book.active
    page.title = sheet
    if title:
        page.append([title])
        page.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(head))
    page.append(head)
    for row in rows:
        page.append(row)
    if change:
        change(page)
    return _bytes(book)


def with_part(raw, name, content):
    """The same workbook with one part more, or another content of one."""
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(raw)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            if entry != name:
                new.writestr(entry, old.read(entry))
        new.writestr(name, content)
    return file.getvalue()


def part_of(raw, name):
    with zipfile.ZipFile(BytesIO(raw)) as archive:
        return archive.read(name)


def _bytes(book):
    file = BytesIO()
    book.save(file)
    return file.getvalue()
