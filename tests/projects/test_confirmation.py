"""A partner confirms its part; the confirmation holds for what stood there, and for nothing else."""

from decimal import Decimal

import pytest

from accounts.models import TrailEntry
from core.errors import DomainError, NotAllowed
from partners.models import Organisation
from projects import confirmation, dossier, fields, partnership
from projects.confirmation import confirmations
from projects.dossier import digests
from projects.models import PartnerConfirmation, Project
from projects.states import Level, State
from tests.factories.projects import CollaboratorFactory, complete_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return complete_project()


@pytest.fixture
def partner(project):
    return project.partnerships.get(position=2)


@pytest.fixture
def speaker(project, partner):
    """Writes the part of the second partner."""
    return CollaboratorFactory(project=project, level=Level.EDIT, partnership=partner).user


def digest_of(partner):
    return digests(dossier.load(partner.project))[partner.uid]


def confirm(partner, by):
    return confirmation.confirm(partner, by=by, seen=digest_of(partner))


def stands(project):
    return [(one.is_current, one.is_outdated) for one in confirmations(dossier.load(project))]


def write(project, by, key, value):
    fields.save(project, key, value, base=fields.tokens(project)[key].token, by=by)


def test_partner_confirms_its_part(project, partner, speaker):
    assert stands(project) == [(False, False), (False, False)]
    confirm(partner, speaker)
    assert stands(project) == [(False, False), (True, False)]
    (_first, second) = confirmations(dossier.load(project))
    assert (second.by, second.at) == (str(speaker), PartnerConfirmation.objects.get().at)
    assert TrailEntry.objects.get(action="confirm part").new["digest"] == digest_of(partner)


def test_change_of_the_part_outdates_its_confirmation_and_no_other(project, partner, speaker):
    lead = project.partnerships.get(position=1)
    confirm(partner, speaker)
    confirm(lead, project.created_by)
    write(project, speaker, f"budget.{partner.uid}.travel", "10")
    assert stands(project) == [(True, False), (False, True)]
    write(project, speaker, f"budget.{partner.uid}.travel", "")
    assert stands(project) == [(True, False), (True, False)]
    partnership.add_contribution(
        partner, by=speaker, source="A foundation", status="private", amount=Decimal(1)
    )
    assert stands(project) == [(True, False), (False, True)]


def test_change_of_the_organisation_outdates_it(project, partner, speaker):
    confirm(partner, speaker)
    Organisation.objects.filter(pk=partner.organisation_id).update(city="Elsewhere")
    assert stands(project)[1] == (False, True)


def test_changes_elsewhere_and_another_place_do_not_outdate_it(project, partner, speaker):
    confirm(partner, speaker)
    write(project, project.created_by, "title.nl", "Andere titel")
    write(project, project.created_by, f"budget.{project.partnerships.get(position=1).uid}.travel", "10")
    partnership.move_partner(partner, by=project.created_by, position=1)
    assert stands(project)[0] == (True, False)


def test_part_that_changed_while_it_was_read_is_not_confirmed(project, partner, speaker):
    seen = digest_of(partner)
    write(project, project.created_by, f"budget.{partner.uid}.travel", "10")
    with pytest.raises(DomainError, match="changed while you read"):
        confirmation.confirm(partner, by=speaker, seen=seen)
    assert not PartnerConfirmation.objects.exists()


def test_confirming_twice_is_once(partner, speaker):
    assert confirm(partner, speaker) == confirm(partner, speaker)
    assert TrailEntry.objects.filter(action="confirm part").count() == 1


def test_only_who_speaks_for_the_partner_confirms(project, partner):
    lead = project.partnerships.get(position=1)
    manager, editor = project.created_by, CollaboratorFactory(project=project, level=Level.EDIT).user
    confirm(partner, manager)  # nobody of its own yet
    viewer = CollaboratorFactory(project=project, level=Level.VIEW, partnership=partner).user
    confirm(partner, manager)  # who may only view does not speak for it
    speaker = CollaboratorFactory(project=project, level=Level.MANAGE, partnership=partner).user
    for by in (manager, editor, viewer):
        with pytest.raises(NotAllowed):
            confirm(partner, by)
    for by in (editor, viewer, speaker):
        with pytest.raises(NotAllowed):
            confirm(lead, by)
    confirm(partner, speaker)


def test_nothing_is_confirmed_after_submission(project, partner, speaker):
    seen = digest_of(partner)
    Project.objects.update(state=State.SUBMITTED, code="X-1", first_submitted_at=project.created_at)
    with pytest.raises(NotAllowed):
        confirmation.confirm(partner, by=speaker, seen=seen)


def test_confirmations_are_read_in_one_query(project, partner, speaker, django_assert_num_queries):
    loaded = dossier.load(project)
    with django_assert_num_queries(1):
        confirmations(loaded)
    confirm(partner, speaker)
    confirm(project.partnerships.get(position=1), project.created_by)
    with django_assert_num_queries(1):
        confirmations(loaded)
