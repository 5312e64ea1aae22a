"""The sections of the form, with and without scripts."""

from uuid import uuid4

import pytest

from projects import fields
from projects.models import Answer, BudgetLine, Project
from projects.states import State
from tests.factories.projects import PartnershipFactory, complete_partner


def whole(project, **changes):
    """What a browser without scripts posts: every field of the dossier with its token."""
    data = {}
    for key, current in fields.tokens(project).items():
        data[key] = changes.get(key, current.value)
        data[f"token:{key}"] = current.token
    return data


def of(data, *keys):
    return {name: value for name, value in data.items() if name.removeprefix("token:") in keys}


def test_section_saves_as_one_form(manager, project, url):
    data = of(whole(project, acronym="NIEUW"), "acronym", "title.nl", "title.fr", "start_date")
    answer = manager.post(url("section", "identification"), data | {"title.nl": "Andere titel"})
    assert (answer.status_code, answer.url) == (302, url("section", "identification"))
    project.refresh_from_db()
    assert project.acronym == "NIEUW"
    assert Answer.objects.get(project=project, field="title", language="nl").text == "Andere titel"


def test_section_keeps_what_was_typed_and_saves_the_rest(manager, project, url):
    data = of(whole(project, acronym="Y" * 30, start_date="2026-03-01"), "acronym", "start_date")
    answer = manager.post(url("section", "identification"), data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Y" * 30 in page
    assert 'href="#f-acronym"' in page
    assert "<title>Error:" in page.replace("\n", "")
    project.refresh_from_db()
    assert (project.acronym, str(project.start_date)) == ("ONTSLUIT", "2026-03-01")


def test_section_shows_both_texts_after_a_conflict(manager, colleague, project, url):
    data = of(whole(project), "summary.nl")
    fields.save(project, "summary.nl", "Van de collega", base="1", by=project.collaborators.last().user)
    answer = manager.post(url("section", "summary"), data | {"summary.nl": "Van mij"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Van mij" in page
    assert "Van de collega" in page
    assert 'name="token:summary.nl" value="2"' in page
    again = manager.post(url("section", "summary"), {"summary.nl": "Van mij", "token:summary.nl": "2"})
    assert again.status_code == 302
    assert Answer.objects.get(project=project, field="summary", language="nl").text == "Van mij"


def test_section_gives_texts_back_to_who_was_signed_out(client, project, url):
    answer = client.post(url("section", "summary"), {"summary.nl": "Lang <werk>", "token:summary.nl": "1"})
    assert answer.status_code == 401
    page = answer.content.decode()
    assert "Lang &lt;werk&gt;" in page
    assert '<label class="form-label" for="typed-1">Summary (Nederlands)</label>' in page


def test_section_gives_texts_back_when_the_proposal_was_submitted_meanwhile(manager, project, url):
    Project.objects.filter(pk=project.pk).update(
        state=State.SUBMITTED, code="X-1", first_submitted_at=project.created_at
    )
    answer = manager.post(url("section", "summary"), {"summary.nl": "Lang <werk>", "token:summary.nl": "1"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "t be changed while it is “Submitted”" in page
    assert "Lang &lt;werk&gt;</textarea>" in page
    assert '<label class="form-label" for="typed-1">Summary (Nederlands)</label>' in page


def test_section_gives_texts_back_to_who_was_taken_off_the_proposal(stranger, url, project):
    data = {"summary.nl": "Lang <werk>", "token:summary.nl": "1"}
    answer = stranger.post(url("section", "summary"), data)
    none = stranger.post(url("section", "summary").replace(str(project.uid), str(uuid4())), data)
    assert (answer.status_code, none.status_code) == (404, 404)
    assert "Lang &lt;werk&gt;</textarea>" in answer.content.decode()
    assert "Lang &lt;werk&gt;</textarea>" in none.content.decode()
    assert stranger.post(url("section", "summary"), {}).status_code == 404


def test_section_of_a_viewer_has_no_form_fields(viewer, url):
    page = viewer.get(url("section", "summary")).content.decode()
    assert "Samenvatting (nl)" in page
    assert "<textarea" not in page
    assert viewer.post(url("section", "summary"), {}).status_code == 403


def test_section_of_a_submitted_proposal_is_read_only(manager, project, url):
    Project.objects.filter(pk=project.pk).update(
        state=State.SUBMITTED, code="X-1", first_submitted_at=project.created_at
    )
    page = manager.get(url("section", "identification")).content.decode()
    assert "t be changed while it is “Submitted”" in page
    assert 'name="acronym"' not in page


def test_section_texts_carry_their_language(manager, url):
    page = manager.get(url("section", "summary")).content.decode()
    assert 'data-key="summary.nl"' in page
    assert 'lang="nl"' in page
    assert 'lang="fr"' in page


@pytest.mark.parametrize(
    ("section", "most"), [("identification", 8), ("summary", 8), ("partners", 8), ("budget", 8)]
)
def test_section_costs_the_same_with_twenty_partners(manager, project, url, section, most, ask_count):
    few = ask_count(manager, url("section", section))
    for position in range(3, 21):
        complete_partner(project, position)
    assert ask_count(manager, url("section", section)) == few <= most


def test_section_that_does_not_exist_is_not_there(manager, url):
    assert manager.get(url("section", "secrets")).status_code == 404


def test_partner_budget_saves_as_one_form(manager, project, url):
    partner = project.partnerships.first()
    key = f"budget.{partner.uid}.equipment"
    answer = manager.post(url("partner_budget", partner.uid), of(whole(project), key) | {key: "2,500.50"})
    assert answer.status_code == 302
    assert str(BudgetLine.objects.get(partnership=partner, category="equipment").amount) == "2500.50"


def test_partner_budget_explains_each_computed_figure(manager, project, url):
    partner = project.partnerships.first()
    project.partnerships.filter(pk=partner.pk).update(office_on_staff_rate=15)
    page = manager.get(url("partner_figures", partner.uid)).content.decode()
    assert "15% of the staff costs (€100,000.00), cut to the cent: €15,000.00." in page
    assert "€115,000.00" in page


def test_partner_budget_of_another_project_is_not_there(manager, project, url):
    other = PartnershipFactory(project__call=project.call)
    assert manager.get(url("partner_budget", other.uid)).status_code == 404


def test_partner_budget_costs_the_same_with_twenty_partners(manager, project, url, ask_count):
    partner = project.partnerships.first()
    few = ask_count(manager, url("partner_budget", partner.uid))
    for position in range(3, 21):
        complete_partner(project, position)
    assert ask_count(manager, url("partner_budget", partner.uid)) == few <= 8
