"""A stand-in that speaks as the four providers of addresses do, in good and in bad moods."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from agents.finding.datums import bd09_from_wgs84, gcj02_from_wgs84

PROVIDERS = ("nominatim", "baidu", "amap", "tianditu")

# Where the stand-in says that every address is: WGS-84, in the east grid of the cast.
HOUSE = (25.06, 112.17)
CITY_FAR_AWAY = (28.2, 112.9)

KINDS = {
    "/search": "nominatim",
    "/geocoding/v3/": "baidu",
    "/v3/geocode/geo": "amap",
    "/geocoder": "tianditu",
}

NO_KEY: dict[str, Any] = {
    "baidu": {"status": 240, "message": "APP 服务被禁用"},
    "amap": {"status": "0", "info": "INVALID_USER_KEY", "infocode": "10001"},
    "tianditu": {"status": "1", "msg": "权限类型错误"},
    "nominatim": {"error": "Usage policy violated"},
}
OVER_QUOTA: dict[str, Any] = {
    "baidu": {"status": 302, "message": "天配额超限"},
    "amap": {"status": "0", "info": "USER_DAILY_QUERY_OVER_LIMIT", "infocode": "10044"},
    "tianditu": {"status": "1", "msg": "quota exceeded"},
    "nominatim": {"error": "Too many requests"},
}
NOTHING_FOUND: dict[str, Any] = {
    "baidu": {"status": 1, "message": "Internal Service Error:无相关结果"},
    "amap": {"status": "1", "count": "0", "infocode": "10000", "geocodes": []},
    "tianditu": {"status": "0", "msg": "ok", "location": None},
    "nominatim": [],
}


def found(kind: str, lat: float, lng: float, *, rough: bool = False) -> Any:
    """A provider's answer; ``lat`` and ``lng`` are WGS-84 and leave in the provider's own system."""
    if kind == "baidu":
        lat, lng = bd09_from_wgs84(lat, lng)
        level = "乡镇" if rough else "门址"
        return {
            "status": 0,
            "result": {"location": {"lng": lng, "lat": lat}, "confidence": 70, "level": level},
        }
    if kind == "amap":
        lat, lng = gcj02_from_wgs84(lat, lng)
        entry = {"formatted_address": "湖南省永州市蓝山县", "level": "区县" if rough else "门牌号"}
        return {
            "status": "1",
            "infocode": "10000",
            "geocodes": [{**entry, "location": f"{lng:.7f},{lat:.7f}"}],
        }
    if kind == "tianditu":
        level = "区县" if rough else "门址"
        return {"status": "0", "msg": "ok", "location": {"lon": str(lng), "lat": str(lat), "level": level}}
    rank = 12 if rough else 30
    return [{"lat": str(lat), "lon": str(lng), "display_name": "蓝山县", "place_rank": rank}]


class StandIn(ThreadingHTTPServer):
    """``url`` is what GEOCODER_URL must be; ``asked`` collects (provider, query, agent) of every call.

    ``mood`` is how the next calls are answered: one of Handler's ``be_…``.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[tuple[str, dict[str, str], str]] = []
        self.mood = "well"
        self.closing = threading.Event()
        self.url = f"http://127.0.0.1:{self.server_port}/maps"


class Handler(BaseHTTPRequestHandler):
    server: StandIn

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        kind = KINDS[parts.path.removeprefix("/maps")]
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        self.server.asked.append((kind, query, self.headers["User-Agent"]))
        getattr(self, f"be_{self.server.mood}")(kind)

    def be_well(self, kind: str) -> None:
        self.answer(found(kind, *HOUSE))

    def be_rough(self, kind: str) -> None:
        self.answer(found(kind, *HOUSE, rough=True))

    def be_elsewhere(self, kind: str) -> None:
        self.answer(found(kind, *CITY_FAR_AWAY))

    def be_at_the_pole(self, kind: str) -> None:
        self.answer(found(kind, 91.0, 500.0))

    def be_empty(self, kind: str) -> None:
        self.answer(NOTHING_FOUND[kind])

    def be_locked(self, kind: str) -> None:
        self.answer(NO_KEY[kind], status=403 if kind == "nominatim" else 200)

    def be_spent(self, kind: str) -> None:
        self.answer(OVER_QUOTA[kind], status=429 if kind == "nominatim" else 200)

    def be_broken(self, kind: str) -> None:
        self.answer({"oops": True}, status=500)

    def be_html(self, kind: str) -> None:
        self.answer_raw(b"<html>maintenance</html>")

    def be_odd(self, kind: str) -> None:
        self.answer_raw(b'[{"location": {"lat": "north"}, "lat": {}, "lon": []}, null, 7]')

    def be_gone(self, kind: str) -> None:
        self.connection.close()

    def be_mute(self, kind: str) -> None:
        self.server.closing.wait(30)

    def be_dripping(self, kind: str) -> None:
        """One byte in each tenth of a second: no read ever times out, and the answer never ends."""
        self.send_response(200)
        self.send_header("Content-Length", "100000")
        self.end_headers()
        try:
            while not self.server.closing.wait(0.1):
                self.wfile.write(b" ")
                self.wfile.flush()
        except OSError:
            pass

    def answer(self, body: Any, *, status: int = 200) -> None:
        self.answer_raw(json.dumps(body).encode(), status=status)

    def answer_raw(self, body: bytes, *, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        pass


@contextmanager
def stand_in() -> Iterator[StandIn]:
    server = StandIn()
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()
