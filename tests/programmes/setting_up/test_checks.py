"""What may be stored: all that is known of the programmes, and nothing beyond the limits."""

from pathlib import Path

import pytest
from django.conf import settings

from programmes import reference
from programmes.demo_setup import load_set_up
from programmes.models import ProgrammePeriod
from programmes.setting_up.checks import Wrong, require_sound
from programmes.setting_up.facts import facts_of, plain, wanted_facts
from programmes.setting_up.money_parts import LUMP_SUMS
from programmes.setting_up.registry import BASICS, PARTS
from tests.factories.programmes import LumpSumFactory

pytestmark = pytest.mark.django_db
FIXTURES = Path(settings.BASE_DIR) / "fixtures"


def test_everything_known_of_the_programmes_can_be_saved_again():
    reference.load(FIXTURES / "reference")
    load_set_up(FIXTURES / "demo")
    checked = 0
    for edition in ProgrammePeriod.objects.all():
        require_sound(edition, BASICS, edition, {})
        for part in PARTS.values():
            for row in part.rows(edition):
                require_sound(row, part, edition, {})
                checked += 1
    assert checked > 200


def test_refusal_tells_every_field_at_once():
    row = LumpSumFactory()
    row.name, row.description, row.phase = {}, {"en": "x" * 256}, "later"
    with pytest.raises(Wrong) as refusal:
        require_sound(row, LUMP_SUMS, row.programme_period, {})
    assert [name for name, _text in refusal.value.problems] == ["name", "description", "phase"]
    assert "At most 255 characters in each language; these are 256." in str(refusal.value.text)


def test_facts_are_equal_whatever_form_the_value_had():
    row = LumpSumFactory(amount="5000")
    row.refresh_from_db()
    wanted = {"amount": 5000, "categories": ["travel", "staff"], "name": {**row.name, "fr": " "}}
    assert wanted_facts(wanted, LUMP_SUMS) == {name: facts_of(row, LUMP_SUMS)[name] for name in wanted}
    assert plain({"fr": "a", "en": "b", "nl": ""}) == {"en": "b", "fr": "a"}
