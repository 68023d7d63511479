from typing import Any

from django.http import HttpRequest
from ninja import Router
from ninja.params.functions import Query

from agents.models import Township, Village
from frontend.api.auth import ANYBODY, OPTIONAL, county_of
from frontend.api.described import problems
from frontend.api.errors import UnknownTownship
from frontend.api.schemas.base import Code
from frontend.api.schemas.places import TownshipsTold, TownshipTold, VillagesTold, VillageTold

router = Router(tags=["places"], auth=ANYBODY)
TOWNSHIP: Any = Query(..., description="Code of the township")


@router.get(
    "/townships",
    operation_id="list_townships",
    response=TownshipsTold,
    openapi_extra=problems(404, **OPTIONAL),
)
def list_townships(request: HttpRequest) -> TownshipsTold:
    """All townships of the county."""
    townships = Township.objects.filter(county=county_of(request))
    return TownshipsTold(rows=[TownshipTold.of(township) for township in townships])


@router.get(
    "/villages", operation_id="list_villages", response=VillagesTold, openapi_extra=problems(404, **OPTIONAL)
)
def list_villages(request: HttpRequest, township: Code = TOWNSHIP) -> VillagesTold:
    """All villages of a township, with their grids."""
    found = Township.objects.filter(county=county_of(request), code=township).first()
    if found is None:
        raise UnknownTownship
    villages = Village.objects.filter(township=found).prefetch_related("grids")
    return VillagesTold(rows=[VillageTold.of(village) for village in villages])
