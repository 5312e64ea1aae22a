"""Papers and pictures: refused when they are not what they say, read and redrawn, found and shown safely."""

from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from weasyprint import HTML

from core.errors import DomainError, NotAllowed
from core.uploads import Fault
from editorial import reference, uploading
from editorial.models import Paper, Picture
from editorial.preparing import prepare
from editorial.states import Origin, UploadState
from programmes.states import Role
from tests import hostile_files
from tests.factories.accounts import UserFactory
from tests.factories.editorial import PaperFactory
from tests.factories.programmes import ProgrammeFactory, StaffRoleFactory

pytestmark = pytest.mark.django_db
WORDS = {"title": {"nl": "Slotverklaring"}, "language": "nl", "dated_on": None, "source": ""}


@pytest.fixture(scope="module")
def told() -> bytes:
    """A PDF with words on two pages."""
    text = "<p>Over halfgeleiders en waterstof.</p><p style='break-before: page'>Tweede bladzijde</p>"
    return HTML(string=text).write_pdf()


@pytest.fixture
def programme():
    return ProgrammeFactory(code="VLNED", slug="vl-nl")


@pytest.fixture
def editor(programme):
    user = UserFactory()
    StaffRoleFactory(user=user, programme=programme, role=Role.MANAGER)
    return user


def taken(content: bytes, name: str, model, programme, by, **words):
    file = ContentFile(content, name=name)
    return uploading.add(model, programme, file, words=words, by=by, key=words.pop("key", uuid4()))


