import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from publications.finding import Query, query


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("", ""),
        ("country=FR&country=BE&q=water", "q=water&country=BE,FR"),
        ("country=be,fr", "country=BE,FR"),
        ("country=BE&country=BE", "country=BE"),
        ("status=closed&programme=fwvl", "programme=fwvl&status=closed"),
        ("region=be25&nuts3=BE251", "region=BE25&nuts3=BE251"),
        ("year_from=2019&year_to=2021", "year_from=2019&year_to=2021"),
        ("year_from=2021&year_to=2019", "year_from=2019&year_to=2021"),
        ("budget_from=250.000&budget_to=1.5m", "budget_from=250000&budget_to=1500000"),
        ("budget_from=€ 2,5m", "budget_from=2500000"),
        ("eu_to=300k", "eu_to=300000"),
        ("budget=100k-500k&eu=Unknown", "budget=100k-500k&eu=unknown"),
        ("sort=newest", ""),
        ("q=a&sort=newest", "q=a&sort=newest"),
        ("q=a&sort=fit", "q=a"),
        ("sort=fit", ""),
        ("q=%20soins%20%20de%20sant%C3%A9", "q=soins%20de%20sant%C3%A9"),
        ("page=3&after=x&view=table&__proto__=1", ""),
    ],
)
def test_query_has_one_canonical_form(typed, canonical):
    read = query(QueryDict(typed))
    assert read.as_query_string() == canonical
    assert query(QueryDict(canonical)) == read
    assert hash(query(QueryDict(canonical))) == hash(read)


@pytest.mark.parametrize(
    ("typed", "problems"),
    [
        ("country=ZZZ", [("country", "ZZZ")]),
        ("period=%27;--", [("period", "';--")]),
        ("year_from=soon", [("year_from", "soon")]),
        ("budget_from=lots&budget_to=5", [("budget_from", "lots")]),
        ("budget=big", [("budget", "big")]),
        ("sort=-pk", [("sort", "-pk")]),
        ("year_from=2021&year_to=2019", [("year_from", "2021")]),
        ("programme=a b", [("programme", "a b")]),
    ],
)
def test_query_explains_what_it_left_out(typed, problems):
    found = query(QueryDict(typed)).problems
    assert [(problem.parameter, problem.value) for problem in found] == problems
    assert all(str(problem.reason).endswith(".") for problem in found)


def test_query_takes_plain_mappings():
    assert query({"q": "water", "country": ["FR", "BE"], "year": 2021}) == query(
        QueryDict("q=water&country=BE&country=FR&year=2021")
    )


def test_query_is_bounded():
    read = query({"q": "a " * 5000, "country": [chr(65 + n // 26) + chr(65 + n % 26) for n in range(600)]})
    assert len(read.text.split()) == 12
    assert len(read.chosen["country"]) == 20
    assert read.problems[0].parameter == "country"


def test_query_gives_and_takes_values():
    start = query({"q": "water", "country": "BE"})
    assert start.adding("country", "FR").as_query_string() == "q=water&country=BE,FR"
    assert start.adding("programme", "x").as_query_string() == "q=water&programme=x&country=BE"
    assert start.without("country", "BE").as_query_string() == "q=water"
    assert start.without("q").as_query_string() == "country=BE"
    assert start.sorted_by("name").sorted_by("fit") == start
    assert query({"eu_from": "5"}).without_range("eu") == Query()
    assert Query().is_empty
    assert not start.is_empty


@given(st.dictionaries(st.sampled_from(["q", "country", "eu_from", "budget", "year_to", "sort"]), st.text()))
def test_query_never_fails_and_reads_its_own_address(params):
    read = query(params)
    assert query(QueryDict(read.as_query_string())) == read


def test_longest_choice_of_values_comes_back_whole():
    partners = tuple(sorted(f"{number:02}-" + "x" * 97 for number in range(20)))
    asked = query({"partner": list(partners)})
    assert asked.chosen == {"partner": partners}
    assert query(QueryDict(asked.as_query_string())) == asked
