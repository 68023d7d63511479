"""One router for ``/orders``: the methods of one address must be on the same."""

from ninja import Router

router = Router(tags=["orders"])
