"""Policy instruments in the public record: from the version, from reports once confirmed, and on the page."""

import io
import json
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.db.models.expressions import RawSQL
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from core.errors import DomainError, NotAllowed
from correspondence.models import Message
from documents import asking, rendering
from programmes.states import Role
from projects import dossier, reporting
from projects.models import PolicyReport, Project, Version
from projects.states import State
from publications import publishing, summary, versions
from publications.exports import policy
from publications.models import PolicyOutcome, Publication, PublishedInstrument, RecordVersion
from secretariat.pages import contract_tasks
from tests.factories.assessments import staff_of
from tests.factories.policy import policy_project
from tests.factories.projects import StateChangeFactory
from tests.factories.publications import PublicationFactory

pytestmark = pytest.mark.django_db


def contracted(instruments=2):
    """A project under contract with its version, an instrument for each partner."""
    project = policy_project(instruments)
    _freeze(project)
    return Project.objects.get(pk=project.pk)


def _freeze(project):
    data = dossier.to_data(dossier.load(project))
    version = Version.objects.create(
        project=project,
        number=1,
        data=data,
        schema=data["schema"],
        hash=dossier.digest(data),
        created_by=project.created_by,
    )
    Project.objects.filter(pk=project.pk).update(
        state=State.CONTRACTED, code="POL-001", first_submitted_at=timezone.now()
    )
    StateChangeFactory(
        project=project, step="set_contracted", target=State.CONTRACTED, version=version, at=timezone.now()
    )


@pytest.fixture
def project():
    return contracted()


@pytest.fixture
def officer(project):
    return staff_of(project, Role.OFFICER)


@pytest.fixture
def record(project, officer):
    return publishing.publish(project, by=officer)


def report(project, **facts):
    first = project.entries.get(kind="policy_instrument", position=1)
    given = {
        "key": uuid4(),
        "instrument": first.uid,
        "kind": "policy_improvement",
        "language": "nl",
        "title": "Nieuwe oproep",
        "text": "De oproep vraagt nu om een plan.",
        "evidence": "https://example.org/call",
        "influenced": Decimal("1500000.00"),
        "happened_on": date(2026, 2, 1),
    }
    return reporting.report(project, by=project.created_by, **{**given, **facts})


def test_the_record_has_an_instrument_for_each_region(record):
    found = list(record.instruments.values_list("position", "regions", "partners", "owner", "is_linked"))
    assert found == [(1, ["BE25"], [1], 1, True), (2, ["FRE1"], [2], 2, True)]
    assert (record.core_months, record.follow_up_months) == (18, 6)
    assert record.instruments.first().stakeholders == {"sme": 1}
    planned = PolicyOutcome.objects.filter(instrument__position=1).values_list("kind", "partner", "amount")
    assert list(planned) == [
        ("action_plan", None, None),
        ("pilot_action", 1, Decimal("10000.00")),
        ("policy_improvement", None, Decimal("250000.00")),
    ]


def test_a_report_is_public_once_it_is_confirmed_and_no_longer_when_sent_back(project, officer, record):
    made = report(project)
    publishing.follow_policy(project)
    reported = PolicyOutcome.objects.filter(is_reported=True)
    assert not reported.exists()
    reporting.handle(made, by=officer, verdict="confirmed", answer="")
    publishing.follow_policy(project)
    row = reported.get()
    assert (row.instrument.position, row.position, row.amount) == (1, 4, Decimal("1500000.00"))
    assert (dict(row.title), row.evidence) == ({"nl": "Nieuwe oproep"}, "https://example.org/call")
    reporting.handle(made, by=officer, verdict="returned", answer="Which call?")
    publishing.follow_policy(project)
    assert not reported.exists()
    publishing.follow(project, by=officer)
    assert PublishedInstrument.objects.count() == 2


def test_one_press_reports_once(project):
    key = uuid4()
    assert report(project, key=key) == report(project, key=key)
    assert project.policy_reports.count() == 1


def test_only_what_is_there_and_has_happened_can_be_reported(project):
    with pytest.raises(DomainError, match="no longer has this instrument"):
        report(project, instrument=uuid4())
    with pytest.raises(DomainError, match="future"):
        report(project, happened_on=timezone.localdate() + timedelta(days=2))
    assert report(project, kind="action_plan").influenced is None


