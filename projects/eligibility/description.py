"""Checks of what the project describes: texts of sections, rows of lists, the structure of the work plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from projects.dossier import Dossier, EntryRecord, periods_of
from projects.eligibility import management
from projects.eligibility.check import Check, failed
from projects.eligibility.given import all_or_passed, lacking, titled, too_long
from projects.form import GROUPS, FormField, Group, Words, fields_of, fields_of_group, find

SECTIONS = (
    "associated",
    "relevance",
    "partnership",
    "policy",
    "work_plan",
    "results",
    "management",
    "durability",
    "small_projects",
    "unit_costs",
)
CLOSURE = 255
_ABOVE_ZERO: Mapping[str, Words] = {
    "target": gettext_lazy("Aim at more than zero."),
    "price": gettext_lazy("Give a price above zero."),
    "cost": gettext_lazy("Give a cost above zero."),
}


def checks(dossier: Dossier) -> Iterator[Check]:
    """Section by section, in the order of the form."""
    for section in SECTIONS:
        is_asked = any(dossier.call.asks_for(field.key) for field in fields_of(section))
        yield from all_or_passed(section, section, _section(dossier, section), is_asked=is_asked)


def _section(dossier: Dossier, section: str) -> Iterator[Check]:
    for field in fields_of(section):
        if _is_plain(field) and dossier.call.asks_for(field.key):
            yield from lacking(dossier, field)
    if section == "management":
        yield from management.checks(dossier)
    for group in GROUPS.values():
        if group.section == section:
            yield from _least(dossier, group)
    for entry in dossier.entries:
        if GROUPS[entry.kind].section == section:
            yield from _entry(dossier, entry)


def _is_plain(field: FormField) -> bool:
    """Whether a field stands once in its section, and is judged by nobody else."""
    return not field.group and field.kind != "table" and not management.is_own(field)


def long_texts(dossier: Dossier) -> Iterator[Check]:
    """Texts beyond their limit, wherever they stand."""
    rows = {str(partner.uid): partner.abbreviation for partner in dossier.partners}
    rows |= {str(entry.uid): name_of(entry) for entry in dossier.entries}
    for name, texts in dossier.answers.items():
        full = find(name, next(iter(texts), ""))
        if full is not None:
            yield from too_long(dossier, full, rows.get(full.row, ""))


def name_of(entry: EntryRecord) -> str:
    """An entry in words: "Activity 2.1"."""
    return f"{GROUPS[entry.kind].label} {entry.number}"


def _entry(dossier: Dossier, entry: EntryRecord) -> Iterator[Check]:
    for field in fields_of_group(entry.kind):
        if dossier.call.asks_for(field.key):
            yield from _entry_lacks(dossier, entry, field)
        if dossier.call.shows(field.key):
            yield from _entry_wrong(dossier, entry, field)


def _least(dossier: Dossier, group: Group) -> Iterator[Check]:
    """At least one entry where the form needs one and the call asks for its fields."""
    if not any(dossier.call.asks_for(field.key) for field in fields_of_group(group.kind)):
        return
    if group.kind == "strategy" and not dossier.call.options.get("strategy.strategy"):
        return
    if group.least_in == "project" and not dossier.entries_in(group.kind):
        yield failed("none", str(group.plural), _("There is none yet. Add at least one."), group.kind)
    if group.least_in == "parent":
        for parent in dossier.entries_in(group.parent):
            if not dossier.entries_in(group.kind, parent.uid):
                title = _("%(row)s: %(field)s") % {"row": name_of(parent), "field": group.plural}
                advice = _("There is none yet. Add at least one.")
                yield failed("none", title, advice, f"{group.kind}.{parent.uid}")


def _entry_lacks(dossier: Dossier, entry: EntryRecord, field: FormField) -> Iterator[Check]:
    if not field.is_column:
        yield from lacking(dossier, field, entry.uid, name_of(entry))
        return
    value = entry.held(field.attribute)
    if value is not None and value not in ("", ()):
        if field.attribute in _ABOVE_ZERO and not value:
            advice = str(_ABOVE_ZERO[field.attribute])
            yield failed(field.attribute, titled(field, name_of(entry)), advice, entry.key(field.attribute))
        return
    if field.kind == "period" and dossier.call.terms.period_months is None:
        return
    if (
        field.kind == "choice"
        and field.key == "strategy.strategy"
        and not dossier.call.options.get(field.key)
    ):
        return
    yield failed("missing", titled(field, name_of(entry)), _advice(field), entry.key(field.attribute))


def _advice(field: FormField) -> str:
    words = {
        "period": _("Choose a period."),
        "indicator": _("Choose an indicator of the programme."),
        "number": _("Give a number."),
        "partners": _("Choose the partners that take part."),
        "partner": _("Choose a partner."),
        "categories": _("Tick the cost category that it covers, or several."),
        "amount": _("Give an amount in euros."),
    }
    return words.get(field.kind, _("Choose one."))


def _entry_wrong(dossier: Dossier, entry: EntryRecord, field: FormField) -> Iterator[Check]:
    """A period after the end, as a shorter project leaves it; an indicator of another objective."""
    where, title = entry.key(field.attribute), titled(field, name_of(entry))
    value = entry.held(field.attribute) if field.is_column else None
    if field.kind == "period" and isinstance(value, int) and value != CLOSURE:
        last = len(periods_of(dossier))
        if last and value > last:
            advice = _("The project now ends with period %(last)d, and this is period %(number)d.")
            yield failed("period", title, advice % {"last": last, "number": value}, where)
    chosen = entry.indicator if field.kind == "indicator" else None
    if chosen and dossier.objective and chosen.objective != dossier.objective.id:
        advice = _("This indicator belongs to another specific objective. Choose one that fits.")
        yield failed("indicator", title, advice, where)
