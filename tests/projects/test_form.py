"""The catalogue of the form."""

import pytest

from projects.budget import ENTERED, FLAT_RATES
from projects.form import (
    CATALOGUE,
    DEFAULTS,
    FIELDS,
    FINANCED_APART,
    GROUPS,
    PARTS,
    SECTIONS,
    STANDARD,
    FullKey,
    fields_of,
    fields_of_group,
    find,
    full_key,
    row_key,
    sections_of,
    uses_from,
)


def test_every_field_stands_in_one_section_under_its_own_key():
    assert len(FIELDS) == len(CATALOGUE) == 219
    assert [field for section in SECTIONS for field in fields_of(section)] == list(CATALOGUE)
    assert all(str(field.label) for field in CATALOGUE)
    assert {field.part for field in CATALOGUE} == {"", *PARTS}


def test_limits_are_those_that_programmes_know():
    limits = {field.key: field.limit for field in CATALOGUE if field.limit}
    prose = {
        5000: "summary challenges approach cooperation_need knowledge partnership coordination quality"
        " communication financial_management ownership durability transferability",
        3000: "partner.competence partner.project_role partner.experience activity.description"
        " associated_organisation.description",
        2000: "target_group.description strategy.contribution synergy.project synergy.description",
        1000: "work_package.specific_objective work_package.communication_objective result.description",
        500: "overall_objective output.description",
        300: "deliverable.description",
        250: "title partner.department partner.homepage contribution.source associated_organisation.name",
        200: "activity.title output.title",
        100: "work_package.title deliverable.title partner.other_identifier_description",
        50: "investment.title partner.street partner.city partner.vat partner.other_identifier",
        25: "acronym partner.contact_phone partner.representative_title",
        20: "partner.house_number partner.postcode",
        15: "partner.abbreviation",
    }
    assert {key: limits[key] for keys in prose.values() for key in keys.split()} == {
        key: limit for limit, keys in prose.items() for key in keys.split()
    }
    long_texts = [key for key, limit in limits.items() if key.startswith("investment.") and limit == 2000]
    assert len(long_texts) == 10
    assert {limit for key, limit in limits.items() if key.endswith("_text")} == {2000}


def test_full_keys_fit_into_the_column_that_holds_them():
    row = "00000000-0000-0000-0000-000000000000"
    keys = [row_key(field, row, "nl" * field.multilingual) for field in CATALOGUE if field.group]
    assert max(len(key) for key in keys) <= 100


def test_every_group_has_fields_and_hangs_under_a_group():
    for kind, group in GROUPS.items():
        assert fields_of_group(kind)
        assert {field.section for field in fields_of_group(kind)} == {group.section}
        assert not group.parent or group.parent in GROUPS
    most = {kind: group.most for kind, group in GROUPS.items()}
    assert most == {
        "associated_organisation": 30, "target_group": 20, "strategy": 20, "synergy": 20,
        "work_package": 20, "activity": 20, "deliverable": 20, "output": 10, "investment": 20, "result": 20,
        "own_unit_cost": 10, "final_recipient": 20, "policy_instrument": 40,
        "stakeholder": 60, "action_plan": 5, "pilot_action": 5, "policy_improvement": 10,
    }  # fmt: skip


def test_a_call_that_says_nothing_shows_the_short_form():
    assert sections_of(DEFAULTS) == ("identification", "summary", "partners", "budget", "annexes")
    shown = [key for key, use in DEFAULTS.items() if use != "hidden" and not FIELDS[key].group]
    assert shown == [
        *("acronym", "title", "objective", "theme", "start_date", "end_date", "summary"),
        "annexes",
    ]


def test_the_standard_form_shows_every_section_and_asks_for_what_the_usual_checks_ask():
    by_choice = {"unit_costs", "small_projects", "policy"}
    assert sections_of(STANDARD) == tuple(key for key in SECTIONS if key not in by_choice)
    assert STANDARD.keys() == FIELDS.keys()
    hidden = {key for key, use in STANDARD.items() if use == "hidden"}
    asked = {field.key for section in by_choice for field in fields_of(section)}
    enterprise = {key for key, field in FIELDS.items() if field.part == "enterprise"}
    assert hidden == {"call_theme", FINANCED_APART, *asked, *enterprise}
    optional = {key for key, use in STANDARD.items() if use == "optional" and not FIELDS[key].is_fixed}
    assert {
        "partner.experience",
        "result.baseline",
        "investment.pilot",
        "partner.department_city",
    } <= optional
    assert {"partner.street", "activity.partners", "output.target", "cooperation.staffing"}.isdisjoint(
        optional
    )


