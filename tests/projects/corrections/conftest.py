"""A submitted proposal with a row of everything, its officer, and a round of corrections."""

from datetime import timedelta

import pytest
from django.utils import timezone

from programmes.states import Role
from projects import corrections, lifecycle
from projects.lifecycle import Seen
from projects.models import Project
from tests.factories.form import filled_project
from tests.projects.people import with_role


@pytest.fixture
def project():
    found = filled_project()
    lifecycle.submit(found, by=found.created_by)
    return again(found)


@pytest.fixture
def officer(project):
    return with_role(project, Role.OFFICER)


@pytest.fixture
def partner(project):
    return str(project.partnerships.get(position=2).uid)


def again(project):
    return Project.objects.for_page().get(pk=project.pk)


def asked(project, officer, *keys, days=7):
    """A round about these places, with the applicant."""
    for key in keys:
        item = corrections.collect(project, by=officer, key=key, note=f"Mend {key}.")
    due = timezone.now() + timedelta(days=days)
    request = corrections.set_terms(
        item.correction, by=officer, note="Thank you.", due=due, seen=len(keys) + 1
    )
    return corrections.ask(request, by=officer, seen=Seen.of(again(project)), revision=request.revision)
