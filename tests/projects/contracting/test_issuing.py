"""Editions of a contract: frozen, numbered, read by the lead partner's people, taken back with a reason."""

import re
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from assessments.models import Condition
from core.errors import DomainError, NotAllowed
from core.money import eur
from documents.kinds import kind_of
from documents.models import Document
from documents.states import DocumentState
from programmes.states import Role
from projects import contracting, dossier
from projects.contracting import issuing
from projects.contracting.facts import facts_of
from projects.models import Collaborator, Contract, Project
from projects.personal import Proposals
from projects.states import Level, State
from tests.factories.accounts import UserFactory
from tests.factories.assessments import DecisionFactory
from tests.factories.projects import (
    StateChangeFactory,
    VersionFactory,
    complete_project,
    ready_contract,
    small_project_fund,
)
from tests.projects.people import with_level, with_role

pytestmark = pytest.mark.django_db


def approved(partners: int = 2, **given) -> Project:
    return frozen(complete_project(partners=partners, **given))


def frozen(made: Project) -> Project:
    Project.objects.filter(pk=made.pk).update(
        state=State.APPROVED, code=f"C-{made.pk}", first_submitted_at=made.created_at
    )
    made = Project.objects.get(pk=made.pk)
    content = dossier.to_data(dossier.load(made))
    version = VersionFactory(project=made, data=content, hash=dossier.digest(content))
    StateChangeFactory(
        project=made, version=version, step="approve", target=State.APPROVED, decided_on=date(2026, 1, 5)
    )
    return made


@pytest.fixture
def project():
    return approved()


@pytest.fixture
def officer(project):
    return with_role(project, Role.OFFICER)


def html_of(document: Document) -> str:
    kind = kind_of(document.kind)
    with translation.override(document.language):
        return render_to_string(kind.template, kind.context(document.data, document.language))


def test_issue_freezes_the_facts_and_asks_for_both_papers_in_the_programmes_languages(project, officer):
    made = contracting.issue(project, by=officer, key=uuid4())
    assert (made.edition, made.version.number) == (1, 1)
    found = {(row.kind, row.language) for row in Document.objects.all()}
    languages = project.call.programme_period.programme.languages
    assert found == {(kind, language) for kind in issuing.KINDS for language in languages}
    Contract.objects.update(number="C-9")
    assert contracting.issue(project, by=officer, key=made.creation_key) == made
    assert contracting.issue(project, by=officer, key=uuid4()).edition == 2


def test_annex_states_the_rates_of_both_parts_of_a_small_project_fund():
    project = frozen(small_project_fund())
    contracting.issue(project, by=with_role(project, Role.OFFICER), key=uuid4())
    html = html_of(Document.objects.get(kind="contract_annex", language="nl"))
    body = html.split("<tbody>")
    table = next(part.split("</table>")[0] for part in body if "€ 240.000,00" in part.replace("\xa0", " "))
    rows = [
        " ".join(re.sub(r"<[^>]*>", " ", row).replace("\xa0", " ").split())
        for row in table.split("</tr>")[:4]
    ]
    assert [re.findall(r"[0-9.,]+(?: ?%)", row) for row in rows[:3]] == [["48%"], ["60%"], ["45%"]]
    for row, amounts in zip(
        rows,
        (
            ("240.000,00", "260.000,00", "500.000,00"),
            ("60.000,00", "40.000,00", "100.000,00"),
            ("180.000,00", "220.000,00", "400.000,00"),
            ("240.000,00", "260.000,00", "500.000,00"),
        ),
        strict=True,
    ):
        assert [one for one in amounts if one in row] == list(amounts), row


def test_facts_of_other_projects_know_no_parts(project):
    (first, _second) = facts_of(project, project.versions.get())["partners"]
    assert "parts" not in first


def test_same_facts_give_the_same_edition(project, officer):
    made = contracting.issue(project, by=officer, key=uuid4())
    assert contracting.issue(project, by=officer, key=uuid4()) == made
    contracting.take_back_issue(made, by=officer, reason="Wrong.")
    assert contracting.issue(project, by=officer, key=uuid4()).edition == 2


def test_only_the_secretariat_issues(project):
    for person in (with_role(project, Role.AUDITOR), with_level(project)):
        with pytest.raises(NotAllowed):
            contracting.issue(project, by=person, key=uuid4())


def test_nothing_is_issued_without_an_approved_version(project, officer):
    Project.objects.update(state=State.APPROVED_WITH_CONDITIONS)
    with pytest.raises(DomainError, match="none is approved"):
        contracting.issue(Project.objects.get(), by=officer, key=uuid4())


def test_taking_back_needs_a_reason_and_happens_once(project, officer):
    made = contracting.issue(project, by=officer, key=uuid4())
    with pytest.raises(DomainError, match="Write why"):
        contracting.take_back_issue(made, by=officer, reason=" ")
    contracting.take_back_issue(made, by=officer, reason="Wrong.")
    with pytest.raises(DomainError, match="already"):
        contracting.take_back_issue(made, by=officer, reason="Again.")


