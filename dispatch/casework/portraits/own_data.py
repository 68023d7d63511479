"""What is kept of an agent as a picture."""

import base64
from typing import Any

from agents.models import User
from agents.own_data import own_data
from dispatch.casework.photos import store
from dispatch.casework.portraits.models import Portrait


@own_data("portrait")
def portrait(user: User) -> dict[str, Any] | None:
    """``jpeg`` is the file in base64, empty where it is missing."""
    found = Portrait.objects.filter(agent__user=user).first()
    if found is None:
        return None
    path = store.path_of(found.name, store.PORTRAIT)
    return {
        "set_at": found.set_at,
        "jpeg": base64.b64encode(path.read_bytes()).decode() if path.is_file() else "",
    }
