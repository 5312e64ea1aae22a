"""Checks of cooperation criteria (Regulation (EU) 2021/1059, Art. 23(4)) and of horizontal principles."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from projects.dossier import Dossier
from projects.eligibility.check import Check, failed, passed
from projects.eligibility.given import lacking
from projects.form import CRITERIA, FIELDS, PRINCIPLES, FormField

_ALWAYS, _ONE_OF = CRITERIA[:2], CRITERIA[2:]


def is_own(field: FormField) -> bool:
    """Whether a field is judged here, and not by itself."""
    return field.part in {"cooperation", "horizontal"}


def checks(dossier: Dossier) -> Iterator[Check]:
    """The criteria that must be met, and a reason for each; an effect on each principle, and a reason."""
    if any(dossier.call.asks_for(f"cooperation.{name}") for name in CRITERIA):
        yield from _least(dossier)
    for name in CRITERIA:
        text = f"cooperation.{name}_text"
        if dossier.plain(f"cooperation.{name}") == "yes" and dossier.call.asks_for(text):
            yield from lacking(dossier, FIELDS[text], row=str(FIELDS[f"cooperation.{name}"].label))
    for name in PRINCIPLES:
        yield from _principle(dossier, name)


def _least(dossier: Dossier) -> Iterator[Check]:
    """Joint development and implementation, and at least one of staffing and financing."""
    said = {name: dossier.plain(f"cooperation.{name}") for name in CRITERIA}
    title = _("Cooperation criteria")
    unmet = [name for name in _ALWAYS if said[name] != "yes" and dossier.call.shows(f"cooperation.{name}")]
    for name in unmet:
        advice = _("Every project does this together: “%(name)s”. Say yes, and how.")
        label = {"name": FIELDS[f"cooperation.{name}"].label}
        yield failed("cooperation", title, advice % label, f"cooperation.{name}")
    choices = [name for name in _ONE_OF if dossier.call.shows(f"cooperation.{name}")]
    if choices and not any(said[name] == "yes" for name in choices):
        advice = _("Share staff, or money, or both: at least one of the two is needed.")
        yield failed("cooperation", title, advice, f"cooperation.{choices[0]}")
    elif not unmet:
        yield passed(
            "cooperation", title, _("As many as the regulation asks for."), "cooperation.development"
        )


def _principle(dossier: Dossier, name: str) -> Iterator[Check]:
    effect, text = FIELDS[f"horizontal.{name}"], FIELDS[f"horizontal.{name}_text"]
    said = dossier.plain(effect.key)
    if dossier.call.asks_for(effect.key) and not said:
        yield from lacking(dossier, effect)
    if said in {"positive", "negative"} and dossier.call.asks_for(text.key):
        yield from lacking(dossier, text, row=str(effect.label))
