"""Base tiles below the maps: a provider's pictures, asked for by the browsers. Without ``TILES`` nobody is asked."""

from urllib.parse import urlsplit

from config import env

# none or tianditu (天地图, its geographic set: CGCS2000, which for our purpose is WGS-84).
TILES = env.choice("TILES", {"none", "tianditu"}, "none")
# A key of the kind that browsers may know: it stands in each tile's address.
TILES_KEY = env.text("TILES_KEY", "")
# Another address for a private cloud or a stand-in only.
TILES_URL = env.text("TILES_URL", "https://t0.tianditu.gov.cn").rstrip("/")
# Shown below each map, as the provider's terms ask; a county adds the number under which its map was examined.
TILES_ATTRIBUTION = env.text("TILES_ATTRIBUTION", "底图:天地图(国家地理信息公共服务平台)")

if TILES != "none" and not TILES_KEY:
    raise env.EnvError("TILES_KEY is not set: the provider shows no tile without a key.")


def origins_of_tiles() -> list[str]:
    """What pages may load pictures from besides this house."""
    parts = urlsplit(TILES_URL)
    return [] if TILES == "none" else [f"{parts.scheme}://{parts.netloc}"]
