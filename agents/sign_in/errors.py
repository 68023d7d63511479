"""Why nobody was signed in."""

from django.utils.translation import gettext_lazy as _

from agents.errors import Kind, Refusal


class TooManyCodes(Refusal):
    """``retry_after`` is in seconds."""

    kind = Kind.THROTTLED
    code = "too_many_codes"
    sentence = _("Too many codes were asked for. Please try again in %(retry_after)d seconds.")


class WrongCode(Refusal):
    """``left`` says how many guesses this code still has."""

    code = "wrong_code"
    sentence = _("This code is wrong. %(left)d tries are left.")
    field = "code"


class CodeExpired(Refusal):
    """Too old, used, guessed at too often, replaced by a newer one, or asked for from elsewhere: all the same."""

    code = "code_expired"
    sentence = _("This code cannot be used any more. Please ask for a new one.")
    field = "code"


class UserDisabled(Refusal):
    kind = Kind.FORBIDDEN
    code = "user_disabled"
    sentence = _("This account is closed. Please ask the county's office.")


class PasswordNeeded(Refusal):
    kind = Kind.FORBIDDEN
    code = "password_needed"
    sentence = _("Officers sign in with user name and password.")


class WrongPassword(Refusal):
    code = "wrong_password"
    sentence = _("User name or password is wrong.")
    field = "password"


class TooManyWrongPasswords(Refusal):
    """``retry_after`` is in seconds."""

    kind = Kind.THROTTLED
    code = "too_many_wrong_passwords"
    sentence = _("Too many wrong passwords. Please try again in %(retry_after)d seconds.")
