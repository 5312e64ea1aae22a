"""What a call may offer of what its programme has set up."""

import pytest

from calls.setting_up.offers import put_objectives
from calls.setting_up.wrong import Wrong
from tests.factories.calls import CallFactory
from tests.factories.programmes import PriorityFactory, SpecificObjectiveFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    return CallFactory(objectives=[], state="draft")


@pytest.mark.parametrize("retired", ["objective", "priority"])
def test_retired_objective_is_not_taken_anew_but_stays_where_it_was(call, retired):
    priority = PriorityFactory(programme_period=call.programme_period, retired=retired == "priority")
    objective = SpecificObjectiveFactory(priority=priority, retired=retired == "objective")
    with pytest.raises(Wrong, match="retired and not offered"):
        put_objectives(call, [objective])
    call.objectives.add(objective)
    put_objectives(call, [objective])
    assert list(call.objectives.all()) == [objective]
