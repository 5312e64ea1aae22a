"""The cooperation pages and their editing room in a browser: no faults, by keys alone, without scripts."""

from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from weasyprint import HTML

from editorial import publishing, reference, writing
from editorial.content import Content
from editorial.keeping import content_of, draft_of
from editorial.models import Paper, Picture, Piece
from editorial.models.contacts import CONSENT_LASTS
from editorial.states import PieceKind, PieceState
from programmes.states import Role
from tests.browsing import faults, found_on, sign_in
from tests.editorial.test_files import photo, taken
from tests.factories.accounts import UserFactory
from tests.factories.editorial import ContactCardFactory, PieceFactory
from tests.factories.programmes import ProgrammeFactory, StaffRoleFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FACTS = Path(settings.BASE_DIR) / "fixtures" / "reference"
ROOM = "/en/secretariat/pages/"
SIZES = pytest.mark.parametrize(("language", "width", "scheme"), [("nl", 320, "dark"), ("en", 1280, "light")])
BODY = """## What was agreed

Ministers met in **Brasschaat** and signed [the declaration](https://example.org/declaration).

### Next steps

- a shared test site
- a report in a year

> We go on together.
> -- The chair

![](picture:{picture})
"""


@pytest.fixture
def programme():
    return ProgrammeFactory(code="VLNED", slug="vl-nl")


@pytest.fixture
def editor(programme):
    user = UserFactory(name="Els Editor")
    StaffRoleFactory(user=user, programme=programme, role=Role.OFFICER)
    return user


@pytest.fixture
def summit(programme, editor) -> Piece:
    """The fifth summit as the files know it, published anew with body, picture, document and contact."""
    reference.load(FACTS)
    alt = {"nl": "De tafel", "fr": "La table", "en": "The table"}
    picture = taken(photo(), "table.jpg", Picture, programme, editor, alt=alt, credit="Nobody, CC0")
    told = HTML(string="<html lang='nl'><title>Slot</title><p>Over waterstof.</p>").write_pdf()
    title = {"nl": "Slotverklaring", "en": "Final declaration"}
    paper = taken(told, "slot.pdf", Paper, programme, editor, title=title, language="nl")
    assert Picture.objects.get(pk=picture.pk).is_clean  # checked as soon as the transaction ended
    assert Paper.objects.get(pk=paper.pk).is_held
    card = shown_card(programme)
    piece = Piece.objects.get(programme=programme, kind=PieceKind.SUMMIT, happened_on__year=2020)
    for name, value in (("body.en", BODY.format(picture=picture.uid)), ("lead.en", "In a sentence.")):
        writing.save_field(piece, name, value, base=base_of(piece, name), by=editor)
    facts = {"picture": picture.pk, "papers": [paper.pk], "contacts": [card.pk]}
    writing.save_facts(piece, facts, base=writing.facts_token(content_of(piece)), by=editor)
    publishing.publish(piece, base=writing.token(content_of(piece)), by=editor)
    piece.refresh_from_db()
    return piece


def base_of(piece: Piece, key: str) -> str:
    return writing.stored_of(draft_of(piece))[key].token


def shown_card(programme):
    now = timezone.now()
    return ContactCardFactory(
        programme=programme, asked_at=now, confirmed_at=now, expires_at=now + CONSENT_LASTS
    )


def press(page, name: str) -> None:
    """Reach a button by the tabulator key, see that it is the one, and press it."""
    wanted = page.get_by_role("button", name=name, exact=True)
    for _each in range(60):
        if wanted.evaluate("one => one === document.activeElement"):
            break
        page.keyboard.press("Tab")
    else:
        raise AssertionError(f"{name} is not reached by the tabulator key")
    page.keyboard.press("Enter")


@SIZES
def test_public_pages_have_no_faults(new_page, summit, language, width, scheme):
    for kind in (PieceKind.NEWS, PieceKind.BRIEF):
        PieceFactory(
            programme=summit.programme,
            kind=kind,
            slug=f"a-{kind}",
            state=PieceState.PUBLISHED,
            lead={"en": "In a sentence."},
            body={"en": "## Why\n\nBecause of [the report](https://example.org/report)."},
        )
    of = f"/{language}/programmes/vl-nl/"
    pages = ("cooperation/", f"cooperation/{summit.slug}/", "cooperation/photonics/", "cooperation/items/")
    found = ("cooperation/items/?q=waterstof", "cooperation/items/?q=nothing-of-the-kind&kind=summit")
    read = ("news/", "news/a-news/", "briefs/", "briefs/a-brief/", "")
    page = new_page(width=width, scheme=scheme)
    assert found_on(page, [f"{of}{path}" for path in (*pages, *found, *read)]) == {}
    page.goto(f"{of}cooperation/{summit.slug}/")
    assert page.locator("main img").first.evaluate("one => one.complete && one.naturalWidth > 0")


