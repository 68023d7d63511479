"""Refusals that only a machine meets. ``status`` is the HTTP status where the kind alone does not say it."""

from django.utils.translation import gettext_lazy as _

from agents.errors import Kind, Refusal


class MalformedJson(Refusal):
    code = "malformed_json"
    sentence = _("The body is not JSON as RFC 8259 has it, in UTF-8.")
    status = 400


class WrongMediaType(Refusal):
    code = "wrong_media_type"
    sentence = _("The body must be application/json.")
    status = 415


class BodyTooLarge(Refusal):
    code = "body_too_large"
    sentence = _("The body is too large: at most %(max)d bytes.")
    status = 413


class VersionChanged(Refusal):
    """If-Match named another version; ``version`` is the one that is there now."""

    code = "version_changed"
    sentence = _("This order has changed since you read it.")
    status = 412


class CsrfFailed(Refusal):
    kind = Kind.FORBIDDEN
    code = "csrf_failed"
    sentence = _("Writing with a session cookie needs the X-CSRFToken header.")


class NotAnAgent(Refusal):
    kind = Kind.FORBIDDEN
    code = "not_an_agent"
    sentence = _("Only agents may do this.")


class NotAnOfficer(Refusal):
    kind = Kind.FORBIDDEN
    code = "not_an_officer"
    sentence = _("Only officers may do this.")


class UnknownField(Refusal):
    code = "unknown_field"
    sentence = _("There is no such field.")


class WrongValue(Refusal):
    code = "wrong_value"
    sentence = _("This value cannot be used here.")


class WrongCursor(Refusal):
    code = "wrong_cursor"
    sentence = _("This cursor was not given by this list.")
    field = "cursor"


class UnknownAgent(Refusal):
    code = "unknown_agent"
    sentence = _("No agent of the county has this id.")
    field = "agent_id"


class UnknownGrid(Refusal):
    code = "unknown_grid"
    sentence = _("No grid of the county has this code.")
    field = "grid_code"


class UnknownTownship(Refusal):
    code = "unknown_township"
    sentence = _("No township of the county has this code.")
    field = "township"
