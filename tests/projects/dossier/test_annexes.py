"""The annexes in a dossier: asked for in the present step, present by digest, kept in a version."""

import pytest

from projects import dossier, lifecycle
from projects.dossier import AnnexAsked
from projects.models import Attachment, Version
from tests.factories.calls import CallAnnexFactory
from tests.factories.projects import AttachmentFactory, complete_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return complete_project()


def test_dossier_names_what_the_call_asks_for(project):
    CallAnnexFactory(call=project.call, key="b", title={"en": "B"}, position=2, is_required=False)
    CallAnnexFactory(call=project.call, key="a", title={"en": "A"}, position=1, per_partner=True)
    assert dossier.load(project).call.annexes == (
        AnnexAsked("a", {"en": "A"}, is_required=True, per_partner=True),
        AnnexAsked("b", {"en": "B"}, is_required=False, per_partner=False),
    )


def test_dossier_holds_the_files_that_were_not_removed(project):
    annex = CallAnnexFactory(call=project.call, key="letter", per_partner=True)
    partner = project.partnerships.first()
    kept = AttachmentFactory(project=project, annex=annex, partnership=partner, description="Signed")
    AttachmentFactory(project=project, removed_at=project.created_at)
    AttachmentFactory(project=project, state="arriving")
    (file,) = dossier.load(project).annexes
    assert (file.uid, file.key, file.partner, file.name) == (kept.uid, "letter", partner.uid, kept.name)
    assert (file.size, file.sha256, file.state) == (1000, kept.sha256, "clean")


def test_files_cost_no_query(project, django_assert_num_queries):
    AttachmentFactory(project=project)
    fetched = dossier.fetch(project)
    with django_assert_num_queries(0):
        assert len(dossier.of(fetched).annexes) == 1


def test_files_survive_the_way_through_a_version(project):
    AttachmentFactory(project=project)
    loaded = dossier.load(project)
    assert dossier.from_data(dossier.to_data(loaded)) == loaded


def test_version_from_before_annexes_has_none(project):
    data = dossier.to_data(dossier.load(project))
    del data["annexes"], data["call"]["annexes"]
    read = dossier.from_data(data)
    assert (read.annexes, read.call.annexes) == ((), ())


def test_removing_after_the_submission_leaves_the_version_whole(project):
    row = AttachmentFactory(project=project)
    version = lifecycle.submit(project, by=project.created_by)
    Attachment.objects.update(removed_at=project.created_at)
    kept = dossier.from_data(Version.objects.get(pk=version.pk).data).annexes
    assert [(file.uid, file.sha256) for file in kept] == [(row.uid, row.sha256)]
