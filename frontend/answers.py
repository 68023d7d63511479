"""What a script hears: the same sentence that the page would show, and a code it can act on."""

from typing import Any

from django.http import JsonResponse

from agents.errors import Refusal
from frontend.middleware.refusals import STATUS


def done_json(said: str, *, status: int = 200, **more: Any) -> JsonResponse:
    return JsonResponse({"done": True, "sentence": said, **more}, status=status)


def refused_json(refusal: Refusal) -> JsonResponse:
    return JsonResponse(
        {"done": False, "code": refusal.code, "field": refusal.field, "sentence": str(refusal)},
        status=STATUS[refusal.kind],
    )
