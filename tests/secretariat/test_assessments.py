"""Assessment: who is asked, what an assessor declares and scores, and what stays hidden."""

import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments import decisions
from assessments.models import Assessment, QualityConclusion, Score
from assessments.writing import stored_of
from partners.models import Organisation
from programmes.states import Role
from projects.fields.outcomes import token_of
from tests.factories.accounts import UserFactory
from tests.factories.assessments import scored, staff_of, submitted_project
from tests.factories.calls import CriterionFactory

pytestmark = pytest.mark.django_db

MINE = "/en/secretariat/assessments/"


@pytest.fixture
def project():
    return submitted_project(criteria=2)


@pytest.fixture
def officer(project):
    return staff_of(project, Role.OFFICER)


@pytest.fixture
def assessor(project):
    return staff_of(project, Role.ASSESSOR)


@pytest.fixture
def staff_page(project):
    return reverse("secretariat:assessments", args=[project.uid])


@pytest.fixture
def asked(project, officer, assessor):
    return decisions.invite_assessor(project, by=officer, assessor=assessor)


@pytest.fixture
def in_work(asked, assessor, client):
    decisions.declare_interest(asked, by=assessor, has_conflict=False)
    client.force_login(assessor)
    return asked


def at(name, assessment):
    return reverse(f"secretariat:{name}", args=[assessment.pk])


def invitation(assessor, **change):
    seen = {"invite-seen_state": "submitted", "invite-seen_version": "1"}
    return {"invite": "yes", **seen, "invite-assessor": str(assessor.uid), **change}


def filled(assessment, act="save", values=("4", "3"), **overall):
    wanted = {"recommendation": "", "comment": "", **overall}
    rows = list(assessment.project.call.criteria.order_by("position"))
    for criterion, value in zip(rows, values, strict=True):
        wanted[f"value.{criterion.pk}"] = value
        wanted[f"comment.{criterion.pk}"] = f"Reason of {criterion.key}"
    stored = stored_of(Assessment.objects.get(pk=assessment.pk), [row.pk for row in rows])
    data = {"act": act, **wanted}
    data |= {f"token:{key}": held.token for key, held in stored.items()}
    return data


def test_assessments_invites_an_assessor_of_the_programme(client, staff_page, officer, assessor, project):
    client.force_login(officer)
    assert client.post(staff_page, invitation(assessor)).status_code == 302
    assert Assessment.objects.get().assessor == assessor
    assert assessor.name in client.get(staff_page).content.decode()


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"invite-seen_version": "9"}, 409),
        ({"invite-seen_state": "eligible"}, 409),
        ({"invite-assessor": ""}, 400),
        ({"invite-assessor": "\x00"}, 400),
        ({"invite-assessor": "not-a-uid"}, 400),
    ],
)
def test_assessments_refuses_a_stale_or_wrong_invitation(
    client, staff_page, officer, assessor, change, status
):
    client.force_login(officer)
    assert client.post(staff_page, invitation(assessor, **change)).status_code == status
    assert not Assessment.objects.exists()


def test_assessments_does_not_invite_who_is_no_assessor(client, staff_page, officer, assessor):
    client.force_login(officer)
    assert client.post(staff_page, invitation(UserFactory())).status_code == 400
    assert not Assessment.objects.exists()


def test_assessments_hints_at_ties_between_assessor_and_partners(
    client, staff_page, officer, project, asked, assessor
):
    partner = Organisation.objects.filter(partnerships__project=project).order_by("name")[0]
    Organisation.objects.filter(pk=partner.pk).update(website="https://www.waterboard.example")
    assessor.email = "someone@waterboard.example"
    assessor.save(update_fields=["email"])
    client.force_login(officer)
    words = f"The person has an e-mail address in the same domain as the website of {partner.name}."
    assert words in client.get(staff_page).content.decode()
    client.force_login(staff_of(project, Role.AUDITOR))
    assert words not in client.get(staff_page).content.decode()


def test_assessments_records_the_recommendation_after_two_assessors(client, staff_page, officer, project):
    said = {
        "conclude": "yes",
        "quality-seen_state": "submitted",
        "quality-seen_version": "1",
        "quality-recommendation": "recommended",
        "quality-note": "Both agree on it.",
    }
    client.force_login(officer)
    early = client.post(staff_page, said)
    assert early.status_code == 409
    assert "Both agree on it." in early.content.decode()
    for _ in range(2):
        person = staff_of(project, Role.ASSESSOR)
        decisions.finish_assessment(scored(project, person), by=person, recommendation="recommended")
    assert client.post(staff_page, said).status_code == 302
    assert QualityConclusion.objects.get().note == "Both agree on it."


