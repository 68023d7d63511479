from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from geopy.geocoders import BaiduV3, Nominatim

from agents.finding.datums import BD09, GCJ02, WGS84
from agents.finding.geocoding.amap import AMap
from agents.finding.geocoding.calling import door_to
from agents.finding.geocoding.tianditu import Tianditu

USER_AGENT = "grid-dispatch/1"

# What the Chinese services call an answer that is only a whole town or more: its middle names no grid.
ROUGH_LEVELS = frozenset(
    {"国家", "省", "省份", "直辖市", "市", "城市", "地级市", "区县", "区", "县", "开发区"}
    | {"乡镇", "街道", "unknown", "未知"}
)
# Nominatim's search rank: 19 is a village, below that towns, counties and more.
VILLAGE_RANK = 19


@dataclass(frozen=True)
class Provider:
    """A geopy geocoder, the system its points are in, and whether an answer is too rough to name a grid."""

    geocoder: Any
    system: str
    is_rough: Callable[[dict[str, Any]], bool]


@lru_cache(maxsize=8)
def provider_for(name: str, *, key: str, url: str, timeout_seconds: int) -> Provider:
    """The provider of the settings GEOCODER, GEOCODER_KEY, GEOCODER_URL ("" is the provider's own address).

    Kept per process: making one reads the machine's certificates. Raises KeyError for a name that is none.
    """
    options = {"timeout": timeout_seconds, "user_agent": USER_AGENT, "adapter_factory": door_to(url)}
    return _MAKERS[name](key, url, options)


def _nominatim(key: str, url: str, options: dict[str, Any]) -> Provider:
    if url:
        parts = urlsplit(url)
        options |= {"scheme": parts.scheme, "domain": parts.netloc + parts.path}
    return Provider(Nominatim(**options), WGS84, _is_rough_by_rank)


def _baidu(key: str, url: str, options: dict[str, Any]) -> Provider:
    geocoder = BaiduV3(key, **options)
    if url:
        geocoder.api = url.rstrip("/") + BaiduV3.api_path
    return Provider(geocoder, BD09, _is_rough_by_level)


def _amap(key: str, url: str, options: dict[str, Any]) -> Provider:
    return Provider(AMap(key, url=url, **options), GCJ02, _is_rough_by_level)


def _tianditu(key: str, url: str, options: dict[str, Any]) -> Provider:
    return Provider(Tianditu(key, url=url, **options), WGS84, _is_rough_by_level)


_MAKERS: dict[str, Callable[[str, str, dict[str, Any]], Provider]] = {
    "nominatim": _nominatim,
    "baidu": _baidu,
    "amap": _amap,
    "tianditu": _tianditu,
}


def _is_rough_by_level(answer: dict[str, Any]) -> bool:
    return str(answer.get("level", "")).lower() in ROUGH_LEVELS


def _is_rough_by_rank(answer: dict[str, Any]) -> bool:
    return int(answer.get("place_rank", VILLAGE_RANK)) < VILLAGE_RANK
