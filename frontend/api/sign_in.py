import secrets
from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Status

from agents.consent import agree
from agents.models import User
from agents.sign_in.codes import LIFE as CODE_LIFE
from agents.sign_in.codes import ask_code, sign_in_by_code
from agents.sign_in.passwords import sign_in_by_password
from agents.sign_in.tokens import LIFE, issue_token, revoke_token
from frontend.address import client_address
from frontend.api.auth import Token, county_of, user_of
from frontend.api.described import problems
from frontend.api.schemas.people import MeTold, SignedInTold
from frontend.api.schemas.sign_in import CodeAsked, CodeGiven, CodeSent, PasswordGiven

router = Router(tags=["sign-in"])


@router.post(
    "/sign-in/codes",
    operation_id="ask_code",
    auth=None,
    response={202: CodeSent},
    openapi_extra=problems(404, 429),
)
def ask_for_code(request: HttpRequest, body: CodeAsked) -> Status[CodeSent]:
    """Send a code of six digits to a mobile phone. An older code of the number is dead from now on."""
    asked_by = secrets.token_urlsafe(32)
    ask_code(
        body.phone,
        county=county_of(request),
        asked_by=asked_by,
        address=client_address(request),
        at=timezone.now(),
    )
    return Status(202, CodeSent(asked_by=asked_by, expires_in_seconds=int(CODE_LIFE.total_seconds())))


@router.post(
    "/sign-in/codes/confirm",
    operation_id="confirm_code",
    auth=None,
    response=SignedInTold,
    openapi_extra=problems(403, 404),
)
def confirm_code(request: HttpRequest, body: CodeGiven) -> SignedInTold:
    """Citizens and agents sign in by code. A number that nobody has becomes a citizen.

    The client shows ``/account/privacy/`` before it asks for the code: to sign in is to agree to it.
    """
    at = timezone.now()
    county = county_of(request)
    user = sign_in_by_code(body.phone, body.code, county=county, asked_by=body.asked_by, at=at)
    agree(user, at=at)
    return _signed_in(user, at)


@router.post(
    "/sign-in/password",
    operation_id="confirm_password",
    auth=None,
    response=SignedInTold,
    openapi_extra=problems(403, 429),
)
def confirm_password(request: HttpRequest, body: PasswordGiven) -> SignedInTold:
    """Officers sign in by user name and password, and the code of their app where they have one."""
    at = timezone.now()
    address = client_address(request)
    return _signed_in(
        sign_in_by_password(body.username, body.password, code=body.code, address=address, at=at), at
    )


@router.delete("/tokens/current", operation_id="revoke_token", auth=[Token()], response={204: None})
def revoke_current_token(request: HttpRequest) -> Status[None]:
    """Sign out: this token is nobody's from now on."""
    token = request.headers["Authorization"].partition(" ")[2]
    revoke_token(token, user=user_of(request), at=timezone.now())
    return Status(204, None)


def _signed_in(user: User, at: datetime) -> SignedInTold:
    return SignedInTold(token=issue_token(user, at), expires_at=at + LIFE, user=MeTold.of(user))