def test_assessment_asks_for_interests_before_it_shows_the_file(client, asked, assessor):
    client.force_login(assessor)
    page = client.get(at("assessment", asked)).content.decode()
    assert "Declaration of interests" in page
    assert "Samenvatting (nl)" not in page
    assert client.post(at("assessment", asked), {"has_conflict": "no"}).status_code == 302
    assert "Samenvatting (nl)" in client.get(at("assessment", asked)).content.decode()


def test_assessment_with_a_conflict_closes_the_file(client, asked, assessor):
    client.force_login(assessor)
    page = at("assessment", asked)
    unsaid = client.post(page, {"has_conflict": "yes", "note": ""})
    assert (unsaid.status_code, "Say in a few words" in unsaid.content.decode()) == (409, True)
    assert client.post(page, {"has_conflict": "yes", "note": "My sister works there."}).status_code == 302
    closed = client.get(page).content.decode()
    assert "this proposal stays closed to you" in closed
    assert "Samenvatting (nl)" not in closed
    client.post(page, filled(asked))
    assert not Score.objects.exists()


def test_assessment_declared_twice_leaves_the_scores(client, in_work):
    client.post(at("assessment", in_work), filled(in_work))
    client.post(at("assessment", in_work), {"has_conflict": "no", "note": ""})
    assert list(Score.objects.order_by("criterion__position").values_list("value", flat=True)) == [4, 3]


def test_assessment_keeps_what_is_half_filled(client, in_work):
    assert client.post(at("assessment", in_work), filled(in_work, values=("4", ""))).status_code == 302
    scores = Score.objects.order_by("criterion__position").values_list("value", "comment")
    assert list(scores) == [(4, "Reason of c1"), (None, "Reason of c2")]
    assert "Reason of c2" in client.get(at("assessment", in_work)).content.decode()


def test_assessment_finish_lists_what_lacks_and_keeps_the_rest(client, in_work):
    answer = client.post(at("assessment", in_work), filled(in_work, "finish", values=("4", "")))
    assert (answer.status_code, answer.url) == (302, at("assessment_finish", in_work))
    page = client.get(answer.url)
    criterion = in_work.project.call.criteria.get(key="c2")
    gaps = [(gap.text, gap.anchor) for gap in page.context["page"].gaps]
    assert gaps == [
        (f"Give a score for “{criterion.title}”.", f"field-value-{criterion.pk}"),
        ("Choose a recommendation.", "field-recommendation"),
    ]
    assert client.post(answer.url).status_code == 409
    assert Score.objects.get(criterion__key="c1").value == 4
    in_work.refresh_from_db()
    assert in_work.finished_at is None


def test_assessment_is_finished_once_complete(client, in_work):
    data = filled(in_work, "finish", recommendation="recommended")
    answer = client.post(at("assessment", in_work), data)
    assert (answer.status_code, answer.url) == (302, at("assessment_finish", in_work))
    done = client.post(answer.url)
    assert (done.status_code, done.url) == (302, MINE)
    in_work.refresh_from_db()
    assert in_work.finished_at is not None
    late = client.post(at("assessment", in_work), {**data, "comment": "One more thing."})
    assert late.status_code == 409
    assert "One more thing." in late.content.decode()


@pytest.mark.parametrize("value", ["6", "-1", "4.5", "x", "\x00", "٣", "9" * 400])
def test_assessment_shows_mistakes_and_keeps_the_rest(client, in_work, value):
    assert client.post(at("assessment", in_work), filled(in_work, values=(value, "3"))).status_code == 409
    assert list(Score.objects.order_by("criterion__position").values_list("value", flat=True)) == [None, 3]


def field(in_work, key, value, base):
    return {"key": key, "value": value, "base": base}


def test_assessment_field_saves_under_a_token_and_tells_the_time(client, in_work):
    key = f"value.{in_work.project.call.criteria.first().pk}"
    answer = client.post(at("assessment_field", in_work), field(in_work, key, "4", token_of("")))
    assert answer.status_code == 200
    assert answer.json()["token"] == token_of("4")
    assert re.fullmatch(r"\d\d:\d\d", answer.json()["saved"])
    again = client.post(at("assessment_field", in_work), field(in_work, key, "4", "whatever"))
    assert again.status_code == 200


