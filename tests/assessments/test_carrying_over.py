"""A newer version takes over the answers for which nothing changed, and shows again what did."""

import pytest

from assessments import decisions
from assessments.screening import Evidence, StaleAnswer
from programmes.states import Role
from projects import dossier, fields, lifecycle
from projects.lifecycle import Seen
from projects.models import Project, Version
from tests.factories.assessments import staff_of, submitted_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return submitted_project(criteria=0)


@pytest.fixture
def officer(project):
    return staff_of(project, Role.OFFICER)


def answered(project, officer):
    screening = decisions.open_screening(project, by=officer)
    for check in screening.checks.all():
        decisions.record_check(check, by=officer, verdict="passed", note="Seen.")
    return screening


def again(project, officer, **changes):
    lifecycle.return_to_applicant(project, by=officer, seen=Seen.of(project), note="Mend it.")
    fresh = Project.objects.for_page().get(pk=project.pk)
    for key, value in changes.items():
        token = fields.tokens(fresh)[key].token
        fields.save(fresh, key, value, base=token, by=project.created_by)
    lifecycle.submit(fresh, by=project.created_by)
    return decisions.open_screening(Project.objects.for_page().get(pk=project.pk), by=officer)


def test_unchanged_answers_are_carried_over_with_the_version_they_were_given_for(project, officer):
    first = answered(project, officer)
    second = again(project, officer)
    left = second.checks.filter(carried_from=None).values_list("key", "where", "machine_verdict")
    assert list(left) == []
    assert set(second.checks.values_list("carried_from__number", flat=True)) == {1}
    assert set(second.checks.values_list("verdict", "note")) == {("passed", "Seen.")}
    assert second.checks.count() == first.checks.count()
    check = second.checks.first()
    decisions.record_check(check, by=officer, verdict="passed", note="Seen.", seen=check.revision)
    check.refresh_from_db()
    assert check.carried_from is None


def test_what_changed_is_shown_again_with_the_answer_of_before(project, officer):
    answered(project, officer)
    second = again(project, officer, end_date="2028-06-30")
    open_keys = set(second.checks.filter(verdict="").values_list("key", flat=True))
    assert {"duration", "consistency", "language"} <= open_keys
    assert "partners" not in open_keys
    duration = second.checks.get(key="duration")
    assert (duration.carried_from, duration.previous.verdict) == (None, "passed")


def test_second_of_two_officers_is_told_what_the_first_said(project, officer):
    screening = decisions.open_screening(project, by=officer)
    other = staff_of(project, Role.OFFICER)
    check = screening.checks.get(key="consistency")
    decisions.record_check(check, by=other, verdict="failed", note="The map differs.", seen=0)
    with pytest.raises(StaleAnswer, match="The map differs"):
        decisions.record_check(check, by=officer, verdict="passed", note="Mine", seen=0)
    kept = decisions.record_check(check, by=officer, verdict="passed", note="Mine", seen=1)
    assert (kept.verdict, kept.note, kept.answered_by, kept.revision) == ("passed", "Mine", officer, 2)


def test_same_answer_sent_twice_is_kept_once(project, officer):
    screening = decisions.open_screening(project, by=officer)
    check = screening.checks.get(key="consistency")
    for _time in range(2):
        decisions.record_check(check, by=officer, verdict="unclear", note="Ask.", seen=0)
    check.refresh_from_db()
    assert check.revision == 1


def test_evidence_holds_the_figures_that_the_verdict_rests_on(project):
    evidence = Evidence(dossier.from_data(Version.objects.get().data))
    money = {fact.label: fact.value for fact in evidence.of("max_rate", "budget")}
    assert money["Total eligible costs"] == "€200,000.00"
    assert money["European money"] == "€120,000.00"
    partners = [fact.label for fact in evidence.of("min_countries", "partners")]
    assert partners == ["1. PARTNER 1, lead partner", "2. PARTNER 2"]
    assert [fact.value for fact in evidence.of("duration", "end_date")][-1] == "24"
    assert evidence.of("content", "title.nl")[0].value == "Titel (nl)"
    assert evidence.of("x", "nowhere.at.all") == ()
