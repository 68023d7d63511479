"""What the OpenAPI document says of errors: which an operation may answer, and that all are problem details."""

from http import HTTPStatus
from typing import Any

from ninja.openapi.schema import REF_TEMPLATE, OpenAPISchema

from frontend.api.problems import MEDIA_TYPE
from frontend.api.schemas.problem import Problem


def problems(*statuses: int, **more: Any) -> dict[str, Any]:
    """``openapi_extra`` of an operation that may answer these statuses besides those that every operation may."""
    return {"responses": {status: _response(status) for status in statuses}, **more}


def describe_problems(document: OpenAPISchema) -> OpenAPISchema:
    """Add what follows from the shape of each operation: a body may be malformed, a parameter invalid."""
    model = Problem.model_json_schema(ref_template=REF_TEMPLATE, mode="serialization")
    document["components"]["schemas"].update(model.pop("$defs", {}))
    document["components"]["schemas"]["Problem"] = model
    for methods in document["paths"].values():
        for operation in methods.values():
            for status in _statuses_by_shape(operation):
                operation["responses"].setdefault(status, _response(status))
    return document


def _statuses_by_shape(operation: dict[str, Any]) -> set[int]:
    statuses = {400, 429}
    if operation.get("security"):
        statuses |= {401, 403}
    if operation.get("requestBody"):
        statuses |= {411, 413, 415, 422}
    for parameter in operation["parameters"]:
        statuses.add(404 if parameter["in"] == "path" else 422)
    return statuses


def _response(status: int) -> dict[str, Any]:
    described: dict[str, Any] = {
        "description": HTTPStatus(status).phrase,
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        described["headers"] = {
            "Retry-After": {"description": "Seconds to wait", "schema": {"type": "integer"}, "required": True}
        }
    return described
