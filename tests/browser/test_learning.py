"""Pages of the learning platform in a real browser: no faults, and fields that save themselves."""

import pytest
from django.urls import reverse
from django.utils import timezone

from knowledge.models import Member, PracticeText, Review, TransferFile
from knowledge.practices import reviewing, submitting
from knowledge.states import PracticeState, ReviewState, Visibility
from tests.browsing import faults, found_on, sign_in
from tests.factories.accounts import UserFactory
from tests.factories.knowledge import (
    CriterionFactory,
    ExpertFactory,
    GoodPracticeFactory,
    MemberFactory,
    PlatformFactory,
    officer_of,
    published,
    written,
)
from tests.factories.programmes import ProgrammeFactory, RegionFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def platform():
    RegionFactory(code="BE")
    RegionFactory(code="BE2", name="Vlaams Gewest")
    made = PlatformFactory(
        programme=ProgrammeFactory(code="HERE", slug="here"),
        services=[{"code": "good_practices", "name": {"en": "Good practices"}}],
        introduction={"en": "Learn"},
    )
    CriterionFactory(platform=made, code="evidence")
    return made


@pytest.mark.parametrize(("language", "width", "scheme"), [("nl", 320, "dark"), ("en", 1280, "light")])
def test_public_pages_have_no_faults(new_page, platform, language, width, scheme):
    published(platform, region="BE2")
    MemberFactory(platform=platform, visibility=Visibility.EVERYBODY, offers="Gauges", takes_messages=True)
    paths = ("", "members/", "practices/?q=flood", "practices/gp-0001/", "practices/gp-0001/versions/1/")
    page = new_page(width=width, scheme=scheme)
    assert found_on(page, (f"/{language}/learning/here/{path}" for path in paths)) == {}


def test_practice_goes_from_draft_to_review_and_decision(new_page, platform):
    author, expert, officer = UserFactory(), ExpertFactory(platform=platform), officer_of(platform)
    practice = written(GoodPracticeFactory(platform=platform), author)
    page = new_page(width=320)
    form = f"/en/apply/learning/practices/{practice.uid}/"
    sign_in(page, author, form)
    assert found_on(page, [form, "/en/apply/learning/here/me/", "/en/apply/learning/practices/"]) == {}
    page.goto(form)
    field = page.locator("#field-summary-en")
    field.fill("Neighbours watch the river.")
    field.blur()
    page.get_by_text("Everything on this page is saved.").first.wait_for()
    assert PracticeText.objects.get(key="summary.en").value == "Neighbours watch the river."
    page.get_by_role("button", name="Save and submit").click()
    page.get_by_text("Submitted. The secretariat asks experts to review it.").wait_for()
    practice.refresh_from_db()
    assert practice.state == PracticeState.SUBMITTED
    review = reviewing.ask(practice, expert, due_on=timezone.localdate(), by=officer)
    page = new_page(scheme="dark")
    sheet = f"/en/apply/learning/reviews/{review.uid}/"
    sign_in(page, expert.user, sheet)
    assert found_on(page, [sheet]) == {}
    staff = new_page()
    place = f"/en/secretariat/learning/practices/{practice.uid}/"
    sign_in(staff, officer, place)
    others = ("practices/", "transfers/", "experts/")
    assert found_on(staff, [place, *(f"/en/secretariat/learning/{other}" for other in others)]) == {}


def test_review_is_written_without_scripts(new_page, platform):
    practice = written(GoodPracticeFactory(platform=platform), UserFactory())
    submitting.submit(practice, by=practice.authors.get())
    expert = ExpertFactory(platform=platform)
    review = reviewing.ask(practice, expert, due_on=timezone.localdate(), by=officer_of(platform))
    page = new_page(width=320, scripts=False)
    sign_in(page, expert.user, f"/en/apply/learning/reviews/{review.uid}/")
    page.get_by_role("radio", name="4").check()
    page.get_by_label("Reason for").fill("Figures are given.")
    page.get_by_role("radio", name="Publish").check()
    page.get_by_label("Text for the authors").fill("Clear.")
    page.get_by_role("button", name="Save and hand in").click()
    page.get_by_text("Your review is with the secretariat.").wait_for()
    held = Review.objects.get()
    assert (held.state, held.scores.get().value) == (ReviewState.DONE, 4)


def test_member_joins_shows_the_profile_and_leaves_without_scripts(new_page, platform):
    person = UserFactory(name="New Member")
    page = new_page(width=320, scripts=False)
    sign_in(page, person, "/en/apply/learning/here/me/")
    page.get_by_role("button", name="I agree, and join").click()
    page.get_by_label("What you offer").fill("Gauges")
    page.get_by_label("Everybody, on the public pages").check()
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("Your profile is saved.").wait_for()
    page.goto("/en/learning/here/members/")
    assert page.get_by_role("heading", name="New Member").is_visible()
    page.goto("/en/apply/learning/here/me/")
    page.locator("summary", has_text="Leave the community").click()
    page.get_by_role("button", name="Leave", exact=True).click()
    page.get_by_text("You have left.").wait_for()
    assert not Member.objects.of(person).exists()


def test_transfer_is_told_with_a_file_and_read_by_the_secretariat(new_page, platform):
    practice = published(platform)
    page = new_page(width=320, scheme="dark")
    sign_in(page, UserFactory(), "/en/account/profile/")
    page.goto(reverse("apply:transfer_new", args=[platform.slug, practice.code]))
    assert faults(page) == []
    page.get_by_label("Who took it over?").fill("Demo town")
    page.get_by_label("Country").select_option("BE")
    page.get_by_label("Since which year?").fill("2024")
    page.get_by_label("What was taken over, and how is it known?").fill("They bought gauges.")
    file = {"name": "proof.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"}
    page.get_by_label("A file that shows it").set_input_files(file)
    page.get_by_label("The file may be published with the transfer.").check()
    page.get_by_role("button", name="Send", exact=True).click()
    page.get_by_text("The secretariat looks at it before it is published.").wait_for()
    row = TransferFile.objects.get()
    assert (row.name, row.may_be_published) == ("proof.pdf", True)
    TransferFile.objects.update(state="clean")
    staff = new_page()
    sign_in(staff, officer_of(platform), "/en/secretariat/learning/transfers/")
    transfer = f"/en/secretariat/learning/transfers/{row.transfer.uid}/"
    assert found_on(staff, [transfer]) == {}
    staff.get_by_label("Confirm it: it becomes public").check()
    staff.get_by_label("Publish the file with it").check()
    staff.get_by_role("button", name="Save", exact=True).click()
    staff.get_by_text("Saved.").first.wait_for()
    row.refresh_from_db()
    assert row.is_public
