"""The page on which staff choose what the columns of a brought list feed."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from programmes.states import Role
from publications.importing import arriving
from publications.models import ImportMapping, ImportRun, Publication
from tests.factories.accounts import UserFactory
from tests.factories.programmes import ProgrammePeriodFactory, StaffRoleFactory
from tests.publications.importing.lists import mapping

pytestmark = pytest.mark.django_db
TEXT = "Nummer;Projectnaam;Totale kosten;Wat;Programma\nP1;Water;1.000,50;Iets;Elders\nP2;Wind;5;;Elders\n"


@pytest.fixture
def edition():
    return ProgrammePeriodFactory()


@pytest.fixture
def officer(client, edition):
    user = UserFactory()
    StaffRoleFactory(user=user, programme=edition.programme, role=Role.OFFICER)
    client.force_login(user)
    return user


@pytest.fixture
def bring(client, officer, django_capture_on_commit_callbacks):
    def bring(text=TEXT, name="Lijst 2024.csv", **said):
        given = {"key": uuid.uuid4(), "file": SimpleUploadedFile(name, text.encode()), **said}
        with django_capture_on_commit_callbacks(execute=True):
            answer = client.post(reverse("secretariat:import_new"), given)
        assert answer.status_code == 302
        return ImportRun.objects.latest("pk")

    return bring


def columns(run):
    return reverse("secretariat:import_columns", args=[run.uid])


def answers(client, run, **changes):
    """What the page would post, with changes by field or by heading."""
    form = client.get(columns(run)).context["form"]
    given = {name: form.initial.get(name) or "" for name in form.fields}
    by_label = {str(field.label): name for name, field in form.fields.items()}
    return given | {by_label.get(name, name): value for name, value in changes.items()}


def test_a_list_without_a_mapping_is_proposed_one(client, bring, edition):
    run = bring()
    assert (run.state, run.mapping.name, run.counts["refused"]) == ("read", "lijst-2024", 2)
    page = client.get(columns(run))
    for text in (
        "Columns of Lijst 2024.csv",
        "Projectnaam",
        "1.000,50",
        "Programmes that are not known",
        "Elders",
    ):
        assertContains(page, text)
    assertContains(client.get(reverse("secretariat:import_run", args=[run.uid])), columns(run))


def test_values_of_a_list_are_shown_as_text(client, bring):
    run = bring("Nummer;Projectnaam\nP1;<b>Water</b>\n")
    assertContains(client.get(columns(run)), "&lt;b&gt;Water&lt;/b&gt;")
    assertNotContains(client.get(columns(run)), "<b>Water")


def test_what_was_read_stands_beside_each_row(client, bring, edition):
    run = bring(
        "Nummer;Projectnaam;Totale kosten;Begindatum\nP1;Water;1.000,5;1-mrt-2023\n", programme=edition.pk
    )
    page = client.get(reverse("secretariat:import_run", args=[run.uid]))
    for text in ("Total budget: €1,000.50", "Start date: 1 March 2023"):
        assertContains(page, text)


def test_choices_are_kept_and_the_list_is_read_again(
    client, bring, edition, django_capture_on_commit_callbacks
):
    run = bring()
    given = answers(client, run, Elders=edition.pk, Wat="fact", licence="CC0 1.0")
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(columns(run), given)
    again = ImportRun.objects.latest("pk")
    assert answer["Location"] == reverse("secretariat:import_run", args=[again.uid])
    assert (again.state, again.counts["new"], again.mapping) == ("read", 2, run.mapping)
    run.refresh_from_db()
    assert (run.state, run.file, "samples" in run.found) == ("stopped", "", False)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("secretariat:import_write", args=[again.uid]), {})
    record = Publication.objects.get(acronym="Water")
    assert (record.total_budget, record.licence, record.facts[0]["label"]) == (
        1000.5,
        "CC0 1.0",
        {"en": "Wat"},
    )
    assert ImportMapping.objects.count() == 1  # for the next time


def test_choices_for_a_mapping_of_the_house_make_a_copy(
    client, bring, edition, django_capture_on_commit_callbacks
):
    house = mapping(edition)
    ImportMapping.objects.filter(pk=house.pk).update(is_builtin=True)
    run = bring("Code;Title;Wat\nP1;Water;Iets\n", mapping=house.name)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(columns(run), answers(client, run, Wat="summary"))
    again = ImportRun.objects.latest("pk")
    assert (again.mapping.is_builtin, again.mapping.data["columns"]["summary"]) == (False, ["Wat"])
    assert again.source == house.source


def test_choices_without_what_tells_projects_apart_are_refused(client, bring):
    run = bring()
    answer = client.post(columns(run), answers(client, run, Nummer=""))
    assertContains(answer, "No column feeds the key", status_code=409)
    assert ImportRun.objects.count() == 1


def test_choices_after_the_file_is_gone_say_so(client, bring):
    run = bring()
    arriving.throw_away(run)
    answer = client.post(columns(run), answers(client, run))
    assertContains(answer, "Bring the list again", status_code=409)


def test_a_file_that_nobody_decides_upon_is_forgotten(bring):
    run = bring()
    assert arriving.forget_files() == 0
    ImportRun.objects.update(touched_at=timezone.now() - arriving.KEPT)
    assert arriving.forget_files() == 1
    run.refresh_from_db()
    assert (run.file, "samples" in run.found) == ("", False)


def test_programme_of_all_rows_is_asked_when_a_list_is_brought(bring, edition):
    text = "\n".join(line.rpartition(";")[0] for line in TEXT.splitlines())
    assert bring(text, programme=edition.pk).counts["new"] == 2