def test_who_may_report_and_who_may_confirm(project, officer):
    made = report(project)
    with pytest.raises(NotAllowed):
        reporting.handle(made, by=project.created_by, verdict="confirmed", answer="")
    with pytest.raises(NotAllowed):
        reporting.take_back(made, by=officer)
    with pytest.raises(DomainError, match="Say what is to be corrected"):
        reporting.handle(made, by=officer, verdict="returned", answer="")
    reporting.handle(made, by=officer, verdict="confirmed", answer="")
    with pytest.raises(DomainError, match="already confirmed it"):
        reporting.take_back(made, by=project.created_by)
    Project.objects.filter(pk=project.pk).update(state=State.CLOSED)
    with pytest.raises(NotAllowed):
        report(project)


def page_of(client, language="en"):
    answer = client.get(f"/{language}/projects/{Publication.objects.get().code}/")
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def test_the_page_shows_instruments_and_follows_what_is_confirmed(client, project, officer, record):
    section = page_of(client).select_one("section[aria-labelledby=policy]")
    said = section.get_text(" ", strip=True)
    assert "Core phase: 18 months. Follow-up phase: 6 months." in said
    assert "Small or medium-sized enterprise : 1" in said or "Small or medium-sized enterprise: 1" in said
    assert "Small works" not in said
    assert "€10,000.00" in said
    assert "reported" not in said
    made = report(project)
    reporting.handle(made, by=officer, verdict="confirmed", answer="")
    publishing.follow_policy(project)
    said = page_of(client).select_one("section[aria-labelledby=policy]").get_text(" ", strip=True)
    assert "€1,500,000.00" in said
    assert page_of(client, "nl").select_one("section[aria-labelledby=policy]") is not None


def test_money_that_nobody_states_is_not_known(client, project, officer, record):
    made = report(project, influenced=None)
    reporting.handle(made, by=officer, verdict="confirmed", answer="")
    publishing.follow_policy(project)
    said = page_of(client).select_one("section[aria-labelledby=policy]").get_text(" ", strip=True)
    assert "Money influenced : not known" in said or "Money influenced: not known" in said


def test_the_page_costs_the_same_for_any_number_of_instruments(client, project, record):
    counts = []
    for copies in (0, 3):
        for place in range(copies):
            row = record.instruments.get(position=1)
            row.pk, row.position, row.uid = None, 10 + place, uuid4()
            row.save()
        with CaptureQueriesContext(connection) as drawn:
            client.get(f"/en/projects/{record.code}/")
        with CaptureQueriesContext(connection) as kept:
            client.get(f"/en/projects/{record.code}/")
        counts.append((len(drawn), len(kept)))
    assert counts[0] == counts[1]
    assert counts[0][0] == 4
    assert counts[0][1] == 2


def test_applicants_report_and_staff_confirm_on_their_pages(client, project, officer, record):
    client.force_login(project.created_by)
    mine = reverse("apply:policy_reports", args=[project.uid])
    assert mine in client.get(reverse("apply:follow", args=[project.uid])).content.decode()
    form = client.get(mine).context["form"]
    first = project.entries.get(kind="policy_instrument", position=1)
    posted = {
        "key": str(form.initial["key"]),
        "instrument": str(first.uid),
        "kind": "policy_improvement",
        "language": "nl",
        "title": "Nieuwe oproep",
        "text": "Beter.",
        "happened_on": "2026-02-01",
        "influenced": "2000",
    }
    assert client.post(mine, {**posted, "kind": "action_plan"}).status_code == 400
    assert client.post(mine, {**posted, "evidence": "javascript:alert(1)"}).status_code == 400
    assert client.post(mine, {**posted, "instrument": "x" * 5000, "title": "\x00"}).status_code == 400
    assert client.post(mine, {**posted, "influenced": "NaN"}).status_code == 400
    assert client.post(mine, posted).status_code == 302
    assert client.post(mine, posted).status_code == 302
    made = PolicyReport.objects.get()
    client.force_login(officer)
    theirs = reverse("secretariat:policy_reports", args=[project.uid])
    assert theirs in client.get(reverse("secretariat:contract", args=[project.uid])).content.decode()
    assert "Nieuwe oproep" in client.get(theirs).content.decode()
    address = reverse("secretariat:policy_report", args=[project.uid, made.uid])
    assert client.post(address, {"verdict": "gone"}).status_code == 409
    assert client.post(address, {"verdict": "confirmed"}).status_code == 302
    assert PolicyOutcome.objects.get(is_reported=True).amount == Decimal("2000.00")


