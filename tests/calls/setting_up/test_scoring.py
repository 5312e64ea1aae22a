"""How proposals are scored: scale, thresholds, reasons, sections; and what stands once somebody scored."""

from decimal import Decimal

import pytest

from calls import facts, setting_up
from calls.models import Call
from calls.presets import presets
from calls.setting_up import Wrong
from calls.states import CallState
from core.errors import DomainError
from core.texts import Text
from programmes.states import Role
from projects.form import SECTIONS
from tests.factories.accounts import UserFactory
from tests.factories.assessments import AssessmentFactory, ScoreFactory
from tests.factories.calls import CallFactory, CriterionFactory
from tests.factories.programmes import StaffRoleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(settings):
    settings.CALL_FORM = settings.CALL_FORM | {"sections": "projects.form.SECTIONS"}
    return CallFactory(state=CallState.DRAFT)


@pytest.fixture
def manager(call):
    role = StaffRoleFactory(user=UserFactory(), programme=call.programme_period.programme, role=Role.MANAGER)
    return role.user


def criterion(**fields):
    row = {"group": "strategic", "title": Text(en="Relevance"), "question": Text(), "weight": 2}
    return {"criteria": {"relevance": row | fields}}


def test_change_puts_scale_threshold_and_criteria(call, manager):
    values = {
        "score_lowest": 1,
        "score_highest": 4,
        "threshold": Decimal("62.50"),
        "scale": {4: Text(en="good"), 1: Text(en="bad"), 9: Text(en="off the scale")},
        **criterion(threshold=Decimal("2.50"), comment_rule="always", section="relevance"),
    }
    setting_up.change(call, values, by=manager)
    call.refresh_from_db()
    assert (call.score_lowest, call.score_highest, call.threshold) == (1, 4, Decimal("62.50"))
    assert {point.value: str(point.words) for point in call.scale.all()} == {4: "good", 1: "bad"}
    row = call.criteria.get()
    assert (row.threshold, row.comment_rule, row.section) == (Decimal("2.50"), "always", "relevance")
    assert facts.facts_of(call)["scale.4"] == {"en": "good"}


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"score_lowest": 5, "score_highest": 5}, "score_highest"),
        ({"score_highest": 101}, "score_highest"),
        ({"threshold": Decimal(101)}, "threshold"),
        ({"assessors_wanted": 0}, "assessors_wanted"),
        ({"assessment_rounds": 3}, "assessment_rounds"),
        (criterion(threshold=Decimal(6)), "criteria"),
        (criterion(section="nowhere"), "criteria"),
        (criterion(comment_rule="sometimes"), "criteria"),
        (criterion(group="tactical"), "criteria"),
    ],
)
def test_change_refuses_what_makes_no_sense(call, manager, values, name):
    with pytest.raises(Wrong) as refused:
        setting_up.change(call, values, by=manager)
    assert refused.value.name == name


def scored(call):
    row = CriterionFactory(call=call, key="relevance", weight=2)
    ScoreFactory(criterion=row, assessment=AssessmentFactory())
    return row


@pytest.mark.parametrize(
    "values",
    [
        {"score_highest": 6},
        {"threshold": Decimal(10)},
        {"is_blind": True},
        {"scale": {5: Text(en="superb")}},
        criterion(weight=3),
        criterion(comment_rule="never"),
        {"criteria": {}},
    ],
)
def test_what_scores_mean_stands_once_somebody_scored(call, manager, values):
    scored(call)
    with pytest.raises(DomainError, match="scored"):
        setting_up.change(call, values, by=manager)


def test_words_and_section_can_be_made_clearer_after_scores(call, manager):
    row = scored(call)
    values = criterion(
        title=Text(en="Relevance of the project"), help=Text(en="Look at the need."), section="relevance"
    )
    setting_up.change(call, values | {"assessors_wanted": 3, "assessment_rounds": 2}, by=manager)
    row.refresh_from_db()
    assert (str(row.title), row.section) == ("Relevance of the project", "relevance")


def test_copy_takes_the_scale_along(call, manager):
    setting_up.change(call, {"score_highest": 4, "scale": {4: Text(en="good")}}, by=manager)
    setting_up.copy(call, code="copy-1", number=call.number % 900 + 50, days=365, by=manager)
    copy = Call.objects.get(code="copy-1")
    assert (copy.score_highest, [str(point.words) for point in copy.scale.all()]) == (4, ["good"])


@pytest.mark.parametrize("key", sorted(presets()))
def test_every_preset_fits_a_call_and_names_its_source(call, manager, key):
    preset = presets()[key]
    setting_up.change(call, preset.values(), by=manager)
    assert set(call.criteria.values_list("key", flat=True)) == set(preset.criteria)
    assert {row["section"] for row in preset.criteria.values()} <= set(SECTIONS)
    assert set(preset.title) == set(preset.source) == {"nl", "fr", "en"}


def test_the_set_for_micro_projects_brings_kind_and_rules_and_keeps_those_held(call, manager):
    held = {"parameters": {"maximum": 12}, "severity": "error"}
    setting_up.change(call, {"rules": {"duration": held}}, by=manager)
    preset = presets()["fwvl-micro"]

    setting_up.change(call, preset.values_for(call), by=manager)

    call.refresh_from_db()
    assert call.kind == "micro"
    rules = {row.kind: (row.parameters.get("maximum"), row.severity) for row in call.rules.all()}
    assert rules == {
        "both_sides": (None, "error"),
        "duration": (12, "error"),
        "grant": ("50000.00", "error"),
        "equal_content": (None, "error"),
    }
