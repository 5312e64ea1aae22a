"""What may change once a call is published: nothing that could hurt somebody who is applying."""

import pytest

from calls.limits import refusals

RULE = {"parameters": {"minimum": 2, "maximum": 10}, "severity": "error"}


def rule(severity="error", **parameters):
    return {"parameters": parameters, "severity": severity}


def fund(rate, is_fixed=False):
    return {"rate": rate, "is_fixed": is_fixed}


def annex(**change):
    return {"title": {"en": "A"}, "is_required": True, "per_partner": False, "step": 1, **change}


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("closes_at", "2026-10-01T10:00:00+00:00", "2026-10-02T10:00:00+00:00"),
        ("step1_closes_at", "2026-10-01T10:00:00+00:00", "2026-10-02T10:00:00+00:00"),
        ("title", {"en": "A"}, {"en": "B"}),
        ("introduction", {"en": "A"}, {}),
        ("budget", "100.00", "100.01"),
        ("several_funds", False, True),
        ("needs_second_confirmation", True, False),
        ("category.travel", None, True),
        ("objective.RSO1.1", None, "RSO1.1"),
        ("objective_budget.RSO1.1", "1.00", "2.00"),
        ("objective_budget.RSO1.1", "1.00", None),
        ("fund.ERDF", None, fund("60.00")),
        ("fund.ERDF", fund("60.00"), fund("70.00")),
        ("fund.ERDF", fund("60.00", is_fixed=True), fund("60.00")),
        ("flat_rate.staff", None, {"rate": 20, "is_fixed": False}),
        ("lump_sums.1", None, "Preparation"),
        ("annex.letter", None, annex(is_required=False)),
        ("annex.letter", annex(), annex(is_required=False, title={"en": "B"})),
        ("rule.partner_count", RULE, None),
        ("rule.partner_count", RULE, rule("warning", minimum=5)),
        ("rule.partner_count", RULE, rule(minimum=1, maximum=11)),
        ("rule.partner_count", RULE, rule(maximum=10)),
        ("rule.partner_count", None, rule("warning", minimum=2)),
        ("rule.window", rule(earliest="2027-02-01"), rule(earliest="2027-01-01")),
        ("rule.window", rule(latest="2027-02-01"), rule(latest="2027-03-01")),
        ("rule.partner_types", rule(allowed=["sme"]), rule(allowed=["sme", "university"])),
        ("rule.partner_types", rule(excluded=["sme", "university"]), rule(excluded=["sme"])),
        ("rule.area", rule(outside="refused"), rule(outside="justified")),
        ("rule.equal_content", rule(share=60, letters=9), rule(share=50, letters=10)),
        (
            "criterion.one",
            {"group": "a", "weight": 1, "title": {}},
            {"group": "a", "weight": 1, "title": {"en": "T"}},
        ),
        ("text.receipt", None, {"subject": {}, "body": {}}),
    ],
)
def test_widening_is_allowed(name, old, new):
    before, after = ({} if value is None else {name: value} for value in (old, new))

    assert refusals(before, after) == []


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("opens_at", "2026-10-01T10:00:00+00:00", "2026-09-01T10:00:00+00:00"),
        ("closes_at", "2026-10-01T10:00:00+00:00", "2026-09-30T10:00:00+00:00"),
        ("step1_closes_at", None, "2026-09-30T10:00:00+00:00"),
        ("step1_closes_at", "2026-09-30T10:00:00+00:00", None),
        ("code", "one", "two"),
        ("number", 1, 2),
        ("time_zone", "Europe/Brussels", "Europe/Lisbon"),
        ("period_months", 6, 12),
        ("period_months", 6, None),
        ("title", {"en": "A"}, {}),
        ("budget", "100.00", "99.99"),
        ("budget_form", "totals", "items"),
        ("several_funds", True, False),
        ("needs_second_confirmation", False, True),
        ("language.nl", None, True),
        ("language.nl", True, None),
        ("category.travel", True, None),
        ("objective.RSO1.1", "RSO1.1", None),
        ("objective_budget.RSO1.1", None, "1.00"),
        ("objective_budget.RSO1.1", "2.00", "1.00"),
        ("fund.ERDF", fund("60.00"), None),
        ("fund.ERDF", fund("60.00"), fund("59.99")),
        ("fund.ERDF", fund("60.00"), fund("60.00", is_fixed=True)),
        ("fund.ERDF", fund("60.00", is_fixed=True), fund("70.00", is_fixed=True)),
        ("flat_rate.staff", {"rate": 20, "is_fixed": False}, {"rate": 25, "is_fixed": False}),
        ("flat_rate.staff", {"rate": 20, "is_fixed": False}, None),
        *(
            (f"{name}.1", "Item", None)
            for name in ("lump_sums", "unit_costs", "strategies", "state_aid_schemes")
        ),
        ("annex.letter", None, annex()),
        ("annex.letter", annex(), None),
        ("annex.letter", annex(is_required=False), annex()),
        ("annex.letter", annex(), annex(per_partner=True)),
        ("rule.partner_count", None, RULE),
        ("rule.partner_count", RULE, rule(minimum=3, maximum=10)),
        ("rule.partner_count", RULE, rule(minimum=2, maximum=9)),
        ("rule.partner_count", rule(minimum=2), rule(minimum=2, maximum=10)),
        ("rule.partner_count", rule("warning", minimum=2), rule(minimum=2)),
        ("rule.window", rule(earliest="2027-02-01"), rule(earliest="2027-02-02")),
        ("rule.window", rule(earliest="2027-02-01"), rule(earliest="2027-02-01", latest="2030-01-01")),
        ("rule.partner_types", rule(allowed=["sme", "university"]), rule(allowed=["sme"])),
        ("rule.partner_types", rule(excluded=["sme"]), rule(excluded=["sme", "university"])),
        ("rule.area", rule(outside="justified"), rule(outside="refused")),
        ("rule.languages", rule(allowed=["nl"]), rule(allowed=["nl", "fr"])),
        ("rule.equal_content", rule(allowed=["nl", "fr"], share=60), rule(allowed=["nl", "fr"], share=61)),
        ("rule.equal_content", rule(allowed=["nl", "fr"], share=60), rule(allowed=["nl", "en"], share=60)),
        ("kind", "ordinary", "micro"),
        ("rule.both_sides", rule(sides=[["FR"], ["BE"]]), rule(sides=[["FR"], ["NL"]])),
        ("criterion.one", {"group": "a", "weight": 1}, {"group": "a", "weight": 2}),
        ("criterion.one", {"group": "a", "weight": 1}, None),
        ("criterion.one", None, {"group": "a", "weight": 1}),
    ],
)
def test_narrowing_is_refused_with_words(name, old, new):
    before, after = ({} if value is None else {name: value} for value in (old, new))

    ((refused, reason),) = refusals(before, after)

    assert refused == name
    assert reason


