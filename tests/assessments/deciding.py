"""A decision on money, as most tests take one."""

from datetime import date

from assessments import decisions
from assessments.states import Outcome
from projects.lifecycle import Seen

DAY = date(2026, 1, 15)
CONDITIONS = "Find a French partner."


def decide(project, by, outcome=Outcome.APPROVED, decided_on=DAY, **said):
    """Decided on the version that is there now, with a reason, and conditions where there are to be some."""
    usual = {"reason": "Well argued."}
    if outcome == Outcome.APPROVED_WITH_CONDITIONS:
        usual["conditions"] = CONDITIONS
    return decisions.decide(
        project, by=by, outcome=outcome, seen=Seen.of(project), decided_on=decided_on, **{**usual, **said}
    )
