from decimal import Decimal

from django.db import models


def yuan_field() -> "models.DecimalField[Decimal, Decimal]":
    """An amount in yuan, to the fen."""
    return models.DecimalField(max_digits=14, decimal_places=2)
