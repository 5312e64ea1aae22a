"""Public pages of good practices: found, narrowed, read in three languages, taken along."""

import csv
import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from knowledge.models import PracticeText, PublishedPractice, Topic
from knowledge.practices import deciding, submitting, transferring, writing
from knowledge.searching import facets, found, query
from knowledge.states import Recommendation
from projects.fields.outcomes import token_of
from tests.factories.accounts import UserFactory
from tests.factories.knowledge import (
    CriterionFactory,
    PlatformFactory,
    TopicFactory,
    officer_of,
    published,
    reviewed,
)
from tests.factories.programmes import RegionFactory

pytestmark = pytest.mark.django_db
FRENCH = {
    f"{name}__fr": f"Texte français de {name}"
    for name in ("title", "summary", "need", "practice", "evidence", "transfer")
}


@pytest.fixture
def platform():
    made = PlatformFactory()
    CriterionFactory(platform=made, code="evidence")
    return made


@pytest.fixture
def three(platform):
    """A Belgian one on climate, a French one in two languages on energy, and a Belgian one with a region."""
    TopicFactory(platform=platform, code="RSO2.2", title={"en": "Renewable energy", "fr": "Énergie"})
    RegionFactory(code="FR")
    RegionFactory(code="BE2", name="Vlaams Gewest")
    published(platform)
    published(platform, value=5, topic="RSO2.2", country="FR", **FRENCH)
    published(platform, value=3, region="BE2", title__en="Bicycles for all", organisation="Cycling town")
    return list(PublishedPractice.objects.order_by("code"))


def address(name, platform, *args, language="en"):
    return reverse(f"catalogue:{name}", args=[platform.slug, *args]).replace("/en/", f"/{language}/", 1)


def codes(platform, **given):
    return sorted(found(platform.pk, query(given)).values_list("code", flat=True))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, [1, 2, 3]),
        ({"q": "bicycle"}, [3]),
        ({"q": "volunteer"}, [1, 2, 3]),
        ({"q": "français"}, [2]),
        ({"q": "cycling town"}, [3]),
        ({"q": "-"}, []),
        ({"country": "BE"}, [1, 3]),
        ({"country": "BE,FR"}, [1, 2, 3]),
        ({"topic": "RSO2.2"}, [2]),
        ({"region": "BE2"}, [3]),
        ({"region": "none"}, [1, 2]),
        ({"score": "5"}, [2]),
        ({"score": "3,4"}, [1, 3]),
        ({"language": "fr"}, [2]),
        ({"transfer": "none"}, [1, 2, 3]),
        ({"transfer": "yes"}, []),
        ({"period": "none"}, [1, 2, 3]),
        ({"country": "XX"}, []),
        ({"score": "99"}, []),
    ],
)
def test_search_finds(platform, three, given, expected):
    assert codes(platform, **given) == [f"gp-{number:04d}" for number in expected]


def test_facets_count_what_each_choice_would_give(platform, three):
    counted = facets(platform.pk, query({"country": "FR"}))
    assert [(one.value, one.number, one.is_chosen) for one in counted["country"]] == [
        ("BE", 2, False),
        ("FR", 1, True),
    ]
    assert [(one.value, one.number) for one in counted["topic"]] == [("RSO2.2", 1)]
    assert [(one.value, one.number) for one in counted["language"]] == [("en", 1), ("fr", 1)]
    worded = facets(platform.pk, query({"q": "volunteer"}))
    assert [(one.value, one.number) for one in worded["country"]] == [("BE", 2), ("FR", 1)]
    assert counted["country"][0].address == "country=BE,FR"


def test_list_asks_few_statements_however_many_rows(client, platform, three):
    client.get(address("good_practices", platform))
    with CaptureQueriesContext(connection) as many:
        client.get(address("good_practices", platform) + "?q=flood&sort=title")
    PublishedPractice.objects.exclude(pk=three[0].pk).delete()
    with CaptureQueriesContext(connection) as one:
        client.get(address("good_practices", platform) + "?q=flood&sort=score")
    assert len(many) == len(one) <= 5  # one of them reads the edition of the public data


