from typing import Annotated, Any, Generic, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from agents.text import clean

Row = TypeVar("Row")
ID_MAX = 2**63 - 1


class Given(BaseModel):
    """A body that came in. A field that nobody asked for is refused, not ignored (S4)."""

    model_config = ConfigDict(extra="forbid")


class Nothing(Given):
    """An action that needs no words; a body may be left out."""


class Told(BaseModel):
    """What goes out."""


class Page(Told, Generic[Row]):
    """A page of a list; ``next`` is the cursor of the page after it, null on the last."""

    rows: list[Row]
    next: str | None


def _cleaned(value: Any) -> Any:
    return clean(value) if isinstance(value, str) else value


#: Stands last in an annotation: text is cleaned before it is measured (NUL, lone surrogates, controls go).
CLEANED = BeforeValidator(_cleaned)

Flag = Annotated[bool, Field(strict=True)]
Degrees = Annotated[float, Field(strict=True, allow_inf_nan=False)]
RowId = Annotated[int, Field(strict=True, ge=1, le=ID_MAX)]
RawPhone = Annotated[str, StringConstraints(max_length=30), CLEANED]
Code = Annotated[str, StringConstraints(max_length=20), CLEANED]
