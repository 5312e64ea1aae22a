"""The page of annexes: what is asked for, uploads with and without scripts, downloads that harm nobody."""

import io
import uuid
import zipfile

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from projects.attachments import checking
from projects.models import Attachment, Project
from projects.states import State
from tests.apply.conftest import signed_in
from tests.factories.calls import CallAnnexFactory
from tests.factories.projects import AttachmentFactory, complete_project
from tests.hostile_files import HTML, pdf


def upload(*names, content=None):
    return [SimpleUploadedFile(name, content or pdf()) for name in names]


def form(*files, annex="", partner="", **more):
    return {"annex": annex, "partner": partner, "key": uuid.uuid4(), "files": list(files), **more}


def stored(project, name="letter.pdf", **facts):
    """A checked file that lies in the storage."""
    file = default_storage.save(f"attachments/00/{uuid.uuid4().hex}", ContentFile(pdf()))
    return AttachmentFactory(project=project, name=name, file=file, **facts)


@pytest.fixture
def letter(project):
    return CallAnnexFactory(call=project.call, key="letter", title={"en": "Letter of support"})


def test_page_lists_what_is_asked_for_and_missing(manager, project, letter, url):
    CallAnnexFactory(call=project.call, key="declaration", title={"en": "Declaration"}, per_partner=True)
    page = manager.get(url("annexes")).content.decode()
    first = project.partnerships.first()
    assert 'href="#annex-letter"' in page
    assert f'href="#annex-declaration-{first.uid}"' in page
    assert "Still missing" in page
    AttachmentFactory(project=project, annex=letter)
    assert 'href="#annex-letter"' not in manager.get(url("annexes")).content.decode()


def test_refused_file_leaves_its_place_missing(manager, project, letter, url):
    AttachmentFactory(project=project, annex=letter, state="refused", fault="locked")
    page = manager.get(url("annexes")).content.decode()
    assert 'href="#annex-letter"' in page
    assert "protected by a password" in page


def test_page_costs_the_same_for_many_files(manager, project, letter, url, django_assert_max_num_queries):
    manager.get(url("annexes"))
    for count in (1, 5):
        for _number in range(count):
            AttachmentFactory(project=project, annex=letter)
        with django_assert_max_num_queries(8):
            manager.get(url("annexes"))


def test_upload_without_scripts_takes_each_file_by_itself(manager, project, letter, url):
    files = upload("a.pdf", "b.exe", "c.pdf")
    answer = manager.post(url("annex_add"), form(*files, annex="letter"))
    assert answer.status_code == 422
    assert "b.exe" in answer.content.decode()
    assert sorted(project.attachments.values_list("name", "annex__key")) == [
        ("a.pdf", "letter"),
        ("c.pdf", "letter"),
    ]


def test_upload_without_scripts_leads_back_to_the_page(manager, project, url):
    answer = manager.post(url("annex_add"), form(*upload("a.pdf")))
    assert answer.url == url("annexes")


def test_upload_by_script_is_answered_with_the_new_row(manager, project, url):
    answer = manager.post(url("annex_add"), form(*upload("a.pdf")), headers={"accept": "application/json"})
    assert answer.status_code == 201
    row = project.attachments.get()
    assert f'id="file-{row.uid}"' in answer.json()["html"]
    assert "csrfmiddlewaretoken" in answer.json()["html"]


def test_upload_sent_twice_is_one_file(manager, project, url):
    data = form()
    for _time in range(2):
        manager.post(url("annex_add"), data | {"files": upload("a.pdf")})
    assert project.attachments.count() == 1


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"key": "no-uuid"},
        {"annex": "nothing"},
        {"annex": "../x"},
        {"partner": "no-uuid"},
        {"partner": str(uuid.uuid4())},
        {"files": []},
        {"annex": "x" * 5000},
    ],
)
def test_upload_to_no_place_is_refused(manager, project, url, data):
    answer = manager.post(url("annex_add"), form(*upload("a.pdf")) | data if data else {})
    assert answer.status_code == 422
    assert project.attachments.count() == 0


@pytest.mark.parametrize(
    "name",
    [
        "x" * 4000 + ".pdf",
        "a\x00b.pdf",
        "\u202efdp.pdf",
        "half.pdf",
        "../../x.pdf",
        '"><b>.pdf',
        "a." + "p" * 300,
    ],
)
def test_upload_survives_hostile_names(manager, project, url, name):
    answer = manager.post(url("annex_add"), form(*upload(name)))
    assert answer.status_code in (302, 422)
    page = manager.get(url("annexes")).content.decode()
    assert "<b>" not in page
    assert "\u202e" not in page


def test_large_file_is_kept_on_disk_with_a_hostile_ending(manager, project, url):
    """Beyond 2.5 MB Django would name its file on disk after the sender's ending."""
    answer = manager.post(url("annex_add"), form(*upload("a." + "p" * 300, content=b"x" * 3_000_000)))
    assert answer.status_code == 422
    assert project.attachments.count() == 0


