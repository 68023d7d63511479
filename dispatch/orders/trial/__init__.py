"""What other minutes would have meant for orders that were really placed (X06). Reads only."""

from dispatch.orders.trial.bounds import Claim, Waited, bounds
from dispatch.orders.trial.claims import claims_of
from dispatch.orders.trial.compare import ClaimsCompared, compare_claims

__all__ = ["Claim", "ClaimsCompared", "Waited", "bounds", "claims_of", "compare_claims"]