def test_page_asks_few_statements(client, platform, three):
    page = address("good_practice", platform, "gp-0003")
    client.get(page)
    PublishedPractice.objects.filter(code="gp-0003").update(transfers=1)
    with CaptureQueriesContext(connection) as asked:
        client.get(page)
    assert len(asked) <= 5


@pytest.mark.parametrize(
    "odd",
    [
        "q=-",
        "q=%00",
        "q=%ED%A0%80",
        "page=99999999",
        "page=-1",
        "score=abc&score=1",
        "sort=drop",
        "q=" + "a" * 999,
    ],
)
def test_list_bears_odd_addresses(client, platform, three, odd):
    for name in ("good_practices", "good_practices_feed", "good_practices_data", "good_practices_table"):
        expected = 400 if "%00" in odd else 200  # the portal refuses NUL everywhere
        assert client.get(f"{address(name, platform)}?{odd}").status_code == expected


def test_page_marks_a_missing_language(client, platform, three):
    page = client.get(address("good_practice", platform, "gp-0001", language="fr")).content.decode()
    assert re.search(r'<h1><span lang="en"[^>]*>Flood alarm by neighbours', page)
    assert "panel-care" in page
    whole = client.get(address("good_practice", platform, "gp-0002", language="fr")).content.decode()
    assert "Texte français de title" in whole
    assert "panel-care" not in whole


def test_versions_stay_readable_and_say_what_changed(client, platform):
    practice = published(platform)
    author, officer = practice.authors.get(), officer_of(platform)
    submitting.revise(practice, by=author)
    held = PracticeText.objects.get(practice=practice, key="title.en")
    writing.save_field(practice, "title.en", "Flood alarm by phone", base=token_of(held.value), by=author)
    reviewed(submitting.submit(practice, by=author), officer)
    first = address("good_practice_version", platform, "gp-0001", 1)
    second = address("good_practice_version", platform, "gp-0001", 2)
    assert client.get(second).status_code == 404
    deciding.decide(practice, Recommendation.PUBLISH, text="", version=2, by=officer)
    assert "Flood alarm by neighbours" in client.get(first).content.decode()
    page = client.get(second).content.decode()
    assert "<del>neighbours</del>" in page
    assert "<ins>phone</ins>" in page


def test_confirmed_transfer_stands_on_the_page_without_who_told(client, platform):
    practice = published(platform)
    teller = UserFactory(name="Told Me")
    told = transferring.Told("Demo town", "FR", "", 2024, "en", "They bought gauges.", "")
    transfer = transferring.tell(practice.published, told, by=teller, stamp="t")
    page = address("good_practice", platform, "gp-0001")
    assert "Demo town" not in client.get(page).content.decode()
    transferring.handle(transfer, is_confirmed=True, answer="", by=officer_of(platform))
    shown = client.get(page).content.decode()
    assert "Demo town" in shown
    assert "Told Me" not in shown
    assert codes(platform, transfer="yes") == ["gp-0001"]


def test_transfer_is_told_by_form_once(client, platform):
    published(platform)
    RegionFactory(code="FR")
    client.force_login(UserFactory())
    page = reverse("apply:transfer_new", args=[platform.slug, "gp-0001"])
    sent = {
        "stamp": "s",
        "organisation_name": "Town",
        "country": "FR",
        "year": 2020,
        "language": "fr",
        "text": "x",
    }
    assert client.post(page, {**sent, "year": 3000}).status_code == 400
    assert [client.post(page, sent).status_code for _time in range(2)] == [302, 302]
    assert PublishedPractice.objects.get().practice.transfers.get().organisation_name == "Town"


def test_data_and_table_hold_the_same_as_the_list(client, platform, three):
    data = client.get(address("good_practices_data", platform) + "?country=FR").json()
    assert (data["count"], data["results"][0]["code"]) == (1, "gp-0002")
    assert data["results"][0]["title"]["fr"] == "Texte français de title"
    table = client.get(address("good_practices_table", platform) + "?sort=title")
    text = b"".join(table.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["code"] for row in rows] == ["gp-0003", "gp-0002", "gp-0001"]


def test_topic_of_another_platform_does_not_count(platform, three):
    assert Topic.objects.filter(platform=platform).count() == 2
    assert codes(PlatformFactory()) == []
