"""Who screens, scores, concludes and reads assessments. Steps of the project: projects.permissions."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.models import Assessment
from core.errors import NotAllowed
from programmes.permissions import programmes_where
from programmes.states import SECRETARIAT, SEES_ALL_SUBMITTED, TAKES_DATA
from projects.models import Collaborator, Project, ProjectQuerySet
from projects.permissions import standing


def may_review(user: User | AnonymousUser, project: Project) -> bool:
    """Whether the person screens, invites and concludes: secretariat, unless it writes the project."""
    roles, level = standing(user, project)
    return level is None and not roles.isdisjoint(SECRETARIAT)


def require_secretariat(user: User, project: Project) -> None:
    """NotAllowed unless the person assesses this project for the secretariat."""
    if not may_review(user, project):
        raise NotAllowed(_("Only the secretariat of the programme may do this."))


def may_see_project_as_assessor(user: User | AnonymousUser, project: Project) -> bool:
    """Whether the person was asked to assess the project and declared no conflict of interest."""
    return Assessment.objects.open_to(user).filter(project=project).exists()


def may_read_screening(user: User | AnonymousUser, project: Project) -> bool:
    """Whether the person reads the screening and the conclusions. Applicants never do."""
    roles, level = standing(user, project)
    return level is None and not roles.isdisjoint(SEES_ALL_SUBMITTED)


def exportable(user: User | AnonymousUser) -> ProjectQuerySet:
    """The submitted proposals that the person may export and whose trail the person reads; not own ones."""
    return (
        Project.objects.visible_to_staff(user)
        .filter(call__programme_period__programme__in=programmes_where(user, TAKES_DATA))
        .exclude(pk__in=Collaborator.objects.filter(user__in=[user.pk]).values("project"))
    )
