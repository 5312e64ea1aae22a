"""Mails in a call's own words: which there are, which variables they know, and how these are filled in.

Only names in braces that the mail knows are replaced, by plain text. Nothing else in a text has a meaning:
no template language reads it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from calls.models import Call
from core.texts import Text

SUBJECT_LIMIT = 200
BODY_LIMIT = 10_000
_VARIABLE = re.compile(r"\{([a-z_]{1,40})\}")


@dataclass(frozen=True)
class Kind:
    """A mail that a call may write itself: when it is sent, and the names of its variables."""

    label: str | Promise
    variables: tuple[str, ...]


VARIABLES: Mapping[str, str | Promise] = {
    "recipient": _("the name of the person who gets the e-mail"),
    "project": _("number and acronym of the proposal"),
    "call": _("title of the call"),
    "programme": _("name of the programme"),
    "received": _("when the submission was received, in the call's time zone"),
    "version": _("number of the submitted version"),
    "hash": _("fingerprint of the submitted version"),
    "decided_on": _("date of the decision"),
    "note": _("what the secretariat adds"),
    "conditions": _("conditions of the approval"),
}
_ALWAYS = ("recipient", "project", "call", "programme")
_DECISION = (*_ALWAYS, "decided_on", "note")
KINDS: Mapping[str, Kind] = {
    "receipt": Kind(_("Receipt of a submission"), (*_ALWAYS, "received", "version", "hash")),
    "step_return_to_applicant": Kind(_("Proposal goes back to be completed"), (*_ALWAYS, "note")),
    "decision_eligible": Kind(_("Proposal is eligible"), _DECISION),
    "decision_ineligible": Kind(_("Proposal is not eligible"), _DECISION),
    "decision_approved": Kind(_("Proposal is approved"), _DECISION),
    "decision_approved_with_conditions": Kind(
        _("Proposal is approved with conditions"), (*_DECISION, "conditions")
    ),
    "decision_reserve": Kind(_("Proposal is on the reserve list"), _DECISION),
    "decision_postponed": Kind(_("Decision is postponed"), _DECISION),
    "decision_not_approved": Kind(_("Proposal is not approved"), _DECISION),
    "step1_eligible": Kind(_("Step 1: proposal is eligible"), _DECISION),
    "step1_ineligible": Kind(_("Step 1: proposal is not eligible"), _DECISION),
    "step1_approved": Kind(_("Step 1: proposal goes on to step 2"), _DECISION),
    "step1_approved_with_conditions": Kind(
        _("Step 1: proposal goes on under conditions"), (*_DECISION, "conditions")
    ),
    "step1_not_approved": Kind(_("Step 1: proposal does not go on"), _DECISION),
}


def unknown_variables(kind: str, text: str) -> list[str]:
    """The names in braces that this mail does not know, in their order."""
    known = KINDS[kind].variables
    return [name for name in _VARIABLE.findall(text) if name not in known]


def fill(kind: str, text: str, values: Mapping[str, object]) -> str:
    """The text with its variables; a variable without a value becomes nothing, an unknown one stays."""
    known = KINDS[kind].variables
    return _VARIABLE.sub(lambda match: str(values.get(match[1], "")) if match[1] in known else match[0], text)


def own_words(call: Call, kind: str, language: str) -> tuple[str, str] | None:
    """Subject and body of a mail in this very language, with braces; None: the portal's own words hold."""
    row = call.texts.filter(kind=kind).first() if kind in KINDS else None
    if row is None or language not in row.body or language not in row.subject:
        return None
    return row.subject[language], row.body[language]


def example(kind: str, texts: tuple[Text, Text], language: str) -> tuple[str, str]:
    """Subject and body as a reader of the language would get them, variables shown as what they stand for."""
    values = {name: f"[{VARIABLES[name]}]" for name in KINDS[kind].variables}
    subject, body = (text.best(language).text for text in texts)
    return fill(kind, subject, values), fill(kind, body, values)
