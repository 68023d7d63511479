"""Points into money. Pure Python; the totals' SQL rounds in the same way."""

from decimal import ROUND_HALF_UP, Decimal

FEN = Decimal("0.01")
NOTHING = Decimal(0)


def yuan_of(points: Decimal, yuan_per_point: Decimal) -> Decimal:
    """What one entry is worth in yuan, to the fen (LS-14).

    Each entry is rounded by itself, half away from zero, so that a reversal takes back exactly what was posted and
    sums agree to the fen however the entries are grouped.
    """
    # Nothing is added to it, so that what rounds to nothing has no sign, as in the totals' SQL.
    return (points * yuan_per_point).quantize(FEN, ROUND_HALF_UP) + NOTHING


def payable_and_carried(earned: list[Decimal]) -> tuple[Decimal, Decimal, Decimal]:
    """The last quarter's payment in yuan from what each quarter earned, oldest first (DESIGN §2.10).

    Returns what was carried into the last quarter (never above zero), what it pays (never below zero), and what it
    carries on (never above zero): a negative balance pays nothing and goes on to the next quarter.
    """
    carried_in = pays = carried_on = NOTHING
    for yuan in earned:
        carried_in = carried_on
        balance = carried_in + yuan
        pays, carried_on = max(balance, NOTHING), min(balance, NOTHING)
    return carried_in, pays, carried_on
