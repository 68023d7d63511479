"""A person is erased: nothing of who it was stays, but the row to which what happened refers."""

from datetime import datetime

from agents.consent import withdraw
from agents.models import AccessToken, Endpoint, SignInCode, User


def erase_person(user: User, *, at: datetime) -> None:
    """In the caller's transaction. The number may sign in anew and is then somebody new."""
    withdraw(user, at=at)
    Endpoint.objects.filter(user=user).delete()
    AccessToken.objects.filter(user=user).delete()
    if user.phone_index:
        SignInCode.objects.filter(county_id=user.county_id, phone_index=user.phone_index).delete()
    user.name = user.phone = user.language = ""
    user.phone_index = None
    user.large_text = False
    user.is_active = False
    user.set_unusable_password()
    user.save()
