from typing import Annotated, Any

from django.db.models import Q
from django.http import HttpRequest
from ninja import Router
from ninja.params.functions import Query
from pydantic import StringConstraints

from agents.errors import NotFound
from dispatch.catalogue.matching import matcher_for
from dispatch.catalogue.models import CatalogueItem
from frontend.api.auth import ANYBODY, OPTIONAL, county_of
from frontend.api.described import problems
from frontend.api.paging import CURSOR, LIMIT, page_of
from frontend.api.schemas.base import CLEANED, Code, Page
from frontend.api.schemas.catalogue import GuideTold, ItemTold, SuggestionsTold, SuggestionTold

router = Router(tags=["catalogue"], auth=ANYBODY)
Text = Annotated[str, StringConstraints(max_length=200), CLEANED]
SEARCHED: Any = Query("", description="Part of a name or of another way people say it")


@router.get(
    "/items", operation_id="list_items", response=Page[ItemTold], openapi_extra=problems(404, **OPTIONAL)
)
def list_items(
    request: HttpRequest,
    text: Text = SEARCHED,
    category: Text = "",
    cursor: str | None = CURSOR,
    limit: int = LIMIT,
) -> Page[ItemTold]:
    """What can be asked for, by code."""
    items = CatalogueItem.objects.offered().filter(county=county_of(request))
    if text:
        aliases = Q(aliases__text__icontains=text, aliases__approved=True)
        items = items.filter(pk__in=items.filter(Q(name__icontains=text) | aliases).values("pk"))
    if category:
        items = items.filter(category=category)
    rows, following = page_of(items, ("code",), name="items", cursor=cursor, limit=limit)
    return Page[ItemTold](rows=[ItemTold.of(item) for item in rows], next=following)


@router.get(
    "/items/{code}", operation_id="get_item", response=GuideTold, openapi_extra=problems(404, **OPTIONAL)
)
def get_item(request: HttpRequest, code: Code) -> GuideTold:
    """The guide of one item: papers, time limits, who decides."""
    items = CatalogueItem.objects.offered().select_related("bureau")
    item = items.filter(county=county_of(request), code=code).first()
    if item is None:
        raise NotFound
    return GuideTold.of(item)


@router.get(
    "/suggestions",
    operation_id="list_suggestions",
    response=SuggestionsTold,
    openapi_extra=problems(404, **OPTIONAL),
)
def list_suggestions(request: HttpRequest, text: Text) -> SuggestionsTold:
    """Which items may be meant by these words, while they are typed."""
    county = county_of(request)
    found = matcher_for(county.code).suggest(text)
    items = CatalogueItem.objects.offered().filter(county=county, code__in=[one.code for one in found])
    names = dict(items.values_list("code", "name"))
    return SuggestionsTold(
        rows=[
            SuggestionTold(code=one.code, name=names[one.code], score=one.score)
            for one in found
            if one.code in names
        ]
    )
