import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publications import finding, search
from publications.models import Publication, SearchEntry, SearchWord
from tests.factories.publications import PublicationFactory

pytestmark = pytest.mark.django_db

HOSTILE = [
    "\x00",
    "\ud800",
    "%",
    "_",
    "(",
    ")",
    "'",
    '"',
    '""',
    ":*",
    "a & | !",
    "-",
    "-a",
    "or or or",
    "\\",
    "'; DROP TABLE x; --",
    "é" * 5000,
    "x" * 100_000,
    "a b " * 3000,
    "((((((((((((((((((((((((((((((",
    "\u202e\u200b",
    "%%>",
    "{}",
    "🙂",
]


@pytest.fixture
def records():
    return {
        "care": PublicationFactory(
            acronym="AB-ZORG",
            title={
                "nl": "Gezondheidszorg over de grens",
                "fr": "Les soins de santé transfrontaliers",
                "en": "Health care across the border",
            },
            summary={
                "nl": "Gemeenten en ziekenhuizen werken samen.",
                "fr": "Des communes et des hôpitaux coopèrent.",
                "en": "Municipalities and hospitals work together.",
            },
            partners=[{"name": "Stad Kortrijk", "country": "BE", "role": "lead"}],
        ),
        "water": PublicationFactory(
            acronym="DEMAIN",
            title={"fr": "La qualité de l'eau du bassin"},
            summary={"fr": "Les communes mesurent la qualité de la rivière."},
            partners=[{"name": "Métropole de Lille", "country": "FR"}, {"name": "IDETA", "country": "BE"}],
        ),
    }


def found(text):
    return sorted(finding.records(finding.query({"q": text})).values_list("acronym", flat=True))


@pytest.mark.parametrize(
    ("text", "acronyms"),
    [
        ("gemeente", ["AB-ZORG"]),  # stem of gemeenten
        ("hopital", ["AB-ZORG"]),  # accents ignored
        ("municipality", ["AB-ZORG"]),
        ("commune", ["AB-ZORG", "DEMAIN"]),
        ("ab-zorg", ["AB-ZORG"]),
        ("kortrijk", ["AB-ZORG"]),  # a partner
        ("rivieres", ["DEMAIN"]),  # French text in a record without Dutch
        ("hospitals", ["AB-ZORG"]),  # another language when the reader's finds nothing
        ("commune -hopital", ["DEMAIN"]),
        ('"qualité de la rivière"', ["DEMAIN"]),
        ("zeeland", []),
        ("gezondhiedszorg", ["AB-ZORG"]),  # typing errors
        ("kortrjik", ["AB-ZORG"]),
        ("metropole de lile", ["DEMAIN"]),
        ("DEMIAN", ["DEMAIN"]),
        ("", ["AB-ZORG", "DEMAIN"]),
        ("   ", ["AB-ZORG", "DEMAIN"]),
    ],
)
def test_search_finds_what_a_person_means(records, text, acronyms):
    assert found(text) == acronyms


@pytest.mark.parametrize("text", HOSTILE)
def test_search_takes_hostile_texts(records, text):
    assert len(found(text)) <= 2


@given(st.text(alphabet=st.characters(exclude_categories=())))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_search_takes_any_text(django_db_blocker, text):
    finding.Search(finding.query({"q": text, "country": text})).page()


def best(text):
    return list(finding.page(finding.query({"q": text})).keys)


def test_search_puts_the_title_before_the_summary():
    weak = PublicationFactory(summary={"en": "There is a bridge somewhere in these words."})
    strong = PublicationFactory(title={"en": "A bridge"})
    assert best("bridge") == [strong.pk, weak.pk]


def test_search_puts_what_is_called_so_first():
    called = PublicationFactory(acronym="WATER")
    PublicationFactory(title={"en": "Water and water"}, summary={"en": "Water, water, water"})
    assert best("water")[0] == called.pk


def test_search_reads_the_last_word_as_a_beginning(records):
    assert found("kortr") == ["AB-ZORG"]
    assert found("gezondheidsz") == ["AB-ZORG"]
    assert found("ab") == ["AB-ZORG"]


def test_search_finds_names_that_look_like_small_words():
    record = PublicationFactory(acronym="IT")
    assert best("it") == [record.pk]


def test_search_finds_alternatives(records):
    assert found("kortrijk OR lille") == ["AB-ZORG", "DEMAIN"]


def test_search_finds_places_and_countries():
    PublicationFactory(acronym="FAR", partners=[{"name": "Gent", "country": "BE"}])
    assert found("belgique") == found("Belgium") == found("belgië") == ["FAR"]


def test_index_follows_what_changes(records):
    water = records["water"]
    water.title = {"fr": "Le vent"}
    water.save()
    search.index([water.pk])
    assert found("vent") == ["DEMAIN"]
    assert SearchEntry.objects.count() == 2


def test_forget_takes_words_out_that_no_record_says(records):
    SearchWord.objects.create(word="gonzalez")
    search.forget(["Gonzalez Kortrijk", ""])
    assert set(SearchWord.objects.filter(word__in=["gonzalez", "kortrijk"])) == {SearchWord("kortrijk")}


def test_index_gathers_the_partners(records):
    water = Publication.objects.get(acronym="DEMAIN")
    assert (water.lead, water.partner_count, water.countries) == ("", 2, ["BE", "FR"])
    assert Publication.objects.get(acronym="AB-ZORG").lead == "Stad Kortrijk"
