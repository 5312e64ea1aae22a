"""The demo events: marked as demo, loaded once, refused elsewhere."""

import pytest
from django.conf import settings as django_settings
from django.test import Client

from core.errors import DomainError
from editorial.models import Issue
from events import demo
from events.models import Event, Registration
from tests.factories.programmes import ProgrammeFactory

pytestmark = pytest.mark.django_db
FILES = django_settings.BASE_DIR / "fixtures" / "demo"


@pytest.fixture
def programmes():
    for code in ("FWVL", "VLNED", "IE"):
        ProgrammeFactory(code=code, slug=code.lower())


def test_demo_is_loaded_once_and_marked(programmes, settings):
    settings.DEMO = True
    assert demo.load(FILES).changes_anything
    assert not demo.load(FILES).changes_anything
    assert (Event.objects.count(), Event.objects.filter(is_demo=True).count()) == (4, 4)
    assert Event.objects.upcoming().count() == 3
    assert list(Registration.objects.values_list("state", flat=True)) == ["held", "held", "waiting"]
    assert Issue.objects.get().is_demo
    client = Client()
    assert "tag-demo" in client.get("/en/events/").content.decode()
    page = client.get("/fr/newsletter/ie/1/").content.decode()
    assert ("tag-demo" in page, "/fr/events/demo-learning-day/" in page) == (True, True)


def test_demo_is_refused_where_it_is_off(programmes, settings):
    settings.DEMO = False
    with pytest.raises(DomainError):
        demo.load(FILES)
    assert Event.objects.count() == 0
