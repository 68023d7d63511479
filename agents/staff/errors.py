from django.utils.translation import gettext_lazy as _

from agents.errors import Kind, Refusal


class OwnAccount(Refusal):
    kind = Kind.FORBIDDEN
    code = "own_account"
    sentence = _("Nobody changes the own role or closes the own account; somebody else has to.")


class UsernameTaken(Refusal):
    kind = Kind.CONFLICT
    code = "username_taken"
    sentence = _("Somebody has this user name already.")
    field = "username"


class NotAUsername(Refusal):
    code = "not_a_username"
    sentence = _("Small letters, digits, dots and hyphens; it begins with a letter.")
    field = "username"


class BureauNeeded(Refusal):
    code = "bureau_needed"
    sentence = _("Please choose the bureau this officer works for.")
    field = "bureau"


class TownshipNeeded(Refusal):
    code = "township_needed"
    sentence = _("Please choose the township this officer works for.")
    field = "township"


class LastSecurityAdmin(Refusal):
    kind = Kind.CONFLICT
    code = "last_security_admin"
    sentence = _("This is the county's only security administrator; name another one first.")
