from typing import Self

from agents.models import Township, Village
from frontend.api.schemas.base import Told
from frontend.api.schemas.people import GridTold


class TownshipTold(Told):
    code: str
    name: str
    short_name: str

    @classmethod
    def of(cls, township: Township) -> Self:
        return cls(code=township.code, name=township.name, short_name=township.short_name)


class TownshipsTold(Told):
    rows: list[TownshipTold]


class VillageTold(Told):
    """Degrees are WGS-84."""

    code: str
    name: str
    short_name: str
    township_code: str
    lat: float | None
    lng: float | None
    grids: list[GridTold]

    @classmethod
    def of(cls, village: Village) -> Self:
        return cls(
            code=village.code,
            name=village.name,
            short_name=village.short_name,
            township_code=village.township_id,
            lat=village.lat,
            lng=village.lng,
            grids=[GridTold(code=grid.code, name=grid.name) for grid in village.grids.all()],
        )


class VillagesTold(Told):
    rows: list[VillageTold]
