"""What people write, for those who may not see whose it is: without name, number and house of the applicant (X12)."""

from agents.masks import mask_name, mask_words
from dispatch.orders.models import Order

# Of one character it is no name that can be told from other words.
NAME_LENGTH_MIN = 2
# "街上" is where half of the village lives.
ADDRESS_LENGTH_MIN = 4
HIDDEN = "****"


def masked_words(order: Order, words: str) -> str:
    """The words about this order with everything hidden that a reveal shows, however often it was written down.

    Phone, ID and house numbers of whomever; the applicant's own name and address as they stand in the order.
    """
    if not words:
        return ""
    address, name = order.address, order.applicant_name
    if len(address) >= ADDRESS_LENGTH_MIN:
        words = words.replace(address, HIDDEN)
    if len(name) >= NAME_LENGTH_MIN:
        words = words.replace(name, mask_name(name))
    return mask_words(words)
