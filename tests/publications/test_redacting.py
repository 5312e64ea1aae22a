"""Names of forgotten persons that still stand in texts: found, looked at by staff, taken out or left."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import TrailEntry, User
from core.errors import DomainError, NotAllowed
from programmes.states import Role
from publications import forgetting, mentions, redacting, versions
from publications.models import NameMention, Publication, RecordVersion
from tests.factories.accounts import UserFactory
from tests.factories.programmes import StaffRoleFactory
from tests.factories.publications import PublicationFactory, PublishedContractorFactory

pytestmark = pytest.mark.django_db
NAME = "Zebediah Quxworthy"
FACT = {"key": "story", "label": {"en": "Story"}, "kind": "text", "value": {"en": f"Told by {NAME}."}}
LONG_AGO = timezone.now() - datetime.timedelta(days=740)
TEXT = "The farm of QUXWORTHY  Zebediah in Gent, and the water."


@pytest.fixture
def record() -> Publication:
    partner = {"name": NAME, "is_natural_person": True, "country": "BE", "role": "lead"}
    made: Any = PublicationFactory(  # type: ignore[no-untyped-call]
        code="bridge",
        first_published_at=LONG_AGO,
        summary={"en": TEXT, "nl": "Water voor iedereen."},
        facts=[FACT],
        partners=[partner, {"name": "Stad"}],
    )
    versions.note([made.pk])
    return made  # type: ignore[no-any-return]


def officer_of(record: Publication) -> User:
    programme = record.programme_period.programme
    role: Any = StaffRoleFactory(user=UserFactory(), programme=programme, role=Role.OFFICER)  # type: ignore[no-untyped-call]
    user: User = role.user
    return user


def places(**wanted: Any) -> list[tuple[int, str]]:
    rows = NameMention.objects.filter(**wanted).order_by("version", "path")
    return list(rows.values_list("version", "path"))


def test_forgetting_finds_the_name_in_texts_and_cuts_nothing(record: Publication) -> None:
    assert forgetting.forget_due() == 1
    assert places(state="open") == [
        (0, "facts/0/value/en"),
        (0, "summary/en"),
        (1, "facts/0/value/en"),
        (1, "summary/en"),
    ]
    record.refresh_from_db()
    assert record.summary["en"] == TEXT
    assert "uxworthy" not in "".join(str(row) for row in NameMention.objects.values()).lower()


def test_redacting_takes_the_name_out_of_record_and_versions(record: Publication, client: Client) -> None:
    forgetting.forget_due()
    officer = officer_of(record)
    first = NameMention.objects.get(version=0, path="summary/en")
    (passage,) = mentions.passages(first)
    assert (passage.before, passage.name) == ("The farm of ", "QUXWORTHY  Zebediah")
    assert redacting.redact(first, by=officer, note="No duty to name them.") == 4
    record.refresh_from_db()
    assert record.summary["en"] == "The farm of […] in Gent, and the water."
    assert record.summary["nl"] == "Water voor iedereen."
    assert record.facts == [{**FACT, "value": {"en": "Told by […]."}}]
    for version in RecordVersion.objects.filter(code="bridge"):
        assert "uxworthy" not in str(version.data).lower()
    assert places(state="open") == []
    assert len(places(state="redacted", judged_by=officer)) == 4
    assert "uxworthy" not in client.get("/en/projects/bridge/").content.decode().lower()
    entry = TrailEntry.objects.get(action="redact name in texts")
    assert (entry.new, entry.note) == (
        {"record": "bridge", "version": 0, "text": "summary/en"},
        "No duty to name them.",
    )
    with pytest.raises(DomainError, match="meanwhile"):
        redacting.redact(first, by=officer, note="Again.")


def test_the_subject_of_a_contract_is_read_and_redacted_like_other_texts(record: Publication) -> None:
    subject = {"nl": f"Vertaling door {NAME}"}
    made: Any = PublishedContractorFactory(publication=record, position=1, name="Taal bv", subject=subject)  # type: ignore[no-untyped-call]
    versions.note([record.pk])
    forgetting.forget_due()
    assert places(path__startswith="contractors") == [
        (0, "contractors/0/subject/nl"),
        (2, "contractors/0/subject/nl"),
    ]
    found = NameMention.objects.get(version=0, path="contractors/0/subject/nl")
    redacting.redact(found, by=officer_of(record), note="No duty to name them.")
    made.refresh_from_db()
    assert (made.name, dict(made.subject)) == ("Taal bv", {"nl": "Vertaling door […]"})
    version = RecordVersion.objects.get(code="bridge", number=2)
    assert version.data["contractors"][0]["subject"] == {"nl": "Vertaling door […]"}


def test_kept_name_stays_and_is_not_asked_about_again_but_one_that_came_back_is(record: Publication) -> None:
    forgetting.forget_due()
    officer = officer_of(record)
    kept = NameMention.objects.get(version=0, path="summary/en")
    redacting.keep(kept, by=officer, note="Another person, the mayor.")
    assert mentions.look("bridge") == 3
    assert places(state="kept") == [(0, "summary/en")]
    other = NameMention.objects.get(version=0, path="facts/0/value/en")
    redacting.redact(other, by=officer, note="Not needed.")
    Publication.objects.filter(pk=record.pk).update(facts=[FACT])
    assert mentions.look_again(timezone.now() - datetime.timedelta(hours=1)) == 1
    assert places(state="open") == [(0, "facts/0/value/en")]
    Publication.objects.filter(pk=record.pk).update(facts=[])
    assert mentions.look("bridge") == 0
    assert places(state="open") == []


def other_record(**facts: Any) -> Publication:
    made: Any = PublicationFactory(code="tunnel", partners=[{"name": "Gemeente"}], **facts)  # type: ignore[no-untyped-call]
    versions.note([made.pk])
    return made  # type: ignore[no-any-return]


def test_forgetting_finds_the_name_in_other_records_too(record: Publication) -> None:
    other = other_record(summary={"nl": f"Met {NAME.upper()} uit Gent."}, facts=[FACT])
    PublicationFactory(code="apart", summary={"en": "Zebediah met Anna Quxworthy."})  # type: ignore[no-untyped-call]
    forgetting.forget_due()
    found = [(0, "facts/0/value/en"), (0, "summary/nl"), (1, "facts/0/value/en"), (1, "summary/nl")]
    assert places(code="tunnel") == found
    assert places(code="apart") == []
    first = NameMention.objects.filter(code="tunnel").earliest("pk")
    assert list(redacting.waiting(officer_of(other)).filter(code="tunnel").values_list("pk", flat=True))
    assert redacting.redact(first, by=officer_of(other), note="No duty to name them.") == 4
    other.refresh_from_db()
    assert other.summary["nl"] == "Met […] uit Gent."
    assert places(code="tunnel", state="open") == []
    assert other.partners.get().name == "Gemeente"


def test_name_that_comes_back_to_another_record_is_asked_about_again(record: Publication) -> None:
    other = other_record(summary={"en": f"With {NAME}."})
    forgetting.forget_due()
    first = NameMention.objects.filter(code="tunnel").earliest("pk")
    redacting.redact(first, by=officer_of(other), note="No duty to name them.")
    Publication.objects.filter(pk=other.pk).update(summary={"en": f"Again with {NAME}."})
    assert mentions.look("tunnel") == 1
    assert places(code="tunnel", state="open") == [(0, "summary/en")]


def test_only_the_secretariat_of_the_programme_judges_and_says_why(record: Publication) -> None:
    forgetting.forget_due()
    mention = NameMention.objects.filter(version=0).earliest("pk")
    stranger: Any = StaffRoleFactory(user=UserFactory(), role=Role.OFFICER)  # type: ignore[no-untyped-call]
    for judge in (redacting.keep, redacting.redact):
        with pytest.raises(NotAllowed):
            judge(mention, by=stranger.user, note="x")
        with pytest.raises(DomainError, match="Write down"):
            judge(mention, by=officer_of(record), note=" ")
    assert list(redacting.waiting(stranger.user)) == []
    assert len(places(state="open")) == 4


def test_staff_see_the_list_the_words_around_and_decide(record: Publication, client: Client) -> None:
    forgetting.forget_due()
    client.force_login(officer_of(record))
    page = client.get("/en/secretariat/partners/names/")
    assert page.content.decode().count("Look at it") == 4
    mention = NameMention.objects.get(version=0, path="summary/en")
    address = f"/en/secretariat/partners/names/{mention.pk}/"
    assert "<mark>QUXWORTHY  Zebediah</mark>" in client.get(address).content.decode()
    assert client.post(address, {"note": "", "decision": "keep"}).status_code == 400
    assert client.post(address, {"note": "The mayor.", "decision": "keep"}).status_code == 302
    assert places(state="kept") == [(0, "summary/en")]
    assert client.get(address).status_code == 404
    assert "Look at a name that is left in a text" in client.get("/en/secretariat/tasks/").content.decode()


@pytest.mark.parametrize("text", ["", "\u0301" * 500, "a." * 900, "’'-." * 300, "Zebediah\nQuxworthyson"])
def test_odd_texts_hold_no_name(record: Publication, text: str) -> None:
    forgetting.forget_due()
    Publication.objects.filter(pk=record.pk).update(summary={"en": text}, facts=[])
    RecordVersion.objects.all().delete()
    assert mentions.look("bridge") == 0
