"""天地图's tiles: checks the key and the address, and hands out a drawn square that says which one it is."""

from io import BytesIO

from PIL import Image, ImageDraw

from tests.standins.base import Answer, Call, Refused, Standin

KEY = "browser-key"
ASKED = {
    "SERVICE": "WMTS",
    "REQUEST": "GetTile",
    "VERSION": "1.0.0",
    "LAYER": "vec",
    "STYLE": "default",
    "TILEMATRIXSET": "c",
    "FORMAT": "tiles",
}


class TileServer(Standin):
    """``received``: level/row/column of each tile that was handed out."""

    settings = {"TILES": "tianditu", "TILES_KEY": KEY, "TILES_URL": "{url}"}

    def take(self, call: Call) -> Answer:
        level, row, column = (int(call.query.pop(f"TILE{name}")) for name in ("MATRIX", "ROW", "COL"))
        if call.path != "/vec_c/wmts" or call.query.pop("tk") != KEY or call.query != ASKED:
            raise Refused(f"{call.path} {call.raw_query}", Answer(403))
        if not (0 <= column < 2**level and 0 <= row < 2 ** (level - 1)):
            raise Refused(f"no tile {level}/{row}/{column}", Answer(404))
        self.keep(to=f"{level}/{row}/{column}", body=call.headers.get("Referer"))
        return Answer(200, _drawn(f"{row}/{column}"), content_type="image/png")

    def is_send(self, call: Call) -> bool:
        return True


def _drawn(words: str) -> bytes:
    tile = Image.new("RGB", (256, 256), "#dfe8f2")
    pen = ImageDraw.Draw(tile)
    pen.rectangle((0, 0, 255, 255), outline="#7f93ad")
    for line in range(32, 256, 32):
        pen.line((0, line, 255, 255 - line), fill="#c3d0de")
    pen.text((16, 16), words, fill="#33445a")
    out = BytesIO()
    tile.save(out, "PNG")
    return out.getvalue()