def test_facts_hold_partners_money_conditions_and_periods(project):
    ready_contract(project)
    project.call.period_months = 6
    version = project.versions.get()
    decision = DecisionFactory(version=version, outcome="approved", granted=Decimal("90000.00"))
    Condition.objects.create(decision=decision, text="Name a deputy.", due=date(2026, 3, 1))
    facts = facts_of(project, version)
    assert [row["abbreviation"] for row in facts["partners"]] == ["PARTNER 1", "PARTNER 2"]
    assert {row["total"] for row in facts["partners"]} == {"100000.00"}
    assert (facts["total"], facts["eu"], facts["granted"]) == ("200000.00", "120000.00", "90000.00")
    assert facts["conditions"] == [{"text": "Name a deputy.", "due": "2026-03-01", "state": "open"}]
    assert facts["account"]["number"].count("•") == 6
    assert facts["decided_on"] == "2026-01-05"


def test_periods_run_from_the_first_day_to_the_last(project):
    content = dossier.to_data(dossier.load(project))
    content["call"]["terms"]["period_months"] = 9
    version = VersionFactory(project=project, number=2, data=content)
    periods = facts_of(project, version)["periods"]
    assert [(row["first"], row["last"]) for row in periods] == [
        ("2026-01-01", "2026-09-30"),
        ("2026-10-01", "2027-06-30"),
        ("2027-07-01", "2027-12-31"),
    ]


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_papers_say_the_money_to_the_cent_in_each_language(project, language):
    ready_contract(project)
    for kind in issuing.KINDS:
        html = html_of(issuing.draft(project, kind, language)).replace("&nbsp;", "\xa0")
        assert eur(Decimal("200000.00"), language) in html
        assert "PARTNER 1" in html or project.acronym in html
        assert project.versions.get().hash in html


def test_papers_read_nothing_but_their_data(project, django_assert_num_queries):
    documents = [issuing.draft(project, kind, "nl") for kind in issuing.KINDS]
    with django_assert_num_queries(0):
        for document in documents:
            html_of(document)


def test_what_nobody_gave_is_a_line_to_fill_in(project):
    html = html_of(issuing.draft(project, "contract", "en"))
    assert html.count('class="fill"') > 10
    assert "DRAFT" in html
    assert "DRAFT" not in html_of(
        issuing.paper(
            project,
            contracting.issue(project, by=with_role(project, Role.OFFICER), key=uuid4()),
            "contract",
            "nl",
        )
    )


def test_papers_are_for_the_whole_and_for_the_lead_partner(project):
    lead, other = project.partnerships.order_by("position")
    of_lead, of_other = UserFactory(), UserFactory()
    Collaborator.objects.create(project=project, user=of_lead, partnership=lead, level=Level.VIEW)
    Collaborator.objects.create(project=project, user=of_other, partnership=other, level=Level.EDIT)
    assert contracting.may_read_issues(project.created_by, project)
    assert contracting.may_read_issues(of_lead, project)
    assert not contracting.may_read_issues(of_other, project)
    assert not contracting.may_read_issues(UserFactory(), project)


def test_page_issues_shows_and_takes_back(client, project, officer):
    client.force_login(officer)
    page = reverse("secretariat:contract_issues", args=[project.uid])
    assert b"Nothing has been issued yet" in client.get(page).content
    assert client.post(reverse("secretariat:contract_draft", args=[project.uid])).status_code == 302
    sent = client.post(reverse("secretariat:contract_issue", args=[project.uid]), {"key": uuid4()})
    assert sent.status_code == 302
    assert b"Edition 1" in client.get(page).content
    Contract.objects.update(number="C-9")
    assert b"has changed since" in client.get(page).content
    back = reverse("secretariat:contract_take_back", args=[project.uid, 1])
    assert client.post(back, {"reason": ""}).status_code == 400
    assert client.post(back, {"reason": "A wrong name."}).status_code == 302
    assert b"A wrong name." in client.get(page).content


def test_applicants_read_what_is_out_and_not_what_was_taken_back(client, project, officer):
    made = contracting.issue(project, by=officer, key=uuid4())
    client.force_login(project.created_by)
    page = reverse("apply:contract", args=[project.uid])
    assert b"Papers to sign" in client.get(page).content
    file = reverse("apply:contract_issue_file", args=[project.uid, 1, "contract", "nl"])
    assert client.get(file).status_code == 503
    contracting.take_back_issue(made, by=officer, reason="Wrong.")
    assert b"Papers to sign" not in client.get(page).content
    assert client.get(file).status_code == 404


def test_a_forgotten_person_leaves_the_papers(project, officer):
    ready_contract(project)
    person: User = UserFactory(email="p@example.org")
    issuing.draft(project, "contract", "nl")
    made = contracting.issue(project, by=officer, key=uuid4())
    assert made.data["people"]["project"]["email"] == "p@example.org"
    Proposals().forget(person)
    made.refresh_from_db()
    assert made.data["people"] == {}
    left = Document.objects.values_list("state", "data", "file").distinct()
    assert list(left) == [(DocumentState.WITHDRAWN, {}, "")]
    assert issuing.made_of(project, [issuing.DRAFT, made.edition]) == {}
    anew = issuing.filed(project, made, "contract", "nl")
    assert anew.state == DocumentState.QUEUED
    assert anew.data["people"] == {}
