"""The pages of imports: bring a list, see every row, write it; nobody else's list."""

import csv
import io
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from programmes.states import Role
from publications.importing import arriving
from publications.importing.mapping import to_yaml
from publications.models import ImportDoubt, ImportMapping, ImportRun, Publication
from publications.tasks import sweep_imports
from tests.factories.accounts import UserFactory
from tests.factories.programmes import ProgrammeFactory, ProgrammePeriodFactory, StaffRoleFactory
from tests.publications.importing.lists import HEADER, data, mapping

pytestmark = pytest.mark.django_db
ROWS = "P1;Water;01/03/2023;2025;1.000,00;;Stad Gent;LP;BE;x\nP2;Wind;01/03/2023;;-1;;Stad Gent;LP;BE;\n"
CONTENT = (HEADER + ROWS).encode()


@pytest.fixture
def edition():
    return ProgrammePeriodFactory()


@pytest.fixture
def officer(client, edition):
    user = UserFactory()
    StaffRoleFactory(user=user, programme=edition.programme, role=Role.OFFICER)
    client.force_login(user)
    return user


def bring(client, chosen, content=CONTENT, name="list.csv", **said):
    given = {"mapping": chosen.name, "key": uuid.uuid4(), "file": SimpleUploadedFile(name, content), **said}
    return client.post(reverse("secretariat:import_new"), given)


def test_list_is_brought_read_looked_at_and_written(
    client, officer, edition, django_capture_on_commit_callbacks
):
    chosen = mapping(edition)
    with django_capture_on_commit_callbacks(execute=True):
        answer = bring(client, chosen)
    run = ImportRun.objects.get()
    assert (answer.status_code, answer["Location"]) == (
        302,
        reverse("secretariat:import_run", args=[run.uid]),
    )
    assert (run.state, run.owner, bool(run.file)) == ("read", officer, True)
    assert Publication.objects.count() == 0
    page = client.get(answer["Location"])
    for text in (
        "Nothing is written yet",
        "Columns not taken",
        "Opmerking",
        "An amount can’t be negative",
        "A year is not",
    ):
        assertContains(page, text)
    refused = client.get(answer["Location"], {"outcome": "refused"})
    assertContains(refused, "Wind")
    assertNotContains(refused, "<td>Water")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("secretariat:import_write", args=[run.uid]), {})
    run.refresh_from_db()
    assert (run.state, list(Publication.objects.values_list("code", flat=True))) == ("done", ["test-p1"])
    assert run.file == ""  # thrown away once it is decided
    report = client.get(reverse("secretariat:import_report", args=[run.uid]))
    found = list(csv.DictReader(io.StringIO(b"".join(report.streaming_content).decode("utf-8-sig"))))
    assert [(row["row"], row["outcome"]) for row in found] == [("2", "new"), ("3", "refused")]
    assertContains(client.get(reverse("secretariat:imports")), "list.csv")


def test_removing_what_is_gone_is_offered_only_where_the_list_tells_it(
    client, officer, edition, django_capture_on_commit_callbacks
):
    of_partners = mapping(edition, holds="partners")
    for chosen in (mapping(edition), of_partners):
        with django_capture_on_commit_callbacks(execute=True):
            bring(client, chosen)
    whole, partners = ImportRun.objects.order_by("pk")
    offer = 'name="remove_gone"'
    assertContains(client.get(reverse("secretariat:import_run", args=[whole.uid])), offer)
    assertNotContains(client.get(reverse("secretariat:import_run", args=[partners.uid])), offer)

    answer = client.post(reverse("secretariat:import_write", args=[partners.uid]), {"remove_gone": "on"})

    assertContains(answer, "names partners only", status_code=409)
    partners.refresh_from_db()
    assert partners.state == "read"


def test_all_or_nothing_says_why_nothing_is_written(
    client, officer, edition, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        bring(client, mapping(edition))
    run = ImportRun.objects.get()
    answer = client.post(reverse("secretariat:import_write", args=[run.uid]), {"all_or_nothing": "on"})
    assertContains(answer, "You chose all or nothing", status_code=409)
    assert Publication.objects.count() == 0


def test_the_same_post_twice_is_one_import(client, officer, edition):
    key, chosen = uuid.uuid4(), mapping(edition)
    assert {bring(client, chosen, key=key)["Location"] for _ in range(2)} == {
        reverse("secretariat:import_run", args=[ImportRun.objects.get().uid])
    }


def test_records_of_another_programme_are_refused(
    client, officer, edition, django_capture_on_commit_callbacks
):
    foreign = ProgrammePeriodFactory(programme=ProgrammeFactory())
    with django_capture_on_commit_callbacks(execute=True):
        answer = bring(client, mapping(foreign))
    assertContains(client.get(answer["Location"]), f"Only the secretariat of {foreign.programme_id}")
    assert ImportRun.objects.get().counts["refused"] == 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04 no archive", "damaged"),
        (b"<html><script>alert(1)</script></html>", "web page"),
        (b"one;two\n1;2\n", "No row of headings"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "older Excel"),
        (b"a\x00\x01\x02\x03\x04b" * 99, "content is not what the name says"),
    ],
)
def test_a_file_that_is_no_list_says_why(
    client, officer, edition, django_capture_on_commit_callbacks, content, said
):
    with django_capture_on_commit_callbacks(execute=True):
        answer = bring(client, mapping(edition), content)
    run = ImportRun.objects.get()
    assert (run.state, run.file) == ("failed", "")
    assertContains(client.get(answer["Location"]), said)


