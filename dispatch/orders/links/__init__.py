"""Links that open one order without signing in: to follow it (X14), and to rate it once (X10)."""

from dispatch.orders.links.find import link_to_rate, order_to_follow
from dispatch.orders.links.issue import issue_follow_link, issue_rating_link, revoke_follow_link
from dispatch.orders.links.rate import rate_by_link
from dispatch.orders.links.tokens import token_of

__all__ = [
    "issue_follow_link",
    "issue_rating_link",
    "link_to_rate",
    "order_to_follow",
    "rate_by_link",
    "revoke_follow_link",
    "token_of",
]