def test_uses_follow_the_deviations_of_the_call_in_its_step():
    rows = [
        ("challenges", "required", 2),
        ("summary", "hidden", 1),
        ("acronym", "hidden", 2),
        ("gone", "optional", 1),
    ]
    second, first = uses_from(rows), uses_from(rows, step=1)
    assert (second["challenges"], first["challenges"]) == ("required", "hidden")
    assert (second["summary"], first["summary"]) == ("hidden", "hidden")
    assert (second["acronym"], first["acronym"]) == ("required", "required")
    assert second.keys() == FIELDS.keys()


def test_costs_and_flat_rates_are_all_in_the_budget():
    keys = {field.key for field in fields_of("budget")}
    assert {f"budget.{name}" for name in ENTERED} <= keys
    assert {f"partner.{name}_rate" for name in FLAT_RATES} <= keys


@pytest.mark.parametrize(
    ("key", "language", "found"),
    [
        ("acronym", "", FullKey(FIELDS["acronym"], attribute="acronym")),
        ("title.nl", "", FullKey(FIELDS["title"], language="nl")),
        ("title", "fr", FullKey(FIELDS["title"], language="fr")),
        ("title.nl", "fr", FullKey(FIELDS["title"], language="nl")),
        ("budget.u-1.staff", "", FullKey(FIELDS["budget.staff"], "u-1", "staff")),
        ("rate.u-1.ERDF", "", FullKey(FIELDS["rate"], "u-1", "ERDF")),
        ("rate.u-1.A.B", "", FullKey(FIELDS["rate"], "u-1", "A.B")),
        ("contribution.7.amount", "", FullKey(FIELDS["contribution.amount"], "7", "amount")),
        ("challenges.nl", "", FullKey(FIELDS["challenges"], language="nl")),
        (
            "cooperation.staffing",
            "",
            FullKey(FIELDS["cooperation.staffing"], attribute="cooperation.staffing"),
        ),
        ("cooperation.staffing_text.nl", "", FullKey(FIELDS["cooperation.staffing_text"], language="nl")),
        ("partner.u-1.street", "", FullKey(FIELDS["partner.street"], "u-1", "street")),
        ("partner.u-1.competence.fr", "", FullKey(FIELDS["partner.competence"], "u-1", "competence", "fr")),
        ("activity.u-1.title", "nl", FullKey(FIELDS["activity.title"], "u-1", "title", "nl")),
        ("output.u-1.target", "nl", FullKey(FIELDS["output.target"], "u-1", "target")),
        (
            "rate.u-1.small_projects.A.B",
            "",
            FullKey(FIELDS[FINANCED_APART], "u-1", "small_projects.A.B"),
        ),
        ("activity.u-1.title", "", None),
        ("activity.u-1.title.nl.x", "", None),
        ("activity.u-1.first_period.nl", "", None),
        ("activity..title.nl", "", None),
        ("partner.u-1.street.nl", "", None),
        ("cooperation.staffing.nl", "", None),
        ("lump_sums", "", None),
        ("title", "", None),
        ("title.", "", None),
        ("title.nl.x", "", None),
        ("rate", "", None),
        ("rate.ERDF", "", None),
        ("budget.u-1.office", "", None),
        ("partner.u-1.role", "", None),
        ("acronym.nl", "", None),
        ("", "", None),
        (".", "", None),
        ("..", "", None),
    ],
)
def test_find_takes_a_full_key_apart(key, language, found):
    assert find(key, language) == found


def test_full_key_puts_the_language_last():
    assert (full_key("title", "nl"), full_key("acronym")) == ("title.nl", "acronym")


def test_the_name_of_a_full_key_is_the_key_without_its_language():
    for key in ("title.nl", "activity.u-1.title.nl"):
        assert f"{find(key).name}.nl" == key
    for key in (
        "acronym",
        "partner.u-1.street",
        "cooperation.staffing",
        "rate.u-1.A.B",
        "rate.u-1.small_projects.A",
    ):
        assert find(key).name == key


def test_fields_that_follow_another_come_and_go_with_it():
    parts = [field.key for field in fields_of_group("own_unit_cost")]
    assert {uses_from(())[key] for key in parts} == {"hidden"}
    shown = uses_from([("own_unit_costs", "optional", 1)])
    assert {shown[key] for key in parts} == {"required"}
    later = uses_from([("own_unit_costs", "optional", 2)], step=1)
    assert {later[key] for key in parts} == {"hidden"}