@SIZES
def test_pages_of_the_editing_room_have_no_faults(new_page, summit, editor, language, width, scheme):
    asked = ContactCardFactory(programme=summit.programme, name="Bo Asked", asked_at=timezone.now())
    text = "## Anders\n\nEn [hier](https://example.org/)."
    writing.save_field(summit, "body.nl", text, base=base_of(summit, "body.nl"), by=editor)
    number = summit.versions.latest("number").number
    room, one = ROOM.replace("/en/", f"/{language}/"), f"{summit.uid}/"
    parts = ("", "facts/", "preview/", "versions/", f"versions/{number}/")
    files = [reverse("secretariat:paper_edit", args=[Paper.objects.exclude(file="").get().uid])]
    files += [reverse("secretariat:picture_edit", args=[Picture.objects.get().uid])]
    cards = ("contacts/", "contacts/new/", "files/", "files/documents/new/", "files/pictures/new/")
    files += [reverse("secretariat:contact_card_edit", args=[asked.uid])]
    page = new_page(width=width, scheme=scheme)
    sign_in(page, editor, room)
    addresses = [room, f"{room}new/", *(f"{room}{one}{part}" for part in parts)]
    addresses += [*(f"{room}{path}" for path in cards), *files]
    assert asked.is_shown is False
    assert found_on(page, addresses) == {}
    page.goto(f"{room}{one}")
    tops = [box.bounding_box()["y"] for box in page.locator("[data-key^='title.']").all()]
    assert len(tops) == 3
    assert (tops[0] == tops[1]) is (width == 1280)


def test_refused_forms_of_the_room_have_no_faults(new_page, programme, editor):
    page = new_page(width=320, scheme="dark", tolerates="400")
    sign_in(page, editor, f"{ROOM}contacts/new/")
    page.get_by_role("button", name="Ask for consent").click()
    page.locator(".error-summary").wait_for()
    assert faults(page) == []


def test_a_title_is_written_saved_published_and_read_by_keys_alone(new_page, programme, editor):
    words = {"title": "Begin", "language": "nl", "by": editor, "key": uuid4()}
    piece = writing.create(programme, kind=PieceKind.NEWS, **words)
    page = new_page()
    sign_in(page, editor, f"{ROOM}{piece.uid}/")
    box = page.locator("[data-key='title.en']")
    for _each in range(60):
        if box.evaluate("one => one === document.activeElement"):
            break
        page.keyboard.press("Tab")
    page.keyboard.type("Work begins")
    page.get_by_text("Everything on this page is saved.").first.wait_for()
    assert content_of(piece).title["en"] == "Work begins"
    page.reload()
    press(page, "Publish now")
    page.get_by_text("It is public.").wait_for()
    link = page.get_by_role("link", name="The public page", exact=True)
    link.focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1, name="Work begins").wait_for()
    assert page.url.endswith("/en/programmes/vl-nl/news/begin/")


def test_a_piece_is_written_saved_and_published_without_scripts(new_page, programme, editor):
    page = new_page(width=320, scripts=False)
    sign_in(page, editor, f"{ROOM}new/")
    page.get_by_label("Kind").select_option("brief")
    page.get_by_label("Language of the title").select_option("en")
    page.locator("#id_title").fill("Water at the border")
    page.get_by_role("button", name="Begin").click()
    page.locator("[name='body.en']").fill("## Why\n\nRivers know no border.")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("Saved.", exact=True).wait_for()
    assert Content.from_json(Piece.objects.get().draft.content).body["en"].endswith("no border.")
    page.get_by_role("button", name="Publish now").click()
    page.get_by_text("It is public.").wait_for()
    page.get_by_role("link", name="The public page", exact=True).click()
    assert page.get_by_role("heading", level=1).inner_text() == "Water at the border"
    assert page.get_by_role("heading", level=2, name="Why").is_visible()
