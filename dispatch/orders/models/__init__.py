from dispatch.orders.models.assignment import Assignment
from dispatch.orders.models.erasure import Erasure
from dispatch.orders.models.event import OrderEvent
from dispatch.orders.models.link import OrderLink
from dispatch.orders.models.order import Order
from dispatch.orders.models.rating import Rating
from dispatch.orders.models.refused_claim import RefusedClaim
from dispatch.orders.models.reveal import Reveal

__all__ = ["Assignment", "Erasure", "Order", "OrderEvent", "OrderLink", "Rating", "RefusedClaim", "Reveal"]
