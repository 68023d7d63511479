"""One officer of each role, at nine o'clock."""

from typing import Any

import pytest

from agents.models import Bureau, Officer, Township
from tests.cast import make_officer
from tests.conftest import NINE
from tests.pages.clock import stand_at

Role = Officer.Role


@pytest.fixture(autouse=True)
def nine_o_clock(monkeypatch):
    stand_at(monkeypatch, NINE)


@pytest.fixture
def office(cast):
    """``office["township_officer"]``: of 毛俊镇; the bureau officer is of the bureau that decides both items."""
    bureau, township = Bureau.objects.get(), Township.objects.get()
    made: dict[str, Any] = {
        "county_manager": cast.li,
        "auditor": cast.sun,
        "bureau_officer": ("部干事", "bu"),
        "township_officer": ("镇干事", "zhen"),
        "system_admin": ("系统员", "xi"),
        "security_admin": ("安全员", "an"),
        "audit_admin": ("审查员", "shen"),
    }
    for role, named in made.items():
        if isinstance(named, tuple):
            name, username = named
            made[role] = _officer(cast.county, name, username, Role(role), bureau, township)
    return made


def _officer(county, name, username, role, bureau, township):
    officer = make_officer(county, name, username, Role.AUDITOR, at=NINE)
    officer.role = role
    officer.bureau = bureau if role == Role.BUREAU_OFFICER else None
    officer.township = township if role == Role.TOWNSHIP_OFFICER else None
    officer.save()
    return officer
