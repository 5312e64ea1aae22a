"""The file that shows a transfer: brought, checked, read by the secretariat, public if both agree."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from pypdf import PdfWriter

from core.errors import NotAllowed
from knowledge import filing
from knowledge.models import Transfer, TransferFile
from knowledge.practices import evidence
from knowledge.services import tasks
from tests.factories.accounts import UserFactory
from tests.factories.knowledge import officer_of, published

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def practice():
    return published()


@pytest.fixture
def teller():
    return UserFactory(name="Tina Teller")


def pdf():
    writer, out = PdfWriter(), BytesIO()
    writer.add_blank_page(width=100, height=100)
    writer.write(out)
    return out.getvalue()


def tell(client, practice, teller, *, file=None, **more):
    client.force_login(teller)
    given = {
        "stamp": "one",
        "organisation_name": "Demo town",
        "country": "BE",
        "year": 2024,
        "language": "en",
        "text": "They bought gauges.",
        **more,
    }
    if file is not None:
        given["evidence"] = file
    return client.post(reverse("apply:transfer_new", args=[practice.platform.slug, practice.code]), given)


def handle(client, practice, **given):
    client.force_login(officer_of(practice.platform))
    address = reverse("secretariat:transfer", args=[Transfer.objects.get().uid])
    return client.post(address, {"outcome": "confirm", "answer": "", **given})


def public(client):
    client.logout()
    return client.get(reverse("catalogue:transfer_file", args=[Transfer.objects.get().uid]))


def test_evidence_is_public_when_bringer_and_secretariat_agree(client, practice, teller):
    file = SimpleUploadedFile("agreement.pdf", pdf())
    assert tell(client, practice, teller, file=file, may_publish="on").status_code == 302
    row = TransferFile.objects.get()
    assert (row.name, row.state, row.is_public, row.may_be_published) == (
        "agreement.pdf",
        "quarantined",
        False,
        True,
    )
    client.force_login(officer_of(practice.platform))
    staff_file = reverse("secretariat:transfer_file", args=[row.transfer.uid])
    assert client.get(staff_file).status_code == 409
    assert filing.check(TransferFile, row.pk) is True
    answer = client.get(staff_file)
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    assert b"".join(answer.streaming_content) == pdf()
    assert public(client).status_code == 404
    assert handle(client, practice, with_file="on").status_code == 302
    assert b"".join(public(client).streaming_content) == pdf()
    page = client.get(reverse("catalogue:good_practice", args=[practice.platform.slug, practice.code]))
    assert "Evidence: agreement.pdf" in page.content.decode()


def test_evidence_stays_inside_when_its_bringer_does_not_agree(client, practice, teller):
    tell(client, practice, teller, file=SimpleUploadedFile("agreement.pdf", pdf()))
    filing.check(TransferFile, TransferFile.objects.get().pk)
    assert handle(client, practice, with_file="on").status_code == 302
    assert TransferFile.objects.get().is_public is False
    assert public(client).status_code == 404
    page = client.get(reverse("catalogue:good_practice", args=[practice.platform.slug, practice.code]))
    assert "agreement.pdf" not in page.content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        TransferFile.objects.update(is_public=True)


def test_disguised_evidence_is_refused_by_the_check(client, practice, teller):
    tell(
        client, practice, teller, file=SimpleUploadedFile("agreement.pdf", b"MZ not a pdf"), may_publish="on"
    )
    row = TransferFile.objects.get()
    filing.check(TransferFile, row.pk)
    row.refresh_from_db()
    assert row.state == "refused"
    assert handle(client, practice).status_code == 302
    assert public(client).status_code == 404
    client.force_login(officer_of(practice.platform))
    assert client.get(reverse("secretariat:transfer_file", args=[row.transfer.uid])).status_code == 409


@pytest.mark.parametrize("name", ["page.html", "program.exe", "empty.pdf"])
def test_form_refuses_what_is_never_accepted_and_keeps_nothing(client, practice, teller, name):
    content = b"" if name == "empty.pdf" else b"<script>"
    assert tell(client, practice, teller, file=SimpleUploadedFile(name, content)).status_code == 400
    assert not Transfer.objects.exists()


def test_form_sent_twice_makes_one_transfer_with_one_file(client, practice, teller):
    for _time in range(2):
        tell(client, practice, teller, file=SimpleUploadedFile("agreement.pdf", pdf()))
    assert (Transfer.objects.count(), TransferFile.objects.count()) == (1, 1)


def test_nobody_adds_a_file_to_what_another_told(client, practice, teller):
    tell(client, practice, teller)
    told = Transfer.objects.get()
    with pytest.raises(NotAllowed):
        evidence.add(
            told, SimpleUploadedFile("a.pdf", pdf()), by=UserFactory(), key=told.uid, may_publish=True
        )


def test_secretariat_of_another_programme_gets_no_file(client, practice, teller):
    tell(client, practice, teller, file=SimpleUploadedFile("agreement.pdf", pdf()))
    filing.check(TransferFile, TransferFile.objects.get().pk)
    client.force_login(officer_of(published().platform))
    address = reverse("secretariat:transfer_file", args=[Transfer.objects.get().uid])
    assert client.get(address).status_code == 404


def test_sweep_takes_up_evidence_that_waits(client, practice, teller):
    tell(client, practice, teller, file=SimpleUploadedFile("agreement.pdf", pdf()))
    TransferFile.objects.update(uploaded_at="2026-01-01T00:00:00Z")
    assert tasks.sweep() == 1
