"""Events, newsletters and the secretariat's partner search in a real browser; whole ways without scripts."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from core.robots import SOONEST
from correspondence import tasks
from editorial.models import Issue, IssueState
from editorial.newsletters.content import frozen, looks
from events import links
from events.models import Event, Registration
from events.states import Question
from ideas import reporting
from programmes.models import Programme
from tests.browsing import faults, found_on, sign_in
from tests.factories.accounts import UserFactory
from tests.factories.editorial import PieceFactory
from tests.factories.events import EventFactory, RegistrationFactory
from tests.factories.ideas import BoardFactory, CardFactory, ContactFactory
from tests.factories.newsletters import IssueFactory, ReaderFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

COMBINATIONS = pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
LONG = "Grensoverschrijdende waterkwaliteitsmonitoringsinfrastructuur"


@pytest.fixture
def programme(world):
    Programme.objects.filter(pk=world.programme.pk).update(slug="here")
    world.programme.refresh_from_db()
    return world.programme


@pytest.fixture
def event(programme):
    """Full but for one place, with a guest who is here, one who waits, and questions."""
    made = EventFactory(
        programme=programme,
        slug="bridges",
        title={"en": "Bridges", "nl": LONG},
        body={"en": "Coffee.\n\nTalks."},
        kind="both",
        online_address="https://meet.example.org/a-room-with-a-long-name-of-its-own",
        places=2,
        has_waiting_list=True,
        questions=[Question.DIET.value, Question.ACCESS.value],
    )
    answers = {Question.DIET.value: "No nuts, no milk, no eggs"}
    RegistrationFactory(event=made, organisation=LONG, answers=answers, attended_at=timezone.now())
    RegistrationFactory(event=made, state="waiting", placed_at=None)
    EventFactory(programme=programme, state="cancelled", cancel_reason={"en": "The hall is flooded."})
    return made


def issue_of(programme, **given):
    """Tells of an event and of news; two readers ask for it, one in a language that lacks."""
    made = IssueFactory(programme=programme, **given)
    EventFactory(programme=programme, slug="ferries", title={"en": LONG})
    PieceFactory(programme=programme, slug="news", state="published")
    for position, (source, key) in enumerate([("event", "ferries"), ("piece", "news")]):
        made.items.create(position=position, source=source, key=key)
    for language in ("en", "fr"):
        ReaderFactory(language=language, email=f"{language}@example.org")
    return made


@COMBINATIONS
def test_public_pages_of_events_have_no_faults(new_page, event, width, scheme):
    asked = RegistrationFactory(event=event, state="asked", confirmed_at=None, placed_at=None)
    held = event.registrations.get(state="held")
    called_off = Event.objects.get(state="cancelled")
    page = new_page(width=width, scheme=scheme)
    paths = [
        "events/",
        "events/?q=nothing+of+this+kind&when=past",
        "events/bridges/",
        f"events/{called_off.slug}/",
        "events/bridges/register/",
        "events/registration/asked/",
        f"events/registration/confirm/{links.token(asked, links.CONFIRM)}/",
        f"events/registration/confirm/{links.token(held, links.CONFIRM)}/",
        f"events/registration/cancel/{links.token(held, links.CANCEL)}/",
    ]
    assert found_on(page, [f"/{code}/{path}" for code in ("en", "nl") for path in paths]) == {}


@COMBINATIONS
def test_refused_registration_says_where_to_mend_it(new_page, event, width, scheme):
    page = new_page(width=width, scheme=scheme, tolerates="status of 400")
    page.goto("/en/events/bridges/register/")
    page.get_by_label("E-mail").fill("no address")
    page.wait_for_timeout(SOONEST * 1000 + 100)
    page.get_by_role("button", name="Register", exact=True).click()
    summary = page.get_by_role("alert").first
    summary.get_by_role("link").first.wait_for()
    assert faults(page) == []
    summary.get_by_role("link").first.click()
    assert page.evaluate("document.activeElement.name") == "name"
    assert Registration.objects.filter(event=event).count() == 2


@COMBINATIONS
def test_person_with_an_account_has_no_faults(new_page, event, width, scheme):
    person = UserFactory()
    page = new_page(width=width, scheme=scheme)
    sign_in(page, person)
    mine = "/en/events/bridges/register/mine/"
    assert found_on(page, [mine]) == {}
    page.get_by_role("button", name="Register", exact=True).click()
    page.get_by_text("You are on the waiting list.").wait_for()
    assert found_on(page, [mine]) == {}


@COMBINATIONS
def test_archive_and_issue_have_no_faults(new_page, programme, width, scheme):
    issue = issue_of(programme)
    content = frozen(issue, looks(issue))
    sent = {"number": 7, "state": IssueState.SENT, "confirmed_at": timezone.now(), "content": content}
    Issue.objects.filter(pk=issue.pk).update(**sent)
    page = new_page(width=width, scheme=scheme)
    paths = ("newsletter/here/", "newsletter/here/7/", "newsletter/?programme=here")
    assert found_on(page, [f"/{code}/{path}" for code in ("en", "fr") for path in paths]) == {}


@COMBINATIONS
def test_pages_of_the_organisers_have_no_faults(new_page, world, event, width, scheme):
    EventFactory(programme=world.programme, starts_at=timezone.now() - timedelta(days=9))
    draft = EventFactory(programme=world.programme, state="draft", published_at=None)
    guest = event.registrations.get(state="held")
    page = new_page(width=width, scheme=scheme, tolerates="status of 400")
    sign_in(page, world.officer)
    one = f"events/{event.uid}/"
    paths = ["events/", "events/?when=past", "events/new/HERE/", f"events/{draft.uid}/"]
    paths += [one, f"{one}edit/", f"{one}guests/", f"{one}guests/?q=Nobody", f"{one}call-off/"]
    paths += [f"{one}guests/{guest.uid}/strike/", f"{one}guests/pdf/"]
    assert found_on(page, [f"/en/secretariat/{path}" for path in paths]) == {}
    page.goto(f"/en/secretariat/{one}edit/")
    page.locator("#id_ends_at").fill("2020-01-01T09:00")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("alert").first.wait_for()
    assert faults(page) == []


@COMBINATIONS
def test_pages_of_editors_of_issues_have_no_faults(new_page, world, programme, width, scheme):
    issue = issue_of(programme)
    PieceFactory(programme=programme, slug="offered", state="published", title={"nl": LONG})
    IssueFactory(programme=programme, subject={}, intro={})
    page = new_page(width=width, scheme=scheme)
    sign_in(page, world.officer)
    one = f"issues/{issue.uid}/"
    paths = ["issues/", "issues/new/HERE/", one, f"{one}edit/"]
    assert found_on(page, [f"/en/secretariat/{path}" for path in paths]) == {}
    page.goto(f"/en/secretariat/{one}")
    page.get_by_text("Add something that is public").click()
    assert faults(page) == []
    Issue.objects.filter(pk=issue.pk).update(state=IssueState.READY)
    assert found_on(page, [f"/en/secretariat/{path}" for path in (one, f"{one}send/")]) == {}
    page.get_by_role("button", name="Send it now").click()
    page.get_by_text("Every reader has been written to.").wait_for()
    assert faults(page) == []


@COMBINATIONS
def test_mail_of_an_issue_has_no_faults(new_page, world, programme, width, scheme):
    issue = issue_of(programme, is_demo=True)
    page = new_page(width=width, scheme=scheme, tolerates="status of 404")  # a mail names no icon
    sign_in(page, world.officer)
    mails = [f"/en/secretariat/issues/{issue.uid}/mail-{code}.html" for code in ("nl", "fr", "en")]
    assert found_on(page, mails) == {}


@COMBINATIONS
def test_partner_search_of_the_secretariat_has_no_faults(new_page, world, width, scheme):
    BoardFactory(call=world.call)
    card = CardFactory(call=world.call, organisation=LONG, text={"en": "Sensors.", "fr": "Des capteurs."})
    ContactFactory(card=card)
    reporting.report(card, by=UserFactory(), reason="advert", words="It sells pumps.")
    page = new_page(width=width, scheme=scheme, tolerates="status of 400")
    sign_in(page, world.manager)
    switch = f"calls/{world.call.code}/partners/"
    paths = ["ideas/", "ideas/?look=hidden", f"ideas/{card.uid}/", switch]
    assert found_on(page, [f"/en/secretariat/{path}" for path in paths]) == {}
    page.goto(f"/en/secretariat/ideas/{card.uid}/")
    page.get_by_role("button", name="Hide it").click()
    page.get_by_role("alert").first.wait_for()
    assert faults(page) == []
    officer = new_page(width=width, scheme=scheme)
    sign_in(officer, world.officer)
    assert found_on(officer, [f"/en/secretariat/{switch}"]) == {}


def test_event_is_published_and_a_guest_comes_without_scripts(new_page, world, event):
    """The organiser publishes, a guest registers by the mailed link, and is ticked off at the door."""
    draft = EventFactory(programme=world.programme, slug="tunnels", title={"en": "Tunnels"}, state="draft")
    staff, guest = new_page(scripts=False), new_page(width=320, scripts=False)
    sign_in(staff, world.officer, f"/en/secretariat/events/{draft.uid}/")
    staff.get_by_role("button", name="Publish").click()
    staff.get_by_text("The event is public.").wait_for()
    guest.goto("/en/events/")
    guest.get_by_role("link", name="Tunnels").click()
    guest.get_by_role("link", name="Register", exact=True).click()
    guest.get_by_label("Your name").fill("Ann Visitor")
    guest.get_by_label("E-mail").fill("ann@example.org")
    guest.wait_for_timeout(SOONEST * 1000 + 100)
    guest.get_by_role("button", name="Register", exact=True).click()
    guest.get_by_role("heading", name="Check your e-mail").wait_for()
    tasks.sweep()
    guest.goto(re.search(r"(/en/events/registration/confirm/\S+)", mail.outbox[0].body)[1])
    guest.get_by_role("button", name="Yes, register me").click()
    guest.get_by_text("You have a place.").wait_for()
    staff.goto(f"/en/secretariat/events/{draft.uid}/guests/")
    staff.get_by_role("button", name=re.compile("Tick off.*Ann Visitor")).click()
    staff.get_by_role("button", name=re.compile("Is here.*Ann Visitor")).wait_for()
    assert Registration.objects.get(event=draft).attended_at is not None


def test_issue_is_written_by_one_and_sent_by_another_without_scripts(new_page, world, event):
    ReaderFactory(email="reader@example.org")
    writer, second = new_page(width=320, scripts=False), new_page(scripts=False)
    sign_in(writer, world.officer, "/en/secretariat/issues/")
    writer.get_by_role("link", name="New issue:").first.click()
    writer.locator("#id_subject_en").fill("News of spring")
    writer.locator("#id_intro_en").fill("Good morning.")
    writer.get_by_role("button", name="Save", exact=True).click()
    writer.get_by_text("Add something that is public").click()
    writer.get_by_role("button", name=re.compile("Add.*Bridges")).click()
    writer.get_by_role("button", name="Hand on for a second look").click()
    writer.get_by_role("link", name="Look at it and send it").wait_for()
    sign_in(second, world.manager, "/en/secretariat/issues/")
    second.get_by_role("link", name="News of spring").click()
    second.get_by_role("link", name="Look at it and send it").click()
    second.get_by_role("button", name="Send it now").click()
    second.get_by_text("Every reader has been written to.").wait_for()
    (sent,) = [one for one in mail.outbox if one.to == ["reader@example.org"]]
    assert (sent.subject, "/en/events/bridges/" in sent.body) == ("News of spring", True)
    second.get_by_role("link", name="The issue on the web").click()
    assert second.get_by_role("heading", name="News of spring").is_visible()
