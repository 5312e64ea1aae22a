"""What step 2 changed, as staff are led to it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from programmes.states import Role
from projects import lifecycle
from projects.models import Project, Version
from projects.states import State
from tests.factories.assessments import staff_of
from tests.factories.projects import VersionFactory, complete_call, complete_project

pytestmark = pytest.mark.django_db

LINK = "What changed since step 1"


@pytest.fixture
def project(client):
    now = timezone.now()
    call = complete_call(step1_closes_at=now + timedelta(days=1), closes_at=now + timedelta(days=60))
    made = complete_project(call=call, state=State.STEP1_DRAFT)
    lifecycle.submit(made, by=made.created_by)
    client.force_login(staff_of(made, Role.OFFICER))
    return made


def in_step_two(project):
    first = Version.objects.get(project=project)
    assert (first.number, first.step) == (1, 1)
    for number, step in ((2, 1), (3, 2), (4, 2)):
        VersionFactory(
            project=project, number=number, step=step, data={**first.data, "acronym": f"V{number}"}
        )
    Project.objects.filter(pk=project.pk).update(state=State.SUBMITTED)


def test_dossier_leads_to_the_last_of_step_one_and_the_newest_of_step_two(client, project):
    in_step_two(project)
    page = reverse("secretariat:compare", args=[project.uid])
    link = f'href="{page}?old=2&amp;new=4"'
    assert link in client.get(reverse("secretariat:project", args=[project.uid])).content.decode()
    shown = client.get(f"{page}?old=2&new=4")
    assert (shown.context["choice"].old_name, shown.context["choice"].new_name) == (
        "Version 2.0, step 1",
        "Version 4.0, step 2",
    )
    assert '<a href="?old=2&amp;new=4" aria-current="true">' in shown.content.decode()
    assert '<a href="?old=2&amp;new=4">' in client.get(page).content.decode()


def test_nothing_is_offered_before_step_two(client, project):
    assert LINK not in client.get(reverse("secretariat:project", args=[project.uid])).content.decode()
    VersionFactory(project=project, number=2, step=1, data=Version.objects.get(project=project).data)
    shown = client.get(reverse("secretariat:compare", args=[project.uid]))
    assert LINK not in shown.content.decode()
    assert shown.context["choice"].new_name == "Version 2.0"
