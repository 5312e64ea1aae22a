"""Every finding leads to a field that is there."""

import re

import pytest

from apply.pages.findings import checked, marks
from projects import dossier
from projects.models import Contribution, Project
from projects.states import State
from tests.factories.projects import ProjectFactory


def broken(project):
    """Everything wrong that the checks know."""
    Project.objects.filter(pk=project.pk).update(start_date=None, objective=None)
    project.answers.all().delete()
    for partner in project.partnerships.select_related("organisation"):
        partner.organisation.region = partner.organisation.legal_status = ""
        partner.organisation.save()
        partner.co_financing.update(rate=90)
    project.partnerships.filter(position=1).update(staff_rate=99)
    Contribution.objects.filter(partnership__project=project, partnership__position=1).delete()
    return project


def targets(client, lines):
    """The ids that findings lead to and that their pages lack."""
    missing = []
    for url in sorted({line.url for line in lines if line.url}):
        address, _hash, anchor = url.partition("#")
        answer = client.get(address)
        assert answer.status_code == 200, url
        if anchor and not re.search(rf'id="{re.escape(anchor)}"', answer.content.decode()):
            missing.append(url)
    return missing


def test_findings_lead_to_fields_that_are_there(manager, project):
    found = checked(dossier.load(broken(project)))
    assert len(found.errors) > 10
    assert targets(manager, found.errors) == []


def test_whole_proposal_has_only_passed_checks(project):
    found = checked(dossier.load(project))
    assert (found.errors, found.warnings) == ((), ())
    assert {line.url for line in found.passed} == {""}


@pytest.mark.django_db
def test_empty_draft_is_not_started():
    found = checked(dossier.load(ProjectFactory()))
    assert {line.section for line in found.errors} >= {"identification", "summary", "partners", "budget"}
    stands = {mark.stand for mark in marks(dossier.load(ProjectFactory()), found, State.DRAFT).values()}
    assert stands <= {"rest", "done"}
