"""The pictures on one page, a row for each page of the site."""

from html import escape
from pathlib import Path

from tests.screens.dresses import DRESSES, Dress
from tests.screens.table import Page

STYLE = """body{font:15px/1.4 system-ui,sans-serif;margin:1rem;background:#eee}h2{margin:2rem 0 .5rem}
.row{display:flex;gap:.75rem;overflow-x:auto;align-items:flex-start}figure{margin:0}img{display:block;height:24rem;
width:auto;max-width:none;background:#fff;object-fit:cover;object-position:top;box-shadow:0 1px 4px #0004}
figcaption{font-size:12px;color:#555}nav a{margin-right:.75rem}"""


def write_album(directory: Path, pages: list[Page]) -> Path:
    nav = "".join(f'<a href="#{page.name}">{page.name}</a>' for page in pages)
    rows = "".join(_row(page) for page in pages)
    html = f"<!doctype html><meta charset=utf-8><title>Gallery</title><style>{STYLE}</style><nav>{nav}</nav>{rows}"
    path = directory / "index.html"
    path.write_text(html, encoding="utf-8")
    return path


def _row(page: Page) -> str:
    pictures = "".join(_picture(page, dress) for dress in DRESSES)
    title = f"{page.name} <small>{escape(page.path)} · {page.person}</small>"
    return f'<h2 id="{page.name}">{title}</h2><div class="row">{pictures}</div>'


def _picture(page: Page, dress: Dress) -> str:
    name = f"{page.name}-{dress.name}.png"
    picture = f'<a href="{name}"><img loading="lazy" alt="" src="{name}"></a>'
    return f"<figure>{picture}<figcaption>{dress.name}</figcaption></figure>"
