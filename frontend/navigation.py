"""Ways to a place: the phone's own map, or one of those that people here use. The links carry a place and no name."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.utils.translation import gettext as _

from agents.finding.addresses import query_for
from dispatch.orders.actions.reveal import Applicant
from dispatch.orders.models import Order


@dataclass(frozen=True)
class Way:
    name: str
    url: str


def ways_to(order: Order, applicant: Applicant) -> list[Way]:
    """To the point the applicant gave, else to the address in words, else to the middle of the grid; else none.

    Points are WGS-84; the map services are told so and convert for themselves.
    """
    if applicant.point:
        lat, _comma, lng = applicant.point.partition(",")
        return _to_point(lat.strip(), lng.strip(), _("the applicant's place"))
    if applicant.address:
        return _to_words(_in_full(order, applicant.address))
    grid = order.grid
    if grid and grid.lat is not None and grid.lng is not None:
        return _to_point(f"{grid.lat:.6f}", f"{grid.lng:.6f}", grid.name)
    return []


def _in_full(order: Order, address: str) -> str:
    """From the county down, and without phone numbers: ``3组12号`` alone is found in every village."""
    village = f"{order.village.township.short_name}{order.village.short_name}" if order.village else ""
    return query_for(order.county, address if village and village in address else village + address)


def _to_point(lat: str, lng: str, name: str) -> list[Way]:
    point = f"{lat},{lng}"
    amap = {"position": f"{lng},{lat}", "name": name, "coordinate": "wgs84"}
    baidu = {"location": point, "title": name, "coord_type": "wgs84", "output": "html"}
    return [
        Way(_("Phone's map"), f"geo:{point}?q={point}({quote(name)})"),
        Way(_("Amap"), f"https://uri.amap.com/marker?{urlencode(amap)}"),
        Way(_("Baidu Maps"), f"https://api.map.baidu.com/marker?{urlencode(baidu)}"),
    ]


def _to_words(address: str) -> list[Way]:
    baidu = {"address": address, "output": "html"}
    return [
        Way(_("Phone's map"), f"geo:0,0?q={quote(address)}"),
        Way(_("Amap"), f"https://uri.amap.com/search?{urlencode({'keyword': address})}"),
        Way(_("Baidu Maps"), f"https://api.map.baidu.com/geocoder?{urlencode(baidu)}"),
    ]
