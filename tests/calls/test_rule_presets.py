"""Known conditions that a call can take over."""

import pytest

from calls.models import Call
from calls.rule_presets import rule_presets, rule_presets_for
from tests.factories.calls import CallFactory, CallRuleFactory

pytestmark = pytest.mark.django_db


def test_every_set_names_its_source_and_keeps_to_what_rules_take():
    found = rule_presets()
    assert "interreg-europe" in found
    assert all(
        one.rules and set(one.source) == set(one.title) == {"nl", "fr", "en"} for one in found.values()
    )
    assert found["interreg-europe"].fields == {"policy_instruments": "required"}


def test_a_set_joins_the_rules_and_fields_of_the_call():
    call = Call.objects.get(pk=CallFactory(state="draft").pk)
    CallRuleFactory(call=call, kind="one_lead")
    CallRuleFactory(call=call, kind="duration", parameters={"maximum": 12})
    (preset,) = [one for one in rule_presets_for(call) if one.key == "interreg-europe"]
    values = preset.values(call)
    assert values["rules"]["one_lead"] == {"parameters": {}, "severity": "error"}
    assert values["rules"]["duration"]["parameters"] == {"minimum": 36, "maximum": 60}
    assert values["rules"]["total_budget"]["severity"] == "warning"
    assert values["fields"]["policy_instruments"] == ("required", 1)
    assert values["fields"]["title"] == ("required", 1)
