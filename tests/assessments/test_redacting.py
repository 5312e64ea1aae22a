"""Names are taken out of texts however they are written; what is no name stays."""

import json
import string

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assessments.redacting import Name, Redactor, fold, names_in

ORGANISATION = "Universität Zürich-Ost"


def redacted(text, *names):
    return Redactor([Name(words, "Partner 1") for words in names]).text(text)


@pytest.mark.parametrize(
    "written",
    [
        "Universität Zürich-Ost",
        "UNIVERSITÄT ZÜRICH-OST",
        "universitat zurich ost",
        "Universität\nZürich–Ost",
        "Univer\u00adsität Zür\u200bich-Ost",
        "Universita\u0308t Zu\u0308rich-Ost",
        "Universität   Zürich Ost",
        "UniversitätZürichOst",
    ],
)
def test_name_is_found_however_it_is_written(written):
    assert redacted(f"The {written}, leads.", ORGANISATION) == "The Partner 1, leads."


@pytest.mark.parametrize("text", ["Universität Zürich-Ostend", "Ostuniversität", "Zürich"])
def test_parts_of_other_words_stay(text):
    assert redacted(text, ORGANISATION) == text


def test_short_names_are_found_only_as_written():
    assert redacted("DE leads de groep; IDE stays.", "DE") == "Partner 1 leads de groep; IDE stays."


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Write to jan.peeters@water.example now", "Write to [e-mail] now"),
        ("jan (at) water . example", "[e-mail]"),
        ("See https://www.water.example/x?y=1 please", "See [www] please"),
        ("See water-link.be please", "See [www] please"),
        ("Call +32 9 123 45 67.", "Call [tel.]."),
        ("Call 0473/12 34 56.", "Call [tel.]."),
        ("From 01/02/2026 on, 100 000 EUR, 2026-2027", "From 01/02/2026 on, 100 000 EUR, 2026-2027"),
    ],
)
def test_addresses_and_telephones_go_and_figures_stay(text, shown):
    assert redacted(text) == shown


@given(
    st.text(alphabet=string.ascii_letters + "éèüïç-' ", min_size=5, max_size=30),
    st.text(max_size=60),
    st.text(max_size=60),
)
def test_no_name_is_left_in_any_text(name, before, after):
    words = name.strip()
    assume(sum(one.isalnum() for one in words) >= 4)
    text = redacted(f"{before} {words} {after}", words)
    assert fold(words) not in fold(text.replace("Partner 1", "").replace("\n", " ")) or fold(words) in fold(
        f"{before} | {after}"
    )


def test_longest_name_wins():
    names = [Name("Water", "Partner 2"), Name("Water Board Ghent", "Partner 1")]
    assert Redactor(names).text("Water Board Ghent saves water.") == "Partner 1 saves Partner 2."


def dossier(**answers):
    return {
        "schema": 2,
        "acronym": "WBG-CLEAN",
        "title": {"en": "Clean water with WBG"},
        "summary": {"en": "Waterboard Ghent Area works with Ville de Lille."},
        "partners": [
            {
                "uid": "u1",
                "position": 1,
                "role": "lead",
                "name": "Waterboard Ghent Area (WaGha)",
                "name_english": "Ghent Water",
                "abbreviation": "WBG",
                "street": "Coupure Links 12",
                "website": "https://waterboard.example",
                "identifiers": [{"scheme": "kbo", "value": "0123.456.789"}],
                "contributions": [
                    {"id": 1, "source": "City of Ghent fund", "amount": "1.00", "status": "public"}
                ],
                "city": "Gent",
                "country": "BE",
                "region": "BE234",
            }
        ],
        "answers": {
            "partner.u1.contact_first_name": {"": "Jana"},
            "partner.u1.contact_last_name": {"": "Vermeulen"},
            "partner.u1.contact_email": {"": "jana@waterboard.example"},
            "partner.u1.competence": {"en": "WBG, WGA and wagha know rivers; ask Jana Vermeulen."},
            "associated_organisation.a1.name": {"": "Ville de Lille"},
            "associated_organisation.a1.description": {"en": "Lille: the VILLE DE LILLE lends a boat."},
            "investment.i1.city": {"": "Gent"},
            "challenges": {"en": "0123 456 789 is the number of the Waterboard-Ghent Area"},
            **answers,
        },
        "annexes": [
            {"sha256": "a" * 64, "name": "WBG statutes.pdf", "description": ""},
            {"sha256": "b" * 64, "name": "plan.pdf", "description": "Plan of WBG"},
        ],
        "twins": ["X-1"],
        "confirmed": {"u1": "x"},
    }


SECRETS = (
    *("waterboard", "ghent water", "wbg", "wga", "wagha", "coupure", "0123", "vermeulen", "jana"),
    *("ville de lille", "city of ghent", "be234", "x-1", "statutes"),
)


def test_dossier_holds_nothing_that_tells_who_it_is():
    data = dossier()
    made = Redactor(names_in(data, ["Piet Jansen", "piet@waterboard.example"])).data(data, ["b" * 64])
    told = fold(json.dumps(made, ensure_ascii=False))
    for secret in SECRETS:
        assert secret not in told, secret
    assert made["partners"][0]["name"] == "Partner 1"
    assert [one["name"] for one in made["annexes"]] == ["plan.pdf"]
    assert made["annexes"][0]["description"] == "Plan of Partner 1"
    assert made["answers"]["associated_organisation.a1.description"]["en"].endswith("lends a boat.")


def test_unknown_columns_of_a_partner_do_not_pass():
    data = dossier()
    data["partners"][0]["new_secret"] = "Waterboard"
    assert "new_secret" not in Redactor(names_in(data)).data(data)["partners"][0]


def test_parts_of_a_small_project_fund_stay_whatever_the_partners_are_called():
    paid = {"fund": "ERDF", "rate": "45.00", "amount": "180000.00", "part": "small_projects"}
    given = {
        "id": 7,
        "source": "Small Projects",
        "status": "public",
        "amount": "1.00",
        "part": "small_projects",
    }
    partner = {"position": 1, "co_financing": [paid], "contributions": [given]}
    (found,) = Redactor([Name("Small Projects", "Partner 1")]).data({"partners": [partner]})["partners"]
    assert found["co_financing"] == [paid]
    assert found["contributions"] == [{**given, "source": ""}]


def test_keys_stay_though_their_digits_look_like_a_telephone():
    key = "347d3097-0798-4123-8556-338d4befe455"
    assert redacted(f"Call {key}") != f"Call {key}"
    rows = {"lines": [{"uid": key, "own_unit_cost": key}], "items": [{"own": key, "label": "Boat"}]}
    partner = {"uid": key, "position": 1, "role": "lead", **rows}
    used = [{"partner": key, "kind": "preparation"}]
    made = Redactor([]).data({"partners": [partner], "lump_sums": used})
    (found,) = made["partners"]
    assert {name: found[name] for name in partner} == partner
    assert made["lump_sums"] == used
