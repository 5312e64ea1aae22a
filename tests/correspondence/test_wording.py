"""The words of letters: built in, a programme's own, and what happens without the reader's language."""

import re

import pytest
from django.conf import settings

from accounts.models import TrailEntry
from core.errors import DomainError, NotAllowed
from core.texts import Text
from correspondence import keeping
from correspondence.models import Letterhead, LetterTemplate
from correspondence.placeholders import KINDS, unknown_in
from correspondence.wording import built_in, revisions, wording
from programmes.states import Role
from tests.factories.accounts import UserFactory
from tests.factories.programmes import ProgrammeFactory, StaffRoleFactory

pytestmark = pytest.mark.django_db

APPROVED = "decision_approved"


@pytest.fixture
def manager():
    return StaffRoleFactory(
        user=UserFactory(), programme=ProgrammeFactory(code="FWVL"), role=Role.MANAGER
    ).user


def keep(by, **change):
    given = {"subject": Text(nl="S"), "body": Text(nl="Beste {{ recipient }}"), "as_pdf": False, **change}
    return keeping.keep("FWVL", APPROVED, by=by, **given)


@pytest.mark.parametrize("kind", KINDS)
def test_every_built_in_letter_has_words_in_all_languages_and_no_unknown_placeholder(kind):
    subject, body = built_in(kind)
    assert set(subject) == set(body) == {"nl", "fr", "en"}
    for text in (*subject.values(), *body.values()):
        assert unknown_in(kind, text) == []
        assert "{{ project }}" in " ".join(subject.values())
    assert all("{{ address }}" in text and "{{ recipient }}" in text for text in body.values())


def test_wording_is_built_in_until_the_programme_has_its_own(manager):
    assert "approved your project {{ project }}" in wording("FWVL", APPROVED, "en").body
    keep(manager, as_pdf=True)
    own = wording("FWVL", APPROVED, "nl")
    assert (own.subject, own.body, own.language, own.is_fallback, own.as_pdf) == (
        "S",
        "Beste {{ recipient }}",
        "nl",
        False,
        True,
    )
    assert wording("VLNED", APPROVED, "nl").subject != "S"


def test_wording_says_when_it_is_not_in_the_readers_language(manager):
    keep(manager)
    words = wording("FWVL", APPROVED, "fr")
    assert (words.language, words.is_fallback) == ("nl", True)


def test_take_back_lets_the_built_in_words_hold_and_keeps_the_own_in_the_trail(manager):
    row = keep(manager)
    keeping.take_back("FWVL", APPROVED, by=manager, seen=keeping.stamp(row))
    assert not LetterTemplate.objects.exists()
    entries = TrailEntry.objects.filter(chain="letters:FWVL").order_by("sequence")
    assert [entry.action for entry in entries] == ["change letter", "take back letter"]
    assert entries[1].old["body"] == {"nl": "Beste {{ recipient }}"}


def test_keep_the_same_again_writes_nothing(manager):
    keep(manager), keep(manager)
    assert TrailEntry.objects.filter(chain="letters:FWVL").count() == 1


@pytest.mark.parametrize(
    "change",
    [
        {"body": Text()},
        {"subject": Text(fr="S")},
        {"body": Text(nl="{{ recipiant }}")},
        {"subject": Text(nl="{% now %}")},
    ],
)
def test_keep_refuses_half_a_letter_and_unknown_placeholders(manager, change):
    with pytest.raises(DomainError):
        keep(manager, **change)


def test_keep_refuses_a_stale_page(manager):
    keep(manager)
    with pytest.raises(DomainError, match="meanwhile"):
        keep(manager, body=Text(nl="Andere {{ recipient }}"), seen="built-in")


@pytest.mark.parametrize("role", [Role.OFFICER, Role.COMMITTEE, Role.AUDITOR, Role.ASSESSOR])
def test_only_managers_of_the_programme_word_its_letters(manager, role):
    programme = ProgrammeFactory(code="VLNED")
    for person in (
        StaffRoleFactory(user=UserFactory(), programme_id="FWVL", role=role).user,
        StaffRoleFactory(user=UserFactory(), programme=programme, role=Role.MANAGER).user,
    ):
        with pytest.raises(NotAllowed):
            keep(person)


def test_keep_letterhead_refuses_days_out_of_range(manager):
    texts = {"sender": Text(), "signature": Text(), "footer": Text()}
    for days in (0, 366):
        with pytest.raises(DomainError):
            keeping.keep_letterhead("FWVL", by=manager, objection_days=days, **texts)
    keeping.keep_letterhead("FWVL", by=manager, objection_days=30, **texts)
    assert wording("FWVL", APPROVED, "en").objection_days == 30
    assert wording("FWVL", "decision_eligible", "en").objection_days is None
    assert Letterhead.objects.get().changed_by == manager


def test_revisions_are_found_in_two_statements(manager, django_assert_num_queries):
    keep(manager)
    wanted = {("FWVL", kind, code) for kind in KINDS for code in ("nl", "fr")} | {("X", "no such", "nl")}
    with django_assert_num_queries(2):
        found = revisions(wanted)
    assert found["FWVL", APPROVED, "nl"] == wording("FWVL", APPROVED, "nl").revision
    assert len(found) == 2 * len(KINDS)


@pytest.mark.parametrize(
    "path", sorted((settings.BASE_DIR / "templates/mails").glob("*.txt")), ids=lambda it: it.name
)
def test_mails_use_no_filter_that_makes_markup(path):
    assert re.findall(r"\|(?:day|moment|text|eur|linebreaks)\b", path.read_text()) == []