@pytest.mark.parametrize(
    "query", ["?page=999999", "?outcome=nonsense", "?q=%ff%ed%a0%80", "?page=-1&repaired=maybe"]
)
def test_odd_addresses_are_no_errors(client, officer, edition, django_capture_on_commit_callbacks, query):
    with django_capture_on_commit_callbacks(execute=True):
        answer = bring(client, mapping(edition))
    assert client.get(answer["Location"] + query).status_code == 200


def test_page_of_rows_takes_the_same_queries_whatever_their_number(
    client, officer, edition, django_capture_on_commit_callbacks
):
    taken = []
    for number in (1, 40):
        rows = "".join(f"P{one};Water {one};;;;;Gent;LP;BE;\n" for one in range(number))
        with django_capture_on_commit_callbacks(execute=True):
            answer = bring(client, mapping(edition), (HEADER + rows).encode())
        client.get(answer["Location"])
        with CaptureQueriesContext(connection) as counted:
            client.get(answer["Location"])
        taken.append(len(counted))
    assert taken[0] == taken[1]


def test_a_lost_message_is_taken_up_by_the_sweep(
    client, officer, edition, django_capture_on_commit_callbacks
):
    bring(client, mapping(edition))
    ImportRun.objects.update(touched_at="2020-01-01T00:00:00Z")
    with django_capture_on_commit_callbacks(execute=True):
        assert sweep_imports() == 1
    assert ImportRun.objects.get().state == "read"


def test_a_list_that_takes_its_worker_down_comes_to_an_end(client, officer, edition):
    bring(client, mapping(edition))
    run = ImportRun.objects.get()
    ImportRun.objects.update(found={"attempts": arriving.MOST_ATTEMPTS})
    arriving.read(run.pk)
    run.refresh_from_db()
    assert (run.state, run.file, run.rows.count()) == ("failed", "", 0)


def test_rows_are_told_of_in_the_language_of_the_person(client, officer, edition):
    type(officer).objects.filter(pk=officer.pk).update(language="fr")
    bring(client, mapping(edition), (HEADER + "Total;;;;1000;;;;;\n").encode())
    arriving.read(ImportRun.objects.get().pk)
    assert "Une ligne de totaux ne décrit aucun projet." in str(ImportRun.objects.get().rows.get().notes)


def test_stop_leaves_a_list_unread(client, officer, edition):
    bring(client, mapping(edition))
    run = ImportRun.objects.get()
    client.post(reverse("secretariat:import_stop", args=[run.uid]))
    arriving.read(run.pk)
    run.refresh_from_db()
    assert (run.state, run.rows.count()) == ("stopped", 0)


def test_doubt_is_judged_and_nothing_merged(client, officer, edition, django_capture_on_commit_callbacks):
    twins = "P1;Water;;;;;Gent;LP;BE;\nP2;WATER;;;;;Gent;LP;BE;\n"
    with django_capture_on_commit_callbacks(execute=True):
        answer = bring(client, mapping(edition), (HEADER + twins).encode())
    assertContains(client.get(answer["Location"]), "Possible duplicates")
    doubt = ImportDoubt.objects.get()
    client.post(reverse("secretariat:import_judge", args=[doubt.pk]), {"verdict": "different"})
    doubt.refresh_from_db()
    assert (doubt.verdict, doubt.judged_by) == ("different", officer)


def test_mapping_is_copied_changed_and_checked(client, officer, edition):
    ImportMapping.objects.filter(pk=mapping(edition).pk).update(is_builtin=True, name="house")
    answer = client.post(reverse("secretariat:import_mapping_copy", args=["house"]))
    copied = ImportMapping.objects.get(name="house-2")
    page = reverse("secretariat:import_mapping", args=["house-2"])
    assert answer["Location"] == page
    wrong = client.post(page, {"text": to_yaml(data(edition, columns={"title": "T", "nonsense": "X"}))})
    assertContains(wrong, "“nonsense” is not a field", status_code=409)
    broken = client.post(page, {"text": "a: [1, 2\nb: }"})
    assertContains(broken, "can’t be read", status_code=409)
    client.post(page, {"text": to_yaml(data(edition, title="Mine"))})
    copied.refresh_from_db()
    assert (copied.title, copied.is_builtin, copied.changed_by) == ("Mine", False, officer)
    house = client.post(
        reverse("secretariat:import_mapping", args=["house"]), {"text": to_yaml(data(edition))}
    )
    assert house.status_code == 409
    client.force_login(StaffRoleFactory(user=UserFactory(), role=Role.OFFICER).user)
    assert client.post(page, {"text": to_yaml(data(edition, title="Theirs"))}).status_code == 409
    copied.refresh_from_db()
    assert copied.title == "Mine"


def test_what_a_list_holds_comes_by_itself_when_it_is_read(
    client, officer, edition, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks() as waiting:
        address = bring(client, mapping(edition))["Location"]
    asking = {"HX-Request": "true"}
    early = client.get(address, headers=asking).content.decode()
    assert ('hx-trigger="every 2s"' in early, 'id="findings"' in early) == (True, False)
    for work in waiting:
        work()
    late = client.get(address, headers=asking).content.decode()
    assert ('hx-trigger="every 2s"' in late, "<html" in late) == (False, False)
    assert late.count('id="findings" hx-swap-oob="true"') == 1
    for text in ("Write what was read", "2 rows read. 2 projects found.", "Row by row", "csrfmiddleware"):
        assert text in late
    assert "hx-swap-oob" not in client.get(address).content.decode()


def test_one_row_is_told_in_the_singular(client, officer, edition, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        address = bring(client, mapping(edition), (HEADER + ROWS.splitlines()[0]).encode())["Location"]
    assertContains(client.get(address), "1 row read. 1 project found.")
