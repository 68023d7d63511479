from django.utils.translation import gettext_lazy as _

from agents.errors import Kind, Refusal


class WeakPassword(Refusal):
    code = "weak_password"
    sentence = _("At least %(min)d characters, not too alike, and without your user name.")
    field = "new_password"


class TooFewKinds(Refusal):
    code = "too_few_kinds"
    sentence = _("At least %(min)d of these four: small letters, capital letters, digits, other characters.")
    field = "new_password"


class CommonPassword(Refusal):
    code = "common_password"
    sentence = _(
        "Whoever guesses tries this first: a well-known password, digits alone, or names that everybody here knows."
    )
    field = "new_password"


class PasswordUsedBefore(Refusal):
    code = "password_used_before"
    sentence = _("This is one of your last %(count)d passwords. Please choose one that you never had.")
    field = "new_password"


class PasswordToBeChosen(Refusal):
    kind = Kind.FORBIDDEN
    code = "password_to_be_chosen"
    sentence = _("Please sign in on the page first and choose a password of your own.")
