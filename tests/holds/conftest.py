"""The quarter, the managers and the budget of the settlement's tests."""

from tests.points.conftest import host_zone, serve
from tests.settlement.conftest import freeze, money

__all__ = ["freeze", "host_zone", "money", "serve"]
