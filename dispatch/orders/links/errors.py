"""Why a link opens nothing."""

from django.utils.translation import gettext_lazy as _

from agents.errors import Kind, NotFound
from dispatch.orders.errors import DispatchError


class LinkUnknown(NotFound):
    code = "link_unknown"
    sentence = _("This link leads nowhere.")


class LinkOver(DispatchError):
    """Too old, or withdrawn by the one who asked."""

    code = "link_over"
    sentence = _("This link is no longer valid.")


class LinkUsed(DispatchError):
    code = "link_used"
    sentence = _("This service has been rated already. Thank you.")


class LinkNotForAgents(DispatchError):
    """In an agent's session nobody rates, whoever holds the phone (X10, R3)."""

    kind = Kind.FORBIDDEN
    code = "link_not_for_agents"
    sentence = _("Only the one who asked may rate. This is an agent's phone.")


class LinkOfAnotherNumber(DispatchError):
    kind = Kind.FORBIDDEN
    code = "link_of_another_number"
    sentence = _("This link was sent to another number than the one signed in on this phone.")