def test_waiting_file_is_shown_but_not_handed_out(manager, project, url):
    manager.post(url("annex_add"), form(*upload("a.pdf")))
    row = project.attachments.get()
    assert "Being checked" in manager.get(url("annex_state", row.uid)).content.decode()
    assert manager.get(url("annex_file", row.uid)).status_code == 409
    checking.check(row.pk)
    assert "hx-get" not in manager.get(url("annex_state", row.uid)).content.decode()
    assert manager.get(url("annex_file", row.uid)).status_code == 200


def test_download_is_harmless(manager, project, url):
    row = stored(project, name='lettre "été".pdf')
    answer = manager.get(url("annex_file", row.uid))
    assert b"".join(answer.streaming_content) == pdf()
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''lettre%20%22%C3%A9t%C3%A9%22.pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "no-store" in answer["Cache-Control"]
    assert (
        manager.get(url("annex_file", row.uid), headers={"if-none-match": answer["ETag"]}).status_code == 304
    )


def test_page_by_another_name_is_never_shown(manager, project, url):
    manager.post(url("annex_add"), form(*upload("a.txt", content=HTML)))
    row = project.attachments.get()
    checking.check(row.pk)
    assert manager.get(url("annex_file", row.uid)).status_code == 409


def test_archive_holds_all_checked_files(manager, project, letter, url):
    stored(project, "a.pdf", annex=letter)
    stored(project, "a.pdf")
    AttachmentFactory(project=project, state="refused", fault="virus")
    AttachmentFactory(project=project, removed_at=timezone.now())
    answer = manager.get(url("annex_archive"))
    content = b"".join(answer.streaming_content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert sorted(archive.namelist()) == ["letter/a.pdf", "other/a.pdf"]
        assert archive.read("other/a.pdf") == pdf()
        assert archive.testzip() is None


def test_archive_of_nothing_is_refused(manager, url):
    assert manager.get(url("annex_archive")).status_code == 409


def test_describe_remove_and_put_back(manager, project, url):
    row = stored(project)
    manager.post(url("annex_describe", row.uid), {"description": "Signed by the mayor"})
    assert "Signed by the mayor" in manager.get(url("annexes")).content.decode()
    manager.post(url("annex_remove", row.uid))
    assert Attachment.objects.present().count() == 0
    assert url("annex_put_back", row.uid) in manager.get(url("annexes")).content.decode()
    manager.post(url("annex_put_back", row.uid))
    assert Attachment.objects.present().count() == 1


def test_description_that_is_too_long_is_refused_in_words(manager, project, url):
    row = stored(project)
    answer = manager.post(url("annex_describe", row.uid), {"description": "x" * 251})
    assert answer.status_code == 422
    assert "250" in answer.content.decode()


def test_viewer_sees_no_buttons_and_changes_nothing(viewer, project, url):
    row = stored(project)
    page = viewer.get(url("annexes")).content.decode()
    assert row.name in page
    assert url("annex_remove", row.uid) not in page
    assert "data-upload" not in page
    assert viewer.post(url("annex_remove", row.uid)).status_code == 403
    assert viewer.post(url("annex_add"), form(*upload("a.pdf"))).status_code == 422
    assert project.attachments.count() == 1


def test_after_the_submission_files_are_read_only(manager, project, url):
    row = stored(project)
    Project.objects.update(state=State.SUBMITTED, code="T-1", first_submitted_at=timezone.now())
    assert url("annex_remove", row.uid) not in manager.get(url("annexes")).content.decode()
    assert manager.post(url("annex_remove", row.uid)).status_code == 403
    assert manager.get(url("annex_file", row.uid)).status_code == 200


def test_files_of_others_do_not_exist(manager, project, url):
    foreign = stored(complete_project(call=project.call))
    for name in ("annex_file", "annex_state"):
        assert manager.get(url(name, foreign.uid)).status_code == 404
    stranger = signed_in(foreign.project.created_by)
    own = stored(project)
    for name in ("annex_file", "annex_state"):
        assert stranger.get(url(name, own.uid)).status_code == 404
    for name in ("annex_remove", "annex_put_back", "annex_describe"):
        assert stranger.post(url(name, own.uid), {"description": "x"}).status_code == 404
    assert stranger.get(url("annex_archive")).status_code == 404
    own.refresh_from_db()
    assert (own.removed_at, own.description) == (None, "")


def test_template_of_an_annex_is_handed_out(manager, project, letter, url):
    assert manager.get(url("annex_template", "letter")).status_code == 404
    letter.template.save("template.docx", ContentFile(b"PK"))
    letter.template_name = "Letter of support.docx"
    letter.save()
    answer = manager.get(url("annex_template", "letter"))
    assert b"".join(answer.streaming_content) == b"PK"
    assert 'filename="Letter of support.docx"' in answer["Content-Disposition"]
    assert url("annex_template", "letter") in manager.get(url("annexes")).content.decode()