def test_report_that_arrives_is_a_task_and_a_mail_for_who_handles_the_project(project, officer, record):
    made = report(project)
    report(project, title="Tweede oproep")
    task = contract_tasks.policy_reports(officer).get()
    assert str(project.uid) in {str(value) for value in task}
    mails = Message.objects.filter(kind="policy report").order_by("pk")
    assert [mail.recipient for mail in mails] == [officer, officer]
    assert "Nieuwe oproep" in mails[0].body
    Project.objects.filter(pk=project.pk).update(officer=staff_of(project, Role.OFFICER))
    assert not contract_tasks.policy_reports(officer).exists()
    Project.objects.filter(pk=project.pk).update(officer=None)
    for row in project.policy_reports.all():
        reporting.handle(row, by=officer, verdict="confirmed", answer="")
    assert made.pk is not None
    assert not contract_tasks.policy_reports(officer).exists()


def test_versions_keep_policy_work_and_its_page_says_so(client, project, officer, record):
    first = RecordVersion.objects.get(code=record.code)
    assert [one["regions"] for one in first.data["instruments"]] == [["BE25"], ["FRE1"]]
    assert (first.data["core_months"], first.data["follow_up_months"]) == (18, 6)
    reporting.handle(report(project), by=officer, verdict="confirmed", answer="")
    publishing.follow_policy(project)
    publishing.follow_policy(project)
    second = RecordVersion.objects.filter(code=record.code).order_by("number")[1]
    assert second.changes == ["instruments"]
    assert RecordVersion.objects.filter(code=record.code).count() == 2
    told = second.data["instruments"][0]["outcomes"][-1]
    assert (told["is_reported"], told["amount"], told["happened_on"]) == (True, "1500000.00", "2026-02-01")
    page = client.get(reverse("catalogue:record_version", args=[record.code, 2])).content.decode()
    assert "Instrument 1: title (3 planned, 1 reported)" in page


def test_record_without_instruments_gets_no_new_version():
    record = PublicationFactory()
    versions.note([record.pk])
    RecordVersion.objects.update(data=RawSQL("data - 'instruments' - 'core_months'", []))
    assert versions.note([record.pk]) == 0


def test_list_of_operations_counts_confirmed_policy_work(project, officer, record):
    PublicationFactory(code="without")
    reporting.handle(report(project), by=officer, verdict="confirmed", answer="")
    report(project, title="Not confirmed")
    publishing.follow_policy(project)
    keys = ["code", *(column.key for column in policy.columns())]
    read = {column.key: column.read for column in policy.columns()}
    rows = Publication.objects.annotate(**read).order_by("code").values_list(*keys)
    assert sorted(rows) == sorted(
        [(record.code, 2, 0, 0, 1, Decimal("1500000.00")), ("without", None, None, None, None, None)]
    )


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_summary_tells_policy_work_on_its_two_pages(project, record, language):
    record = Publication.objects.for_page().get(pk=record.pk)
    data = json.loads(json.dumps(summary.data_of(record), cls=DjangoJSONEncoder))
    assert data["policy"][0]["counts"] == {
        "action_plan": [1, 0],
        "pilot_action": [1, 0],
        "policy_improvement": [1, 0],
    }
    long = {"nl": "Instrument " * 30, "fr": "Instrument " * 30, "en": "Instrument " * 30}
    data["policy"] = [{**data["policy"][0], "title": long} for _number in range(9)]
    data["partners"] = [{**data["partners"][0], "name": "Partner " * 12} for _number in range(30)]
    document = asking.request("funding_summary", record.subject, language, data)
    pages = PdfReader(io.BytesIO(rendering.to_pdf(document))).pages
    assert len(pages) == 2
