"""Outside demo mode the pilot county has no people."""

from io import StringIO

import pytest
from django.core.management import call_command

from agents.demo import people
from agents.models import User, Village


@pytest.mark.django_db
def test_without_demo_mode_no_people_are_made(settings):
    settings.DEMO = False
    out = StringIO()
    call_command("load_pilot", stdout=out)
    assert "people: none; test people are made in demo mode only (DEMO=1)" in out.getvalue()
    assert Village.objects.count() == 228
    assert not User.objects.exists()
    assert people() == []
