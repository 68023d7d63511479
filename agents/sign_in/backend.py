"""Django's session asks who the user is; signing in itself is done by the functions beside this file."""

from uuid import UUID

from django.contrib.auth.backends import BaseBackend

from agents.models import User


class SessionBackend(BaseBackend):
    def get_user(self, user_id: UUID) -> User | None:
        """The signed-in user with the roles, in one statement; None once disabled."""
        users = User.objects.with_roles()
        return users.filter(pk=user_id, is_active=True).first()
