"""The page on which a partner confirms its part."""

import re

import pytest

from projects.models import PartnerConfirmation
from projects.states import Level
from tests.apply.conftest import signed_in
from tests.factories.projects import CollaboratorFactory


@pytest.fixture
def partner(project):
    return project.partnerships.get(position=2)


@pytest.fixture
def speaker(project, partner):
    return signed_in(CollaboratorFactory(project=project, level=Level.EDIT, partnership=partner).user)


def seen_on(client, page):
    return re.search(r'name="seen" value="([0-9a-f]{64})"', client.get(page).content.decode())[1]


def test_partner_reads_declares_and_confirms(speaker, manager, partner, url):
    page = url("partner_confirm", partner.uid)
    seen = seen_on(speaker, page)
    assert speaker.post(page, {"seen": seen, "declared": "on"}).url == url("proposal")
    assert "Confirmed" in manager.get(url("proposal")).content.decode()
    assert PartnerConfirmation.objects.get().digest == seen


@pytest.mark.parametrize(
    "data", [{}, {"declared": "on"}, {"seen": "0" * 64, "declared": "on"}, {"seen": "x"}]
)
def test_nothing_is_confirmed_without_declaration_or_on_another_state(speaker, partner, url, data):
    answer = speaker.post(url("partner_confirm", partner.uid), data)
    assert answer.status_code == 422
    assert "Something needs correcting" in answer.content.decode()
    assert not PartnerConfirmation.objects.exists()


def test_others_read_how_it_stands_and_have_no_button(speaker, manager, viewer, partner, url):
    page = url("partner_confirm", partner.uid)
    for client in (manager, viewer):
        text = client.get(page).content.decode()
        assert "Not confirmed yet" in text
        assert 'name="declared"' not in text
    seen = seen_on(speaker, page)
    assert manager.post(page, {"seen": seen, "declared": "on"}).status_code == 422
    assert not PartnerConfirmation.objects.exists()
