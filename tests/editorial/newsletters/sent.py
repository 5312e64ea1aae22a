"""An issue that is confirmed, for tests of its sending."""

from editorial.models import IssueState
from editorial.newsletters import sending
from editorial.newsletters.content import frozen, looks, revision
from tests.factories.accounts import UserFactory
from tests.factories.newsletters import IssueFactory, ReaderFactory
from tests.factories.programmes import ProgrammeFactory, StaffRoleFactory


def officer(programme):
    person = UserFactory()
    StaffRoleFactory(user=person, programme=programme, role="officer")
    return person


def confirmed(readers=3, **given):
    """The sending of an issue to so many readers of the programme HERE, and who confirmed it."""
    programme = ProgrammeFactory(code="HERE", slug="here")
    for _n in range(readers):
        ReaderFactory()
    issue = IssueFactory(programme=programme, state=IssueState.READY, **given)
    by = officer(programme)
    seen = revision(frozen(issue, looks(issue)))
    return sending.confirm(issue, by=by, seen=seen), by
