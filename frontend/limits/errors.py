from django.utils.translation import gettext_lazy as _

from agents.errors import Kind, Refusal


class TooManyRequests(Refusal):
    """``retry_after`` is in seconds."""

    kind = Kind.THROTTLED
    code = "too_many_requests"
    sentence = _("That was too often in a short time. Please try again in %(retry_after)d seconds.")


class TooManyExports(Refusal):
    """``retry_after`` is in seconds."""

    kind = Kind.THROTTLED
    code = "too_many_exports"
    sentence = _("At most %(max)d files an hour leave the house by one person. Please try again later.")