def test_assessment_field_of_a_second_tab_is_answered_with_both_texts(client, in_work):
    key = f"comment.{in_work.project.call.criteria.first().pk}"
    page = at("assessment_field", in_work)
    assert client.post(page, field(in_work, key, "First tab", token_of(""))).status_code == 200
    stale = client.post(page, field(in_work, key, "Second tab", token_of("")))
    assert stale.status_code == 409
    told = stale.json()
    assert (told["mine"], told["theirs"]) == ("Second tab", "First tab")
    assert Score.objects.get().comment == "First tab"
    assert client.post(page, field(in_work, key, "Second tab", told["token"])).status_code == 200
    assert Score.objects.get().comment == "Second tab"


def test_assessment_posted_from_a_stale_page_shows_both_and_takes_the_choice(client, in_work):
    stale = filled(in_work)
    key = f"comment.{in_work.project.call.criteria.order_by('position').first().pk}"
    client.post(at("assessment_field", in_work), field(in_work, key, "Of the other page", token_of("")))
    answer = client.post(at("assessment", in_work), stale)
    assert answer.status_code == 409
    shown = answer.content.decode()
    assert "Of the other page" in shown
    assert "Reason of c1" in shown
    assert Score.objects.get(criterion__key="c1").comment == "Of the other page"
    chosen = client.post(at("assessment", in_work), {**stale, f"choose:{key}": "theirs"})
    assert chosen.status_code == 302
    assert Score.objects.get(criterion__key="c1").comment == "Of the other page"


@pytest.mark.parametrize(
    ("key", "value", "status"),
    [
        ("value.0", "4", 422),
        ("nothing", "4", 422),
        ("", "", 422),
        ("recommendation", "perhaps", 422),
        ("comment", "x" * 10_001, 422),
        ("comment", "a\x00b", 422),
        ("value.\x00", "4", 422),
    ],
)
def test_assessment_field_refuses_what_it_does_not_take(client, in_work, key, value, status):
    answer = client.post(at("assessment_field", in_work), field(in_work, key, value, token_of("")))
    assert answer.status_code == status
    assert answer.json()["message"]
    assert not Score.objects.exists()


def test_assessment_field_is_closed_to_others_and_after_a_conflict(client, in_work, project):
    page = at("assessment_field", in_work)
    client.force_login(staff_of(project, Role.ASSESSOR))
    assert client.post(page, field(in_work, "comment", "x", token_of(""))).status_code == 404
    client.logout()
    signed_out = client.post(page, field(in_work, "comment", "x", token_of("")))
    assert (signed_out.status_code, signed_out.json()["may_ask"]) == (401, True)


def test_assessment_page_costs_few_statements_whatever_the_criteria(
    client, in_work, django_assert_max_num_queries
):
    for number in range(3, 9):
        CriterionFactory(call=in_work.project.call, key=f"c{number}", position=number, section="relevance")
    client.get(at("assessment", in_work))
    with django_assert_max_num_queries(10):
        client.get(at("assessment", in_work))


def test_assessment_leads_to_every_part_even_those_left_blank(client, in_work):
    for number, section in enumerate(["durability", "annexes", "budget"]):
        CriterionFactory(
            call=in_work.project.call, key=f"look{number}", position=10 + number, section=section
        )
    page = client.get(at("assessment", in_work)).content.decode()
    ids = set(re.findall(r'\sid="([^"]+)"', page))
    links = set(re.findall(r'href="#([^"]+)"', page))
    assert {"content-durability", "part-annexes", "part-money"} <= links
    assert links - ids == set()


def test_assessment_progress_counts_and_links_what_is_missing(client, in_work):
    client.post(at("assessment", in_work), filled(in_work, values=("4", "")))
    page = client.get(at("assessment_progress", in_work)).content.decode()
    assert "1 of 2 criteria" in page
    pk = in_work.project.call.criteria.get(key="c2").pk
    assert f'href="#field-value-{pk}"' in page


def test_assessment_after_the_version_is_over_keeps_the_typed_text(client, in_work, officer):
    QualityConclusion.objects.create(
        version=in_work.version, recommendation="recommended", concluded_by=officer
    )
    answer = client.post(at("assessment", in_work), filled(in_work))
    assert answer.status_code == 409
    assert "Reason of c1" in answer.content.decode()


