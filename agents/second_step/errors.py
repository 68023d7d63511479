from django.utils.translation import gettext_lazy as _

from agents.errors import Kind, Refusal


class WrongSecondStep(Refusal):
    code = "wrong_second_step"
    sentence = _("This code is wrong or has been used. Wait for the next one in your app.")
    field = "code"


class TooManyWrongSecondSteps(Refusal):
    """``retry_after`` is in seconds."""

    kind = Kind.THROTTLED
    code = "too_many_wrong_second_steps"
    sentence = _("Too many wrong codes. Please try again in %(retry_after)d seconds.")


class SecondStepNeeded(Refusal):
    kind = Kind.FORBIDDEN
    code = "second_step_needed"
    sentence = _("Please add the code of your authenticator app.")
    field = "code"


class SecondStepNotSetUp(Refusal):
    kind = Kind.FORBIDDEN
    code = "second_step_not_set_up"
    sentence = _("Please sign in on the page first and set up the second step.")


class OwnSecondStep(Refusal):
    kind = Kind.FORBIDDEN
    code = "own_second_step"
    sentence = _("Somebody else has to reset your own second step.")
