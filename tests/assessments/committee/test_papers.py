"""Papers and minutes: frozen, cut to what each reader may see, and tagged PDF."""

import io

import pytest
from pypdf import PdfReader

from assessments.committee import minutes, papers
from assessments.states import Position
from documents.models import Document
from documents.rendering import to_pdf
from programmes.states import Role
from projects.models import Project
from tests.factories.committee import (
    cleared,
    conflicted,
    convened,
    item_of,
    opened,
    person_with,
    voted,
)

pytestmark = pytest.mark.django_db


def test_each_reader_gets_the_papers_without_what_is_closed_to_the_reader(project, officer, members):
    session = convened(project, officer)
    cleared(members[0], project)
    conflicted(members[1], project)
    everything, nothing = frozenset(), frozenset({project.pk})
    assert papers.hidden_from(session, officer) == everything
    assert papers.hidden_from(session, members[0]) == everything
    assert papers.hidden_from(session, members[1]) == nothing
    assert papers.hidden_from(session, members[2]) == nothing  # has declared nothing yet
    whole = papers.request(session, everything, "en")
    cut = papers.request(session, nothing, "en")
    assert whole.subject != cut.subject
    assert (len(whole.data["items"]), len(cut.data["items"])) == (1, 0)
    assert project.acronym not in str(cut.data)


def test_an_officer_with_a_conflict_gets_cut_papers(project, officer, members):
    session = convened(project, officer)
    other = person_with(project.call.programme_period.programme, Role.OFFICER)
    conflicted(other, project)
    assert papers.hidden_from(session, other) == {project.pk}


def test_papers_stay_as_they_were_when_the_members_were_told(project, officer, members):
    session = convened(project, officer)
    Project.objects.filter(pk=project.pk).update(acronym="CHANGED")
    session.refresh_from_db()
    assert papers.request(session, (), "en").data["items"][0]["sheet"]["acronym"] == project.acronym
    assert Document.objects.filter(kind="committee_papers").count() >= 1


def test_papers_are_one_tagged_pdf_in_every_language(project, officer, members):
    session = convened(project, officer)
    for language in ("nl", "fr", "en"):
        reader = PdfReader(io.BytesIO(to_pdf(papers.request(session, (), language))))
        text = "".join(page.extract_text() for page in reader.pages)
        assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"] is not None
        assert len(reader.outline) >= 1
        assert f"{project.code} {project.acronym}" in text


def test_minutes_name_votes_and_result_and_freeze_when_agreed(project, officer, members):
    session = opened(project, officer)
    voted(item_of(session), officer, Position.FOR, Position.FOR, Position.ABSTAIN)
    facts = minutes.facts_of(session)
    [item] = facts["items"]
    assert [vote["position"] for vote in item["votes"]] == ["for", "for", "abstain"]
    assert (item["tally"]["votes_for"], item["tally"]["abstained"]) == (2, 1)
    document = minutes.request(session, (), "en")
    reader = PdfReader(io.BytesIO(to_pdf(document)))
    text = " ".join("".join(page.extract_text() for page in reader.pages).split())
    assert "2 for, 1 abstention. Carried." in text
