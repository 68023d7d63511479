from typing import Any

from pydantic import Field

from frontend.api.schemas.base import Told


class FieldProblem(Told):
    field: str = Field(description="Name of the input, dotted where it is nested")
    code: str = Field(description="Stable, for machines")
    detail: str = Field(description="One sentence in the user's language")


class Problem(Told):
    """RFC 9457 problem details; every error of this door has this shape."""

    type: str
    title: str
    status: int
    detail: str = Field(description="One sentence in the user's language")
    code: str = Field(description="Stable, for machines")
    facts: dict[str, Any] = Field(description="What the sentence was filled with")
    errors: list[FieldProblem] = Field(description="Of invalid input: what is wrong with which field")
