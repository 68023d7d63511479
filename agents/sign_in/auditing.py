"""Failed sign-ins in the audit: of whom, if the name or number is somebody's; what was typed is not kept."""

from datetime import datetime

from agents.audit import Deed, Who, record_audit
from agents.models import County, User


def note_failure(user: User | None, *, at: datetime, county: County | None = None) -> None:
    """Nobody's name at a door that belongs to no county yet is counted there and belongs in no county's audit."""
    of = county or (user.county if user else None)
    if of is None:
        return
    officer = user.as_officer if user else None
    about = officer or user or ""
    record_audit(Deed.SIGN_IN_FAILED, by=Who.VISITOR, county=of, at=at, about=about, refused=True)
