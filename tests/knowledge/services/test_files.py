"""Reports as files, and the reminder that follows a review."""

from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfWriter

from core.errors import DomainError, NotAllowed
from correspondence.models import Message
from knowledge import filing
from knowledge.models import Report, ReportFile
from knowledge.service_states import Consent, ServiceKind, ServiceState
from knowledge.services import files, publishing, reminding, tasks
from knowledge.services.publishing import Words
from tests.factories.services import ServiceRequestFactory


def pdf():
    """A small but whole PDF."""
    writer, out = PdfWriter(), BytesIO()
    writer.add_blank_page(width=100, height=100)
    writer.write(out)
    return out.getvalue()


@pytest.fixture
def reported(house, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    found = ServiceRequestFactory(
        service=house.service(ServiceKind.PEER_REVIEW),
        asker=house.asker,
        expert=house.expert,
        state=ServiceState.REPORTED,
        consent=Consent.YES,
    )
    Report.objects.create(
        request=found, text="Buy used.", written_by=house.expert, follow_up_on=timezone.localdate()
    )
    return found


def upload(name="report.pdf", content=None):
    return SimpleUploadedFile(name, pdf() if content is None else content)


def test_file_is_checked_before_anybody_gets_it_and_published_by_choice(house, reported):
    client = Client()
    client.force_login(house.expert)
    sent = {"file": upload(), "key": uuid4()}
    address = reverse("apply:service_file_add", args=[reported.uid])
    assert client.post(address, sent).status_code == 302
    row = ReportFile.objects.get()
    assert row.name == "report.pdf"
    ReportFile.objects.update(state="quarantined")
    mine = reverse("apply:service_file", args=[reported.uid, row.uid])
    assert client.get(mine).status_code == 409
    assert filing.check(ReportFile, row.pk) is True
    assert filing.check(ReportFile, row.pk) is False
    answer = client.get(mine)
    assert (answer.status_code, answer.headers["X-Content-Type-Options"]) == (200, "nosniff")
    assert "attachment" in answer.headers["Content-Disposition"]
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    words = Words("Buying used", "How?", "Step by step.")
    public = publishing.publish(reported, by=house.officer, words=words, files=[])
    shown = reverse("catalogue:service_file", args=[public.uid, row.uid])
    assert Client().get(shown).status_code == 404
    publishing.publish(reported, by=house.officer, words=words, files=[row.uid])
    public_answer = Client().get(shown)
    assert public_answer.status_code == 200
    assert b"".join(public_answer.streaming_content).startswith(b"%PDF")
    publishing.consent(reported, by=house.asker, answer=Consent.NO)
    assert Client().get(shown).status_code == 404


def test_programs_and_disguised_files_are_refused(house, reported):
    with pytest.raises(DomainError, match=r"evil\.exe"):
        files.add(reported, upload("evil.exe"), by=house.expert, key=uuid4())
    with pytest.raises(DomainError, match="not empty"):
        files.add(reported, upload(content=b""), by=house.expert, key=uuid4())
    row = files.add(
        reported, upload(content=b"<html><script>alert(1)</script>"), by=house.expert, key=uuid4()
    )
    assert filing.check(ReportFile, row.pk) is True
    row.refresh_from_db()
    assert (row.state, row.is_clean) == ("refused", False)


def test_only_the_expert_adds_files_and_a_form_sent_twice_adds_one(house, reported):
    for person in (house.asker, house.officer, house.peer.user):
        with pytest.raises(NotAllowed):
            files.add(reported, upload(), by=person, key=uuid4())
    key = uuid4()
    first = files.add(reported, upload(), by=house.expert, key=key)
    assert files.add(reported, upload(), by=house.expert, key=key) == first
    second = files.add(reported, upload(), by=house.expert, key=uuid4())
    assert second.name != first.name


def test_sweep_forgets_uploads_that_broke_off(house, reported):
    name = default_storage.save(f"{files.FOLDER}/00/broken", ContentFile(b"half"))
    ReportFile.objects.create(
        request=reported,
        key=uuid4(),
        name="half.pdf",
        file=name,
        size=4,
        uploaded_by=house.expert,
        uploaded_at=timezone.now() - timedelta(hours=3),
    )
    assert tasks.sweep() == 0
    assert not ReportFile.objects.exists()
    assert not default_storage.exists(name)


def test_host_is_asked_once_what_was_taken_over(house, reported):
    assert reminding.remind() == 1
    assert reminding.remind() == 0
    mail = Message.objects.about(reported.chain).get()
    assert mail.subject.startswith("What was taken over of the recommendations?")
    assert reverse("apply:service", args=[reported.uid]) in mail.body
