"""What texts of a set-up lack."""

import pytest

from programmes.setting_up.texts import languages_of, texts_of
from tests.factories.programmes import LumpSumFactory, ProgrammeFactory, ProgrammePeriodFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    programme = ProgrammeFactory(languages=["fr", "nl"])
    made = ProgrammePeriodFactory(programme=programme, name={"nl": "Hier", "fr": "Ici"})
    made.refresh_from_db()
    return made


def test_languages_are_those_of_the_programme_in_the_order_of_the_portal(edition):
    assert languages_of(edition) == ("nl", "fr")


def test_text_lacks_a_language_of_the_programme_only(edition):
    LumpSumFactory(programme_period=edition, name={"nl": "Een", "fr": "Un"}, description={"en": "One"})
    found = {written.field.name: written.missing for written in texts_of(edition)}
    assert found == {"name": (), "description": ("nl", "fr")}


def test_empty_text_that_need_not_be_written_lacks_nothing(edition):
    LumpSumFactory(programme_period=edition, name={"nl": "Een"}, description={})
    rows = [(written.part.key, written.field.name, written.missing) for written in texts_of(edition)]
    assert rows == [("basics", "name", ()), ("lump-sums", "name", ("fr",))]
