from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Status

from agents.endpoints import register_endpoint, remove_endpoint
from agents.models import Endpoint
from frontend.api.auth import user_of
from frontend.api.described import problems
from frontend.api.schemas.endpoints import EndpointGiven, EndpointsTold, EndpointTold

router = Router(tags=["endpoints"])


@router.get("/endpoints", operation_id="get_endpoints", response=EndpointsTold)
def get_endpoints(request: HttpRequest) -> EndpointsTold:
    """The own devices that messages reach. There are at most ten."""
    mine = Endpoint.objects.active().filter(user=user_of(request)).order_by("-created_at", "pk")
    return EndpointsTold(rows=[EndpointTold.of(endpoint) for endpoint in mine])


@router.post(
    "/endpoints",
    operation_id="register_endpoint",
    response={201: EndpointTold},
    openapi_extra=problems(403, 409),
)
def post_endpoint(request: HttpRequest, body: EndpointGiven) -> Status[EndpointTold]:
    """Register this device; the same one twice is one, and one that was somebody else's is now the caller's."""
    endpoint = register_endpoint(
        user_of(request), kind=body.kind, value=body.value, label=body.label, at=timezone.now()
    )
    return Status(201, EndpointTold.of(endpoint))


@router.delete("/endpoints/{endpoint_id}", operation_id="remove_endpoint", response={204: None})
def delete_endpoint(request: HttpRequest, endpoint_id: UUID) -> Status[None]:
    """Take an own device off, for instance when its app signs out."""
    remove_endpoint(endpoint_id, of=user_of(request), at=timezone.now())
    return Status(204, None)
