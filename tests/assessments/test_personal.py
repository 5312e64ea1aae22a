"""What assessments hold of a person: handed over whole, forgotten but for what was judged."""

import pytest

from accounts import people
from assessments.models import Expertise
from assessments.personal import TAKEN_OUT, Judgements
from projects.models import Interest
from tests.factories.accounts import UserFactory
from tests.factories.assessments import AssessmentFactory, ExpertiseFactory
from tests.factories.projects import InterestFactory

pytestmark = pytest.mark.django_db


def test_export_tells_declarations_knowledge_and_judgements_of_this_person_alone():
    user = UserFactory()
    declared = InterestFactory(person=user, has_conflict=True, note="My sister works there.")
    known = ExpertiseFactory(user=user, capacity=4, note="Bridges")
    judged = AssessmentFactory(assessor=user, comment="Sound.")
    InterestFactory(has_conflict=True, note="Somebody else's.")
    AssessmentFactory(comment="Somebody else's.")
    data = Judgements().export(user)
    assert [(one["conflict"], one["note"]) for one in data["declared"]] == [(True, "My sister works there.")]
    assert data["declared"][0]["project"] == (declared.project.code or str(declared.project))
    assert [(one["programme"], one["capacity"], one["note"]) for one in data["knows"]] == [
        (known.programme_id, 4, "Bridges")
    ]
    assert [(one["project"], one["comment"]) for one in data["assessed"]] == [(judged.known_as, "Sound.")]


def test_forgetting_takes_own_words_and_knowledge_and_keeps_the_conflict():
    user = UserFactory()
    conflict = InterestFactory(person=user, has_conflict=True, note="My sister works there.")
    clear = InterestFactory(person=user, has_conflict=False)
    ExpertiseFactory(user=user)
    people.erase_person(user, by=user)
    assert list(Interest.objects.filter(pk=conflict.pk).values_list("has_conflict", "note")) == [
        (True, TAKEN_OUT)
    ]
    assert Interest.objects.get(pk=clear.pk).note == ""
    assert not Expertise.objects.filter(user=user).exists()
