"""Whether a dossier is complete and keeps the rules of its call: one list of checks for every reader.

The form, the check page, the submit transaction, the screening sheet and the receipt show the same verdicts.
Nothing here reads the database or the clock: a frozen dossier is judged tomorrow as it was today.
"""

from __future__ import annotations

from django.utils import translation

from core.texts import LANGUAGES, Text
from projects.dossier import Dossier
from projects.eligibility import (
    annexes,
    content,
    description,
    finances,
    partner_details,
    partners,
    policy,
    rules,
    small_projects,
    spreading,
)
from projects.eligibility.check import Check, CheckTexts

__all__ = ["Check", "CheckTexts", "evaluate", "evaluate_texts", "findings"]


def evaluate(dossier: Dossier) -> tuple[Check, ...]:
    """Every check with its verdict, texts in the active language, in the order of the form, rules last.

    `key` and `where` together are unique in the list.
    """
    return (
        *content.checks(dossier),
        *partners.checks(dossier),
        *partner_details.checks(dossier),
        *description.checks(dossier),
        *description.long_texts(dossier),
        *finances.checks(dossier),
        *spreading.checks(dossier),
        *small_projects.checks(dossier),
        *policy.checks(dossier),
        *annexes.checks(dossier),
        *rules.checks(dossier),
    )


def findings(dossier: Dossier) -> tuple[Check, ...]:
    """The checks that did not pass."""
    return tuple(check for check in evaluate(dossier) if check.verdict != "passed")


def evaluate_texts(dossier: Dossier) -> tuple[CheckTexts, ...]:
    """As `evaluate`, with titles and reasons in every language of the portal."""
    by_language = {}
    for language in LANGUAGES:
        with translation.override(language):
            by_language[language] = evaluate(dossier)
    return tuple(
        CheckTexts(
            key=same[0].key,
            title=Text({code: check.title for code, check in zip(by_language, same, strict=True)}),
            verdict=same[0].verdict,
            reason=Text({code: check.reason for code, check in zip(by_language, same, strict=True)}),
            where=same[0].where,
        )
        for same in zip(*by_language.values(), strict=True)
    )
