from typing import Annotated

from pydantic import Field, StringConstraints

from frontend.api.schemas.base import CLEANED, Code, Given, RawPhone, Told


class CodeAsked(Given):
    phone: RawPhone


class CodeSent(Told):
    """The same for a number that somebody has and for one that nobody has."""

    asked_by: str = Field(description="Send it back with the code; the code works with nothing else")
    expires_in_seconds: int


class CodeGiven(Given):
    phone: RawPhone
    code: Code
    asked_by: Annotated[str, StringConstraints(max_length=64), CLEANED]


class PasswordGiven(Given):
    username: Annotated[str, StringConstraints(max_length=50), CLEANED]
    # Not cleaned: a password is what was typed.
    password: str = Field(max_length=256)
    code: Annotated[str, StringConstraints(max_length=40), CLEANED] = Field(
        "", description="Of the authenticator app, for officers who have set it up"
    )
