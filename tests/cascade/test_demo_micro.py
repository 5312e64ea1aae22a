"""The demo call for micro-projects: open, marked, under the programme's rules; unequal texts are refused."""

from decimal import Decimal

import pytest
from django.conf import settings as django_settings

from calls.models import Call
from calls.rates import highest_rates
from calls.states import CallKind, CallState
from cascade import demo_micro
from core.errors import DomainError
from programmes.states import Role
from projects import dossier, eligibility
from projects.models import Answer
from tests.factories.accounts import UserFactory
from tests.factories.programmes import (
    PriorityFactory,
    ProgrammeFactory,
    ProgrammeFundFactory,
    ProgrammePeriodFactory,
    RegionFactory,
    SpecificObjectiveFactory,
    StaffRoleFactory,
)
from tests.factories.projects import AnswerFactory, complete_project

pytestmark = pytest.mark.django_db
FILES = django_settings.BASE_DIR / "fixtures" / "demo"
LONG = "Twee verenigingen aan beide kanten van de grens organiseren samen een feest. " * 5


@pytest.fixture
def edition(settings):
    """As the known facts state it: 60 percent, of micro-projects 100."""
    settings.DEMO = True
    programme = ProgrammeFactory(code="FWVL", countries=["BE", "FR"], languages=["fr", "nl"])
    made = ProgrammePeriodFactory(
        code="FWVL-VI", programme=programme, facts=[{"key": "rate_micro", "kind": "percent", "value": 100}]
    )
    made.area.set([RegionFactory(code="BE251"), RegionFactory(code="FRE11")])
    ProgrammeFundFactory(programme_period=made, max_rate=Decimal("60.00"))
    for code in ("ISO6.1", "ISO6.2"):
        SpecificObjectiveFactory(priority=PriorityFactory(programme_period=made), code=code)
    StaffRoleFactory(user=UserFactory(is_demo=True), programme=programme, role=Role.MANAGER)
    return made


def test_demo_call_is_open_and_marked_with_the_rules_of_the_programme(edition):
    assert demo_micro.load(FILES).changes_anything
    assert not demo_micro.load(FILES).changes_anything
    call = Call.objects.get()
    assert (call.kind, call.state, call.is_demo, call.is_open) == (
        CallKind.MICRO,
        CallState.PUBLISHED,
        True,
        True,
    )
    assert call.languages == ["fr", "nl"]
    assert {rule.kind: rule.severity for rule in call.rules.all()} == {
        "both_sides": "error",
        "duration": "warning",
        "grant": "error",
        "equal_content": "error",
        "one_lead": "error",
    }
    assert [(fund.fund_id, fund.rate) for fund in call.funds.all()] == [("ERDF", Decimal("100.00"))]
    assert call.criteria.count() == 7
    assert call.objectives.count() == 2


def test_rate_of_micro_projects_holds_for_their_calls_alone(edition):
    demo_micro.load(FILES)
    call = Call.objects.get()
    assert highest_rates(call) == {"ERDF": Decimal(100)}
    call.kind = CallKind.ORDINARY
    assert highest_rates(call) == {"ERDF": Decimal("60.00")}


def test_demo_is_refused_elsewhere(edition, settings):
    settings.DEMO = False
    with pytest.raises(DomainError):
        demo_micro.load(FILES)
    assert not Call.objects.exists()


def verdicts(project):
    checks = eligibility.evaluate(dossier.load(project))
    return {check.verdict for check in checks if check.key == "equal_content"}


def test_texts_of_a_micro_project_have_equal_content_in_both_languages(edition):
    demo_micro.load(FILES)
    project = complete_project(call=Call.objects.get())
    for field in ("challenges", "approach", "cooperation_need"):
        for language in ("fr", "nl"):
            AnswerFactory(project=project, field=field, language=language, text=LONG)
    assert verdicts(project) == {"passed"}
    Answer.objects.filter(field="approach", language="fr").update(text="Court.")
    assert "error" in verdicts(project)
