"""Reading a page of the form in few queries: a section, an entry, a partner's own fields."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db.models import BooleanField, Func, Q, QuerySet, TextField, Value

from apply.pages.boxes import Filling, Trouble
from apply.pages.choices import offers
from apply.pages.entries import NAMES, Card, Tree, card, child_lists, entry_list, field_groups
from apply.pages.places import ON_OWN_PAGE
from apply.pages.sheets import Block, Row, Sheet, blocks
from core.prepared import Prepared
from projects import fields
from projects.form import CATALOGUE, GROUPS, FormField, Use, is_asked_of, is_shown, row_key
from projects.form.places import row_place
from projects.models import Answer, Entry, Partnership, Project
from projects.opening import Opening

Texts = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Page:
    """What a page of the form is made for: what the call shows, who may write, what a save said."""

    project: Project
    uses: Mapping[str, Use]
    is_editable: bool
    troubles: Mapping[str, Trouble]
    notes: Mapping[str, str] = field(default_factory=dict)

    def shown(self, section: str) -> list[FormField]:
        """The fields of a section that stand on its pages."""
        return [
            one
            for one in CATALOGUE
            if one.section == section and is_shown(self.uses, one.key) and one.kind != "table"
        ]

    def filling(
        self, stored: Mapping[str, fields.Current], above: Mapping[str, tuple[str, ...]] | None = None
    ) -> Filling:
        opening = Opening.of(self.project, above)
        return Filling(stored, self.is_editable, self.troubles, self.uses, opening, self.notes)


def section_sheet(page: Page, section: str) -> Sheet:
    """The fields of a section and its lists of entries; four queries at most."""
    shown = [one for one in page.shown(section) if not one.group or _stands_in_section(one)]
    groups = {one.group for one in shown}
    kinds = [group for group in GROUPS.values() if group.kind in groups]
    rows = _of_kinds(tuple(kind.kind for kind in kinds)).rows(project=page.project.pk) if kinds else []
    plain = [one for one in shown if not one.group]
    tree = _tree(page, shown, rows, plain)
    lists = tuple(entry_list(tree, kind) for kind in kinds if not kind.parent)
    found = blocks(plain, page.project.call.languages, tree.filling, tree.offers)
    return Sheet(found, lists, tuple(page.project.call.languages))


def _stands_in_section(one: FormField) -> bool:
    """Whether a field of entries shows on their section; pages of their own show the rest."""
    above = GROUPS[one.group].parent
    while above:
        if above in ON_OWN_PAGE:
            return False
        above = GROUPS[above].parent
    return one.group not in ON_OWN_PAGE or one.attribute in NAMES


@dataclass(frozen=True)
class Around:
    """The entries before and after one on its page, and the one above it; None where there is none."""

    above: Card | None
    before: Card | None
    after: Card | None


def entry_sheet(page: Page, uid: UUID) -> tuple[Card, Sheet, Around] | None:
    """An entry with a page of its own and what hangs under it; four queries. None when there is none."""
    rows = NEAR.rows(project=page.project.pk, uid=uid)
    itself = next((one for one in rows if one.uid == uid), None)
    if itself is None or itself.kind not in ON_OWN_PAGE or _is_gone(itself, rows):
        return None
    shown = page.shown(GROUPS[itself.kind].section)
    whole = {one.pk for one in rows if itself.pk in (one.pk, one.parent_id) or one.kind not in ON_OWN_PAGE}
    tree = _tree(page, shown, rows, [], whole)
    if not tree.shown(itself.kind):
        return None
    found = card(tree, itself)
    lists = tuple(child_lists(tree, itself, 2))
    groups = tuple(field_groups(tree, itself, found.label))
    sheet = Sheet((Block("", "", groups),), lists, tuple(page.project.call.languages))
    return found, sheet, _around(tree, itself)


def _is_gone(entry: Entry, rows: Sequence[Entry]) -> bool:
    """Whether it was removed, or what it hangs under."""
    above = next((one for one in rows if one.pk == entry.parent_id), None)
    return entry.removed_at is not None or (above is not None and above.removed_at is not None)


def _around(tree: Tree, itself: Entry) -> Around:
    above = next((one for one in tree.entries if one.pk == itself.parent_id), None)
    row = [one for one in tree.under(itself.kind, above) if one.removed_at is None]
    place = row.index(itself)
    return Around(
        card(tree, above) if above else None,
        card(tree, row[place - 1]) if place else None,
        card(tree, row[place + 1]) if place + 1 < len(row) else None,
    )


def partner_sheet(page: Page, partner: Partnership) -> Sheet:
    """The fields of one partner, money apart; two queries."""
    kind = partner.organisation.type
    own = (one for one in page.shown("partners") if one.group == "partner")
    shown = [one for one in own if is_asked_of(one, kind)]
    texts = answers_of(page.project, [row_key(one, partner.uid) for one in shown if not one.is_column])
    filling = page.filling(fields.partner_tokens(page.project, partner, shown, texts))
    named = _by_name(texts)
    country = named.get(f"partner.{partner.uid}.department_country", {}).get("", "")
    countries = {"partner.department_region": country}
    row = Row(partner.uid, partner.abbreviation, countries)
    choices = offers(page.project, shown, [country] if country else [])
    found = blocks(shown, page.project.call.languages, filling, choices, row)
    return Sheet(found, (), tuple(page.project.call.languages))


@cache
def _of_kinds(kinds: tuple[str, ...]) -> Prepared[Entry]:
    """Entries of some kinds in order, removed ones too: these can come back."""
    return Prepared(
        lambda project: Entry.objects.filter(project=project, kind__in=kinds).for_form(), project=-1
    )


def _near(project: int, uid: UUID) -> QuerySet[Entry]:
    """An entry, what hangs under it, and all that have pages of their own."""
    near = Q(uid=uid) | Q(parent__uid=uid) | Q(parent__parent__uid=uid)
    return Entry.objects.filter(near | Q(kind__in=sorted(ON_OWN_PAGE)), project=project).for_form()


NEAR = Prepared(_near, project=-1, uid=UUID(int=1))


def _tree(
    page: Page,
    shown: Sequence[FormField],
    rows: Sequence[Entry],
    plain: Sequence[FormField],
    whole: Collection[int] | None = None,
) -> Tree:
    """The entries with their fields; those not in `whole` (where given) are only named on the page."""
    of_kind = {one.group: [other for other in shown if other.group == one.group] for one in shown}
    names = [one.key for one in plain if not one.is_column]
    named_only = {kind: [one for one in own if one.attribute in NAMES] for kind, own in of_kind.items()}
    own = []
    for row in rows:
        is_whole = row.kind not in ON_OWN_PAGE if whole is None else row.pk in whole
        own.append((of_kind if is_whole else named_only).get(row.kind, []))
        uid = str(row.uid)
        names += [row_key(one, uid) for one in own[-1] if not one.is_column]
    texts = answers_of(page.project, names)
    stored = fields.plain_tokens(page.project, plain, texts)
    for row, some in zip(rows, own, strict=True):
        stored |= fields.entry_tokens(page.project, row, some, texts)
    named = _by_name(texts)
    countries = {one[""] for name, one in named.items() if name.endswith(".country") and one.get("")}
    filling = page.filling(stored, _above(rows) if page.project.open_keys is not None else None)
    return Tree(page.project, rows, filling, offers(page.project, shown, countries), named)


def _above(rows: Sequence[Entry]) -> dict[str, tuple[str, ...]]:
    """The places of the entries that each row hangs under, by its identity."""
    by_pk = {row.pk: row for row in rows}
    found: dict[str, tuple[str, ...]] = {}
    for row in rows:
        places, parent = [], by_pk.get(row.parent_id or 0)
        while parent is not None:
            places.append(row_place(parent.kind, parent.uid))
            parent = by_pk.get(parent.parent_id or 0)
        found[str(row.uid)] = tuple(places)
    return found


def answers_of(project: Project, names: Sequence[str]) -> fields.Texts:
    """The texts that are stored under some names, by name and language; no query without names."""
    found = ANSWERS.rows(project=project.pk, names=list(names)) if names else ()
    return {(one.field, one.language): one for one in found}


def _named(project: int, names: list[str]) -> QuerySet[Any, Any]:
    """The texts of some fields as plain rows: a page of many needs nothing else of them."""
    known = Value(names, output_field=ArrayField(TextField()))
    found = Answer.objects.filter(_AnyOf("field", known), project=project)
    return found.values_list("field", "language", "text", "revision", named=True)


class _AnyOf(Func):
    """As `in`, with one parameter however many the values."""

    template, arg_joiner = "%(expressions)s)", " = ANY ("
    output_field = BooleanField()


ANSWERS: Prepared[Any] = Prepared(_named, project=-1, names=["no field"])


def _by_name(texts: fields.Texts) -> Texts:
    found: dict[str, dict[str, str]] = {}
    for (name, language), answer in texts.items():
        found.setdefault(name, {})[language] = answer.text
    return found
