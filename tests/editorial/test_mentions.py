"""Names of forgotten persons in documents of editors: found, looked at, kept or gone with the file."""

import datetime
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.models import TrailEntry, User
from core.errors import DomainError, NotAllowed
from editorial import judging, mentions, tasks, uploading
from editorial.indexing import MOST_OF_PAPER, index_paper
from editorial.models import Paper, PaperMention
from editorial.states import NameState, UploadState
from programmes.states import Role
from publications import forgetting, persons
from publications.models import Publication
from tests import hostile_files
from tests.factories.accounts import UserFactory
from tests.factories.editorial import PaperFactory
from tests.factories.programmes import StaffRoleFactory
from tests.factories.publications import PublicationFactory

pytestmark = pytest.mark.django_db
NAME = "Zebediah van Quxworthy"
LONG_AGO = timezone.now() - datetime.timedelta(days=740)
TEXT = "Conclusions of the summit.\nThanks to Zebediah\nvan Quxworthy, Gent, for the bridge."


@pytest.fixture
def record() -> Publication:
    partner = {"name": NAME, "is_natural_person": True, "country": "BE", "role": "lead"}
    made: Any = PublicationFactory(code="bridge", first_published_at=LONG_AGO, partners=[partner])  # type: ignore[no-untyped-call]
    return made  # type: ignore[no-any-return]


def paper_of(record: Publication, text: str = TEXT, **said: Any) -> Paper:
    """A checked document with its file, found by its words."""
    place = default_storage.save("editorial/papers/aa/told", ContentFile(b"%PDF-1.7"))
    said = {"programme": record.programme_period.programme, "file": place, "text": text, **said}
    made: Paper = PaperFactory(name="summit.pdf", title={"en": "Summit"}, **said)  # type: ignore[no-untyped-call]
    index_paper(made)
    return made


def officer_of(record: Publication, role: Role = Role.OFFICER) -> User:
    programme = record.programme_period.programme
    made: Any = StaffRoleFactory(user=UserFactory(), programme=programme, role=role)  # type: ignore[no-untyped-call]
    user: User = made.user
    return user


def open_ones() -> list[tuple[str, str]]:
    rows = PaperMention.objects.filter(state=NameState.OPEN).order_by("paper__name", "code")
    return list(rows.values_list("paper__name", "code"))


def test_a_digest_is_that_of_the_salted_key() -> None:
    expected = salted_hmac("publications.persons", "bridge anna peeters", algorithm="sha256").hexdigest()
    assert persons.digest("bridge", " Anna  PEETERS") == expected


def test_forgetting_finds_the_name_in_documents_and_keeps_no_name(record: Publication) -> None:
    paper_of(record)
    paper_of(record, "Zebediah spoke. Anna van Quxworthy answered.", language="en")
    paper_of(record, "QUXWORTHY Zebediah van", state=UploadState.REFUSED)
    assert forgetting.forget_due() == 1
    assert open_ones() == [("summit.pdf", "bridge")]
    assert "uxworthy" not in "".join(str(row) for row in PaperMention.objects.values()).lower()
    (passage,) = mentions.passages(PaperMention.objects.get())
    assert passage.name == "Zebediah\nvan Quxworthy"
    assert passage.before.endswith("Thanks to ")


def test_forgetting_reads_what_the_search_does_not_hold(record: Publication) -> None:
    paper_of(record, "Water. " * (MOST_OF_PAPER // 7 + 1) + TEXT)
    forgetting.forget_due()
    assert open_ones() == [("summit.pdf", "bridge")]


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("Met Zebediah van Quxworthy.", True),
        ("Met ZEBEDIAH VAN QUXWORTHY", True),
        ("Met Quxworthy, Zebediah van (Gent)", True),
        ("Met van Quxworthy Zebediah", True),
        ("Met zebediah van quxworthy", False),
        ("Met Zebediah. Later: van Quxworthy", False),
        ("Quxworthy", False),
        ("", False),
    ],
)
def test_a_new_document_is_read_for_names_that_were_forgotten_before(
    record: Publication, text: str, is_found: bool
) -> None:
    forgetting.forget_due()
    paper = paper_of(record, text)
    assert tasks.look_for_names() == (1 if text else 0)
    assert open_ones() == ([("summit.pdf", "bridge")] if is_found else [])
    assert (Paper.objects.get(pk=paper.pk).looked_at is None) is (not text)
    assert tasks.look_for_names() == 0


