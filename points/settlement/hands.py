"""Who may touch the money."""

from agents.errors import NotPermitted
from agents.models import County, Officer
from agents.rights import Right


def may_settle(officer: Officer) -> bool:
    """County managers answer for the money; auditors look on."""
    return officer.may(Right.SETTLE) and officer.ended_at is None


def require_settler(officer: Officer, county: County | str) -> None:
    """Raises NotPermitted."""
    code = county if isinstance(county, str) else county.pk
    if officer.county_id != code or not may_settle(officer):
        raise NotPermitted
