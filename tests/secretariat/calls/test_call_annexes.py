"""Annexes of a call on their pages, with templates judged by their content."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories.calls import CallAnnexFactory

pytestmark = pytest.mark.django_db
PAGE = "/en/secretariat/calls/spring/annexes/"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_annex_is_added_with_its_template_and_downloaded(client, manager, call):
    template = SimpleUploadedFile("Letter of intent.pdf", PDF)
    answer = client.post(f"{PAGE}new/", {"title_en": "Letter", "is_required": "on", "template": template})

    assert (answer.status_code, answer.url) == (302, PAGE)
    annex = call.annexes.get()
    assert (str(annex.title), annex.is_required, annex.per_partner) == ("Letter", True, False)
    assert "Letter of intent.pdf" in client.get(PAGE).content.decode()
    download = client.get(f"{PAGE}{annex.pk}/template/")
    assert b"".join(download.streaming_content) == PDF
    assert 'filename="Letter of intent.pdf"' in download.headers["Content-Disposition"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("letter.pdf", b"<html><script>"),
        ("letter.exe", b"MZ\x00"),
        ("letter", PDF),
        ("letter.pdf", b"MZ\x00\x00"),
    ],
)
def test_template_of_the_wrong_kind_is_refused(client, manager, call, name, content):
    answer = client.post(f"{PAGE}new/", {"title_en": "L", "template": SimpleUploadedFile(name, content)})

    assert answer.status_code == 400
    assert list(answer.context["form"].errors) == ["template"]
    assert not call.annexes.exists()


def test_annex_is_changed_and_removed(client, manager, call):
    annex = CallAnnexFactory(call=call)

    assert client.post(f"{PAGE}{annex.pk}/", {"title_en": "Other", "per_partner": "on"}).status_code == 302
    annex.refresh_from_db()
    assert (str(annex.title), annex.is_required, annex.per_partner) == ("Other", False, True)
    assert client.post(f"{PAGE}{annex.pk}/", {"remove": "yes"}).status_code == 302
    assert not call.annexes.exists()


def test_annex_needs_a_title(client, manager, call):
    answer = client.post(f"{PAGE}new/", {"title_nl": " "})

    assert answer.status_code == 409
    assert "Give the annex a title" in answer.content.decode()


def test_annex_of_another_call_is_not_found(client, manager, call):
    other = CallAnnexFactory()

    assert client.get(f"{PAGE}{other.pk}/").status_code == 404
    assert client.get(f"{PAGE}{CallAnnexFactory(call=call).pk}/template/").status_code == 404