def test_names_forgotten_under_an_older_secret_are_found(record: Publication, settings: Any) -> None:
    forgetting.forget_due()
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another secret that is long enough to be one"
    paper_of(record)
    tasks.look_for_names()
    (passage,) = mentions.passages(PaperMention.objects.get())
    assert passage.name == "Zebediah\nvan Quxworthy"


def test_kept_name_stays_and_is_not_asked_about_again(record: Publication) -> None:
    paper = paper_of(record)
    forgetting.forget_due()
    officer, mention = officer_of(record), PaperMention.objects.get()
    judging.keep(mention, by=officer, note="The mayor, another person.")
    entry = TrailEntry.objects.get(action="keep name in document")
    assert (entry.chain, entry.new) == (f"paper:{paper.uid}", {"record": "bridge"})
    assert mentions.look(paper.pk) == 0
    assert open_ones() == []
    with pytest.raises(DomainError, match="meanwhile"):
        judging.keep(mention, by=officer, note="Again.")


def test_only_the_secretariat_of_the_programme_judges_and_says_why(record: Publication) -> None:
    paper_of(record)
    forgetting.forget_due()
    mention = PaperMention.objects.get()
    for user in (UserFactory(), officer_of(record, Role.EDITOR)):  # type: ignore[no-untyped-call]
        with pytest.raises(NotAllowed):
            judging.keep(mention, by=user, note="x")
        with pytest.raises(NotAllowed):
            uploading.replace_file(mention, _pdf(), by=user, note="x")
        assert list(judging.waiting(user)) == []
    with pytest.raises(DomainError, match="Write down"):
        judging.keep(mention, by=officer_of(record), note=" ")


def _pdf(name: str = "new.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, hostile_files.pdf(), content_type="application/pdf")


def test_replaced_file_takes_the_name_along(
    record: Publication, django_capture_on_commit_callbacks: Any
) -> None:
    paper = paper_of(record)
    forgetting.forget_due()
    mention, officer = PaperMention.objects.get(), officer_of(record)
    with pytest.raises(DomainError, match="Choose one of"):
        uploading.replace_file(mention, _pdf("x.docx"), by=officer, note="x")
    with django_capture_on_commit_callbacks(execute=True):
        uploading.replace_file(mention, _pdf(), by=officer, note="Made anew.")
    fresh = Paper.objects.get(pk=paper.pk)
    assert (fresh.state, fresh.text, fresh.looked_at) == (UploadState.CLEAN, "", None)
    assert "quxworthy" not in str(fresh.words)
    assert (default_storage.exists(paper.file), default_storage.exists(fresh.file)) == (False, True)
    assert not PaperMention.objects.exists()
    entry = TrailEntry.objects.get(action="replace file")
    assert (entry.note, entry.new["record"], entry.new["sha256"]) == ("Made anew.", "bridge", fresh.sha256)


def test_staff_see_documents_in_the_list_and_decide(record: Publication, client: Client) -> None:
    paper_of(record)
    forgetting.forget_due()
    client.force_login(officer_of(record))
    mention = PaperMention.objects.get()
    address = f"/en/secretariat/partners/names/documents/{mention.pk}/"
    assert address in client.get("/en/secretariat/partners/names/").content.decode()
    assert (
        "Look at a name that is left in a document" in client.get("/en/secretariat/tasks/").content.decode()
    )
    assert "<mark>Zebediah\nvan Quxworthy</mark>" in client.get(address).content.decode()
    assert client.post(address, {"note": "x", "decision": "replace"}).status_code == 400
    assert client.post(address, {"note": "", "decision": "keep"}).status_code == 400
    assert client.post(address, {"note": "The mayor.", "decision": "keep"}).status_code == 302
    assert PaperMention.objects.get().state == NameState.KEPT
    assert client.get(address).status_code == 404


def test_a_name_that_is_known_to_many_documents_costs_one_statement_for_each_ten(
    record: Publication, django_assert_num_queries: Any
) -> None:
    for _number in range(3):
        paper_of(record)
    with django_assert_num_queries(2):
        assert mentions.look_for("bridge", [NAME]) == 3
