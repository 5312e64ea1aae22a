"""The tasks that correction rounds make for the secretariat and for applicants."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.todo import tasks
from apply.todo import SOURCES as OF_APPLICANTS
from programmes.states import Role
from projects import lifecycle
from projects.models import Correction
from secretariat.todo import SOURCES
from tests.factories.assessments import staff_of, submitted_project
from tests.projects.corrections.conftest import again, asked

pytestmark = pytest.mark.django_db


def of(user, sources=SOURCES):
    return [(task.source.kind, task.due) for task in tasks(user, sources, most=20)]


def test_each_stage_of_a_round_is_a_task_of_somebody():
    project = submitted_project(criteria=0)
    project.call.screening_days = 30
    project.call.save()
    officer, applicant = staff_of(project, Role.OFFICER), project.created_by
    by = project.first_submitted_at + timedelta(days=30)
    assert of(officer) == [("screen", by)]
    request = asked(again(project), officer, "summary")
    assert ("screen", by) not in of(officer)
    assert of(applicant, OF_APPLICANTS) == [("correct", request.due)]
    Correction.objects.update(due=timezone.now() - timedelta(days=1))
    assert "overdue" in {kind for kind, _due in of(officer)}
    lifecycle.submit(again(project), by=applicant)
    kinds = {kind for kind, _due in of(officer)}
    assert "corrected" in kinds
    assert not kinds & {"screen", "overdue"}
