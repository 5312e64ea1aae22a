"""The state-aid self-check of a partner: what its answers to four questions mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

Risk = Literal["risk", "indirect", "none", "incomplete"]


def risk_of(answers: Sequence[str]) -> Risk:
    """The risk from the answers ("yes", "no" or blank) in the order of projects.form.STATE_AID_QUESTIONS.

    All four yes: the partner acts on a market with an advantage. Only the last one certain: others may gain
    by the project. Criteria of Article 107(1) of the Treaty on the Functioning of the European Union.
    """
    if any(answer not in ("yes", "no") for answer in answers):
        return "incomplete"
    if all(answer == "yes" for answer in answers):
        return "risk"
    return "indirect" if answers[-1] == "yes" else "none"
