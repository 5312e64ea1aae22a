import pytest

from publications.models import Publication
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


def found(text, language):
    return sorted(Publication.objects.search(text, language).values_list("acronym", flat=True))


@pytest.mark.parametrize(
    ("text", "language", "acronyms"),
    [
        ("gemeente", "nl", ["AB-ZORG"]),  # stem of gemeenten
        ("hopital", "fr", ["AB-ZORG"]),  # accents ignored
        ("municipality", "en", ["AB-ZORG"]),
        ("commune", "fr", ["AB-ZORG", "DEMAIN"]),
        ("ab-zorg", "nl", ["AB-ZORG"]),
        ("kortrijk", "en", ["AB-ZORG"]),  # a partner
        ("rivieres", "nl", ["DEMAIN"]),  # French text in a record without Dutch
        ("hospitals", "nl", ["AB-ZORG"]),  # another language when the reader's finds nothing
        ("commune -hopital", "fr", ["DEMAIN"]),
        ('"qualité de la rivière"', "fr", ["DEMAIN"]),
        ("zeeland", "nl", []),
        ("gezondhiedszorg", "nl", ["AB-ZORG"]),  # typing errors
        ("kortrjik", "nl", ["AB-ZORG"]),
        ("metropole de lile", "fr", ["DEMAIN"]),
        ("DEMIAN", "en", ["DEMAIN"]),
        ("", "nl", ["AB-ZORG", "DEMAIN"]),
        ("   ", "nl", ["AB-ZORG", "DEMAIN"]),
    ],
)
def test_search_finds_what_a_person_means(records, text, language, acronyms):
    assert found(text, language) == acronyms


@pytest.mark.parametrize("text", HOSTILE)
def test_search_takes_hostile_texts(records, text):
    assert len(found(text, "nl")) <= 2


def test_search_stays_within_the_given_records(records):
    within = Publication.objects.filter(acronym="DEMAIN")
    assert list(within.search("commune", "fr")) == [records["water"]]


def test_by_relevance_puts_the_title_before_the_summary():
    weak = PublicationFactory(summary={"en": "There is a bridge somewhere in these words."})
    strong = PublicationFactory(title={"en": "A bridge"})
    hits = Publication.objects.search("bridge", "en").by_relevance("bridge", "en")
    assert list(hits) == [strong, weak]


def test_search_does_not_load_its_columns(records):
    assert "search_nl" in Publication.objects.search("zorg", "nl")[0].get_deferred_fields()


def test_index_gathers_the_partners(records):
    water = Publication.objects.get(acronym="DEMAIN")
    assert (water.lead, water.partner_count, water.countries) == ("", 2, ["BE", "FR"])
    assert Publication.objects.get(acronym="AB-ZORG").lead == "Stad Kortrijk"
