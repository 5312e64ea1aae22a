"""The world of a journey: the known facts, a demo call, and the demo people."""

import pytest
from django.conf import settings
from django.core.management import call_command

from calls import loading as calls
from programmes import demo as people


@pytest.fixture
def programme(transactional_db: None) -> str:
    """Vlaanderen-Nederland with its true structure, an open demo call and staff; its code."""
    call_command("load_reference", verbosity=0)
    people.load_people(settings.BASE_DIR / "fixtures" / "demo")
    calls.load_demo(settings.BASE_DIR / "fixtures" / "demo")
    return "VLNED"