def test_assessment_hides_the_scores_of_others(client, in_work, project):
    other = staff_of(project, Role.ASSESSOR)
    theirs = scored(project, other)
    Score.objects.filter(assessment=theirs).update(comment="Seen by nobody yet")
    decisions.finish_assessment(theirs, by=other, recommendation="recommended")
    assert "Seen by nobody yet" not in client.get(at("assessment", in_work)).content.decode()
    assert client.get(at("assessment", theirs)).status_code == 404
    assert [each.pk for each in client.get(MINE).context["page"].object_list] == [in_work.pk]


def test_dismiss_assessor_asks_first_and_then_does_it(client, asked, officer, staff_page):
    client.force_login(officer)
    page = at("dismiss_assessor", asked)
    assert page in client.get(staff_page).content.decode()
    assert asked.assessor.name in client.get(page).content.decode()
    assert Assessment.objects.exists()
    answer = client.post(page)
    assert (answer.status_code, answer.url) == (302, staff_page)
    assert not Assessment.objects.exists()
    assert client.post(page).status_code == 404


def test_dismiss_assessor_is_refused_once_scored(client, in_work, officer, staff_page):
    client.post(at("assessment", in_work), filled(in_work))
    client.force_login(officer)
    page = at("dismiss_assessor", in_work)
    assert page not in client.get(staff_page).content.decode()
    answer = client.post(page)
    assert answer.status_code == 409
    assert "has begun to score" in answer.content.decode()


def test_reopen_assessment_takes_a_note(client, in_work, officer, staff_page):
    done = {"recommendation": "recommended"}
    client.post(at("assessment", in_work), filled(in_work, "finish", **done))
    client.post(at("assessment_finish", in_work))
    client.force_login(officer)
    page = at("reopen_assessment", in_work)
    assert page in client.get(staff_page).content.decode()
    assert client.post(page, {"note": " "}).status_code == 400
    assert client.post(page, {"note": "Wrong criterion."}).status_code == 302
    in_work.refresh_from_db()
    assert in_work.finished_at is None
    again = client.post(page, {"note": "Once more."})
    assert (again.status_code, "Once more." in again.content.decode()) == (409, True)


def test_reopen_assessment_of_another_programme_is_not_found(client, in_work):
    other = submitted_project(criteria=0)
    client.force_login(staff_of(other, Role.OFFICER))
    for name in ("reopen_assessment", "dismiss_assessor", "date_assessment", "reassign_assessment"):
        assert client.post(at(name, in_work), {"note": "Mine now."}).status_code == 404
    assert Assessment.objects.filter(pk=in_work.pk).exists()


def test_date_of_an_assessment_is_changed_until_it_is_finished(client, asked, officer, staff_page):
    client.force_login(officer)
    page = at("date_assessment", asked)
    assert page in client.get(staff_page).content.decode()
    assert client.post(page, {"due": "soon"}).status_code == 400
    answer = client.post(page, {"due": "2030-01-02"})
    assert (answer.status_code, answer.url) == (302, staff_page)
    asked.refresh_from_db()
    assert asked.due == date(2030, 1, 2)
    assert 'value="2030-01-02"' in client.get(page).content.decode()
    Assessment.objects.filter(pk=asked.pk).update(finished_at=timezone.now())
    assert client.post(page, {"due": ""}).status_code == 404


def test_assessment_is_given_to_somebody_else_with_its_date(client, asked, project, officer, staff_page):
    other, stranger = staff_of(project, Role.ASSESSOR), UserFactory()
    Assessment.objects.filter(pk=asked.pk).update(due=date(2030, 1, 2))
    client.force_login(officer)
    page = at("reassign_assessment", asked)
    assert page in client.get(staff_page).content.decode()
    assert other.name in client.get(page).content.decode()
    assert client.post(page, {"assessor": str(stranger.uid)}).status_code == 400
    assert client.post(page, {"assessor": str(other.uid)}).url == staff_page
    moved = Assessment.objects.get()
    assert (moved.assessor, moved.due) == (other, date(2030, 1, 2))
    assert client.post(page, {"assessor": str(other.uid)}).status_code == 404


def test_assessment_that_has_begun_stays_with_its_assessor(client, in_work, project, officer, staff_page):
    client.post(at("assessment", in_work), filled(in_work))
    client.force_login(officer)
    page = at("reassign_assessment", in_work)
    assert page not in client.get(staff_page).content.decode()
    answer = client.post(page, {"assessor": str(staff_of(project, Role.ASSESSOR).uid)})
    assert (answer.status_code, "has begun to score" in answer.content.decode()) == (409, True)
