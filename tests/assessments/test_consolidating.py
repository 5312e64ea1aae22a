"""One score out of several: named, written, sent, agreed, concluded, opened again; and second rounds."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import TrailEntry
from assessments import consolidating, decisions, rounds
from assessments.models import Assessment, FinalScore
from assessments.results import overview
from assessments.writing import save_field
from core.errors import DomainError, NotAllowed
from core.texts import Text
from correspondence.models import Message
from programmes.states import Role
from projects.fields import StaleValue
from projects.fields.outcomes import token_of
from projects.lifecycle import Seen
from tests.factories.assessments import scored, staff_of, submitted_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    made = submitted_project(criteria=2)
    made.call.assessment_rounds = 2
    made.call.save()
    return made


@pytest.fixture
def officer(project):
    return staff_of(project, Role.OFFICER)


@pytest.fixture
def assessors(project):
    people = [staff_of(project, Role.ASSESSOR) for _each in range(2)]
    for person, value in zip(people, (1, 5), strict=True):
        decisions.finish_assessment(scored(project, person, value), by=person, recommendation="recommended")
    return people


@pytest.fixture
def named(project, officer, assessors):
    return consolidating.name_rapporteur(project, by=officer, rapporteur=assessors[0])


def day(days=7):
    return timezone.localdate() + timedelta(days=days)


def write(consolidation, by, value="4"):
    for criterion in consolidation.version.project.call.criteria.all():
        consolidating.save_field(consolidation, f"value.{criterion.pk}", value, base=token_of(""), by=by)
    consolidating.save_field(consolidation, "text", "Good on the whole.", base=token_of(""), by=by)


def test_rapporteur_is_somebody_who_finished_or_an_officer(project, officer, assessors):
    stranger = staff_of(project, Role.ASSESSOR)
    with pytest.raises(DomainError, match="Choose an assessor who has finished"):
        consolidating.name_rapporteur(project, by=officer, rapporteur=stranger)
    with pytest.raises(NotAllowed):
        consolidating.name_rapporteur(project, by=assessors[0], rapporteur=assessors[0])
    assert consolidating.name_rapporteur(project, by=officer, rapporteur=officer).rapporteur == officer


def test_scores_on_which_all_agree_are_filled_in(project, officer):
    for _each in range(2):
        person = staff_of(project, Role.ASSESSOR)
        decisions.finish_assessment(scored(project, person, 3), by=person, recommendation="recommended")
    found = consolidating.name_rapporteur(project, by=officer, rapporteur=officer)
    assert set(found.scores.values_list("value", flat=True)) == {3}


def test_whole_way_of_a_consolidation(project, officer, assessors, named):
    rapporteur, other = assessors
    write(named, rapporteur)
    sent = consolidating.send(named, by=rapporteur, due=day())
    assert [answer.assessor for answer in sent.answers.all()] == [other]
    with pytest.raises(DomainError, match="Not everybody has agreed"):
        consolidating.conclude(named, by=officer)
    consolidating.answer(named, by=other, agrees=True)
    assert FinalScore.objects.get(project=project).total == Decimal("9.00")
    consolidating.conclude(named, by=officer)
    found = FinalScore.objects.get(project=project)
    assert (found.total, found.is_consolidated, found.percent) == (Decimal("12.00"), True, Decimal("80.00"))
    steps = list(TrailEntry.objects.filter(chain=project.chain).values_list("action", flat=True))
    assert steps[-4:] == [
        "name rapporteur",
        "send consolidation",
        "answer consolidation",
        "conclude consolidation",
    ]
    told = Message.objects.get(dedupe_key__startswith="agreement:")
    assert "<" not in told.body
    assert f"by {date_format(day())}" in told.body


def test_mails_of_a_consolidation_name_the_call_in_their_readers_language(project, officer, assessors):
    project.call.title = Text(nl="Oproep", en="Call for all")
    project.call.save()
    assessors[0].language = "nl"
    assessors[0].save()
    consolidating.name_rapporteur(project, by=officer, rapporteur=assessors[0])
    assert "van de oproep “Oproep”" in Message.objects.get(dedupe_key__startswith="rapporteur:").body


def test_objection_needs_a_reason_and_a_note_to_conclude_over_it(officer, assessors, named):
    rapporteur, other = assessors
    write(named, rapporteur)
    consolidating.send(named, by=rapporteur, due=day())
    with pytest.raises(DomainError, match="what you object to"):
        consolidating.answer(named, by=other, agrees=False)
    consolidating.answer(named, by=other, agrees=False, reason="Too kind.")
    concluded = consolidating.conclude(named, by=officer, note="Two against one.")
    assert (concluded.state, concluded.note) == ("concluded", "Two against one.")


def test_new_edition_asks_anew_and_keeps_what_was_said(assessors, named):
    rapporteur, other = assessors
    write(named, rapporteur)
    consolidating.send(named, by=rapporteur, due=day())
    consolidating.answer(named, by=other, agrees=False, reason="Too kind.")
    consolidating.reopen(named, by=rapporteur, note="Mend the second score.")
    again = consolidating.send(named, by=rapporteur, due=day())
    said = list(again.answers.values_list("edition", "agrees").order_by("edition"))
    assert said == [(1, False), (2, None)]


def test_reopened_consolidation_counts_no_longer(project, officer, assessors, named):
    write(named, assessors[0])
    consolidating.send(named, by=assessors[0], due=day())
    consolidating.conclude(named, by=officer, note="In a hurry.")
    consolidating.reopen(named, by=officer, note="A new fact.")
    found = FinalScore.objects.get(project=project)
    assert (found.total, found.is_consolidated) == (Decimal("9.00"), False)


def test_only_the_rapporteur_writes_and_only_until_it_is_sent(officer, assessors, named):
    with pytest.raises(NotAllowed):
        consolidating.save_field(named, "text", "Mine", base=token_of(""), by=officer)
    write(named, assessors[0])
    consolidating.send(named, by=assessors[0], due=day())
    with pytest.raises(DomainError, match="with the assessors"):
        consolidating.save_field(named, "text", "Late", base=token_of("Good on the whole."), by=assessors[0])


def test_second_tab_of_the_rapporteur_overwrites_nothing(assessors, named):
    consolidating.save_field(named, "text", "First tab", base=token_of(""), by=assessors[0])
    with pytest.raises(StaleValue) as stale:
        consolidating.save_field(named, "text", "Second tab", base=token_of(""), by=assessors[0])
    assert (stale.value.mine, stale.value.theirs) == ("Second tab", "First tab")


def test_send_says_what_is_missing(assessors, named):
    with pytest.raises(DomainError, match="Give a score for"):
        consolidating.send(named, by=assessors[0], due=day())
    write(named, assessors[0])
    with pytest.raises(DomainError, match="not in the past"):
        consolidating.send(named, by=assessors[0], due=day(-1))


def test_second_round_starts_from_the_first_and_keeps_both(project, officer, assessors):
    rounds.open_second_round(project, by=officer, reason="You differ widely.")
    second = Assessment.objects.get(assessor=assessors[0], round=2)
    assert set(second.scores.values_list("value", flat=True)) == {1}
    assert FinalScore.objects.get(project=project).total == Decimal("9.00")
    criterion = project.call.criteria.get(key="c2")
    save_field(second, f"value.{criterion.pk}", "4", base=token_of("1"), by=assessors[0])
    decisions.finish_assessment(second, by=assessors[0])
    assert FinalScore.objects.get(project=project).total == Decimal("12.00")
    assert overview(project, number=1).total == Decimal("9.00")
    first = Assessment.objects.get(assessor=assessors[0], round=1)
    assert set(first.scores.values_list("value", flat=True)) == {1}
    told = Message.objects.filter(dedupe_key__startswith="round:")
    assert [project.acronym in message.subject for message in told] == [False, False]


@pytest.mark.parametrize("reason", ["", " "])
def test_second_round_needs_a_reason(project, officer, assessors, reason):
    with pytest.raises(DomainError, match="why the assessors look again"):
        rounds.open_second_round(project, by=officer, reason=reason)


def test_second_round_waits_for_the_first_and_opens_once(project, officer, assessors):
    late = scored(project, staff_of(project, Role.ASSESSOR), 3)
    with pytest.raises(DomainError, match="Not everybody has finished"):
        rounds.open_second_round(project, by=officer, reason="Look again.")
    decisions.finish_assessment(late, by=late.assessor, recommendation="recommended")
    rounds.open_second_round(project, by=officer, reason="Look again.")
    with pytest.raises(DomainError, match="open already"):
        rounds.open_second_round(project, by=officer, reason="Look again.")


def test_second_round_is_refused_in_a_call_of_one_round(project, officer, assessors):
    project.call.assessment_rounds = 1
    project.call.save()
    with pytest.raises(DomainError, match="one round of assessment"):
        rounds.open_second_round(project, by=officer, reason="Look again.")


def test_quality_waits_for_a_consolidation_under_way(project, officer, assessors, named):
    seen = Seen.of(project)
    said = {"by": officer, "recommendation": "recommended", "seen": seen}
    with pytest.raises(DomainError, match="being consolidated"):
        decisions.conclude_quality(project, **said)
    write(named, assessors[0])
    consolidating.send(named, by=assessors[0], due=day())
    consolidating.conclude(named, by=officer, note="In a hurry.")
    assert decisions.conclude_quality(project, **said).recommendation == "recommended"
