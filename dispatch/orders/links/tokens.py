"""The token of a link: 128 bits made of the link's own random id under the house's key.

So a message that is sent again says the same address, and the database, which keeps only the hash, gives nobody one.
"""

import hashlib
from uuid import UUID

from agents import vault
from dispatch.orders.models import OrderLink


def token_of(link_id: UUID, purpose: str) -> str:
    """32 hexadecimal digits."""
    return vault.index(f"link.{OrderLink.Purpose(purpose)}", str(link_id))


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
