"""Persons of every standing towards one project."""

from accounts.models import User
from programmes.states import Role
from projects.models import Project
from projects.states import Level
from tests.factories.accounts import UserFactory
from tests.factories.programmes import StaffRoleFactory
from tests.factories.projects import CollaboratorFactory, InterestFactory


def with_role(project: Project, *roles: Role) -> User:
    """A person with these roles in the project's programme."""
    user = UserFactory()
    for role in roles:
        StaffRoleFactory(user=user, programme=project.call.programme_period.programme, role=role)
    return user


def cleared(project: Project, *roles: Role) -> User:
    """The same, after declaring no conflict of interest: the committee may act only then."""
    user = with_role(project, *roles)
    InterestFactory(project=project, person=user)
    return user


def with_level(project: Project, level: Level = Level.MANAGE) -> User:
    """A collaborator of the project."""
    return CollaboratorFactory(project=project, level=level).user


def again(user: User) -> User:
    """The same person at the next request."""
    return User.objects.get(pk=user.pk)