def photo(size: tuple[int, int] = (2000, 1000)) -> bytes:
    """A photo that lies on its side and tells where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "taken at home"
    stream = BytesIO()
    Image.new("RGB", size, "navy").save(stream, "JPEG", exif=exif)
    return stream.getvalue()


def test_a_paper_is_read_and_found_by_its_words(programme, editor, told) -> None:
    paper = taken(told, "slot.pdf", Paper, programme, editor, **WORDS)
    assert paper.state == UploadState.WAITING
    assert prepare("paper", paper.pk) is True
    paper.refresh_from_db()
    assert [paper.state, paper.pages, paper.content_type] == [UploadState.CLEAN, 2, "application/pdf"]
    assert "halfgeleiders" in paper.text
    found = Paper.objects.extra(where=["words @@ portal_word(%s)"], params=["halfgeleider"])
    assert list(found) == [paper]
    assert prepare("paper", paper.pk) is False


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (hostile_files.pdf(password="secret"), Fault.LOCKED),
        (hostile_files.pdf(9)[:-700], Fault.BROKEN),
        (b"%PDF-1.7\nnothing of the kind\n%%EOF\n", Fault.BROKEN),
        (hostile_files.pdf(launch=True), Fault.ACTIVE),
        (b"<html><script>alert(1)</script>", Fault.DISGUISED),
    ],
)
def test_a_paper_that_is_unfit_says_why_and_is_not_kept(programme, editor, content, fault) -> None:
    paper = taken(content, "x.pdf", Paper, programme, editor, **WORDS)
    prepare("paper", paper.pk)
    paper.refresh_from_db()
    assert [paper.state, paper.fault, paper.is_held] == [UploadState.REFUSED, fault, False]
    assert not default_storage.exists(paper.file)


def test_a_picture_is_redrawn_upright_in_its_widths_and_tells_nothing(programme, editor) -> None:
    row = taken(photo(), "p.jpg", Picture, programme, editor, alt={"en": "Blue"})
    assert prepare("picture", row.pk) is True
    row.refresh_from_db()
    assert [row.widths, row.width, row.height] == [[480, 960, 1000], 1000, 2000]
    assert not default_storage.exists(row.file)
    for width in row.widths:
        with default_storage.open(f"{row.file}-{width}") as stored, Image.open(stored) as drawn:
            assert [drawn.size, drawn.format, dict(drawn.getexif())] == [(width, 2 * width), "JPEG", {}]


def test_a_picture_with_gaps_stays_a_png_and_a_small_one_is_not_made_larger(programme, editor) -> None:
    stream = BytesIO()
    Image.new("RGBA", (40, 20), (255, 0, 0, 100)).save(stream, "PNG")
    row = taken(stream.getvalue(), "p.png", Picture, programme, editor, is_decorative=True)
    prepare("picture", row.pk)
    row.refresh_from_db()
    assert [row.widths, row.content_type] == [[40], "image/png"]


def test_what_is_no_picture_is_refused(programme, editor) -> None:
    with pytest.raises(DomainError, match="Choose one of"):
        taken(b"<svg/>", "p.svg", Picture, programme, editor)
    row = taken(photo()[:500], "p.jpg", Picture, programme, editor)
    prepare("picture", row.pk)
    row.refresh_from_db()
    assert [row.state, row.fault] == [UploadState.REFUSED, Fault.BROKEN]


def test_one_choice_makes_one_file_and_strangers_none(programme, editor, told) -> None:
    key = uuid4()
    rows = {taken(told, "a.pdf", Paper, programme, editor, key=key, **WORDS).pk for _ in range(2)}
    assert len(rows) == 1
    with pytest.raises(NotAllowed):
        taken(told, "a.pdf", Paper, programme, UserFactory(), **WORDS)


def test_an_empty_file_and_one_of_another_kind_are_refused_at_once(programme, editor) -> None:
    for content, name in ((b"", "a.pdf"), (b"x", "a.docx")):
        with pytest.raises(DomainError):
            taken(content, name, Paper, programme, editor, **WORDS)
    assert not Paper.objects.exists()


def test_a_document_known_by_name_gets_its_file_and_keeps_its_places(
    programme, editor, told, settings
) -> None:
    facts = settings.BASE_DIR / "fixtures" / "reference"
    reference.load(facts)
    paper = Paper.objects.get(name="slotverklaring_vl-nl_topontmoeting_4november2020.pdf")
    uploading.give_file(paper, ContentFile(told, name="other.pdf"), by=editor)
    prepare("paper", paper.pk)
    reference.load(facts)
    paper.refresh_from_db()
    assert [paper.is_held, paper.origin, Paper.objects.count()] == [True, Origin.PORTAL, 6]
    assert [piece.slug for piece in paper.pieces.all()] == ["summit-2020"]
    with pytest.raises(DomainError, match="already"):
        uploading.give_file(paper, ContentFile(told, name="other.pdf"), by=editor)


def test_the_room_takes_files_and_asks_for_their_words(client, programme, editor, told) -> None:
    client.force_login(editor)
    place = "/en/secretariat/pages/files/"
    data = {"key": str(uuid4()), "programme": programme.pk, "title_nl": "Verslag", "language": "nl"}
    nameless = {**data, "title_nl": "", "file": SimpleUploadedFile("a.pdf", told)}
    assert client.post(f"{place}documents/new/", nameless).status_code == 400
    assert (
        client.post(f"{place}documents/new/", {**data, "file": SimpleUploadedFile("a.pdf", told)}).status_code
        == 302
    )
    paper = Paper.objects.get()
    assert [paper.title, paper.name] == [{"nl": "Verslag"}, "a.pdf"]
    silent = {
        "key": str(uuid4()),
        "programme": programme.pk,
        "file": SimpleUploadedFile("p.jpg", photo((50, 50))),
    }
    answer = client.post(f"{place}pictures/new/", silent)
    assert [answer.status_code, "mark it as decoration" in answer.content.decode()] == [400, True]
    assert client.get(place).status_code == 200


def test_the_words_of_a_paper_can_be_mended(client, programme, editor) -> None:
    client.force_login(editor)
    paper = PaperFactory(programme=programme, title={})
    address = f"/en/secretariat/pages/files/documents/{paper.uid}/"
    assert client.post(address, {"title_fr": "Conclusions", "language": "fr"}).status_code == 302
    paper.refresh_from_db()
    assert paper.title == {"fr": "Conclusions"}