@pytest.fixture
def usual(settings):
    settings.CALL_FORM = {
        "defaults": "tests.calls.catalogue.DEFAULTS",
        "standard": "tests.calls.catalogue.STANDARD",
    }


@pytest.mark.parametrize(
    ("key", "old", "new", "is_allowed"),
    [
        ("theme", None, ("optional", 1), True),
        ("theme", None, ("required", 1), False),
        ("theme", ("optional", 1), None, False),
        ("theme", ("optional", 2), ("optional", 1), True),
        ("theme", ("optional", 1), ("optional", 2), False),
        ("theme", ("required", 2), ("required", 1), False),
        ("theme", ("required", 2), ("optional", 1), True),
        ("summary", None, ("optional", 1), True),
        ("summary", None, ("hidden", 1), False),
        ("summary", ("optional", 1), None, False),
        ("summary", ("hidden", 1), None, False),
        ("summary", ("hidden", 1), ("hidden", 2), True),
    ],
)
def test_fields_are_shown_or_asked_less_strictly(usual, key, old, new, is_allowed):
    """In this catalogue `theme` is hidden and `summary` required unless a call says otherwise."""
    before, after = (
        {} if value is None else {f"field.{key}": dict(zip(("use", "step"), value, strict=True))}
        for value in (old, new)
    )

    assert (refusals(before, after) == []) is is_allowed


@pytest.mark.parametrize(("old", "new"), [(None, "optional"), ("required", None), ("required", "hidden")])
def test_field_by_which_budgets_are_reckoned_stands(old, new):
    name = "field.rate.small_projects"
    before, after = ({name: {"use": use, "step": 1}} if use else {} for use in (old, new))
    (found,) = refusals(before, after)
    assert found == (name, "This can no longer be changed once the call is published.")
