"""What is stored in the fields now, with the tokens that saves must name.

A field that was never filled stands there too, blank, with the token that a first save names: in each
language of the call if it is a text, in each row that there is. What the call hides stands nowhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Protocol
from uuid import UUID

from django.db.models import prefetch_related_objects

from core.prepared import Prepared
from projects.budget import ENTERED, SMALL_PROJECTS, Item, Line
from projects.dossier import (
    CallFacts,
    Contribution,
    LumpSumUse,
    Partner,
    financed_parts,
    hang_rows,
    parts_of,
    rows,
)
from projects.fields.outcomes import Current, token_of
from projects.form import CATALOGUE, FormField, full_key, is_shown, rate_key, row_key, uses_of
from projects.models import Answer, Entry, Partnership, Project
from projects.models.entries import COLUMN_OF

_MONEY = Prepared(
    lambda project: (
        Project.objects.select_related("call").annotate(**rows.money_of_project()).filter(pk=project)
    ),
    project=-1,
)
UNWRITTEN = Current("", "0")
COLUMNS = {"objective": "objective_id", "theme": "theme_id"}


class Written(Protocol):
    """A text as it is stored, and how often it was saved (projects.models.Answer)."""

    @property
    def text(self) -> str: ...

    @property
    def revision(self) -> int: ...


Texts = Mapping[tuple[str, str], Written]


def tokens(project: Project) -> dict[str, Current]:
    """Every shown field by full key, for rendering it; a few queries whatever the rows."""
    found = _MONEY.rows(project=project.pk)
    if not found:
        raise Project.DoesNotExist
    prefetch_related_objects(found, "call__funds", "call__fields")
    return tokens_of(hang_rows(found[0]))


def tokens_of(fetched: Project) -> dict[str, Current]:
    """The same, of a project with its rows at hand; no query when projects.dossier.fetch read it."""
    shown = _shown(fetched)
    texts = _by_name(fetched.answers.all())
    funds = sorted(row.fund_id for row in fetched.call.funds.all())
    found = plain_tokens(fetched, shown, texts)
    parts = financed_parts(fetched)
    for partner in fetched.partnerships.all():
        found |= partner_tokens(fetched, partner, shown, texts)
        found |= _money(partner, funds, parts)
        found |= _item_texts(fetched, partner, shown, texts)
    for entry in fetched.entries.all():
        found |= entry_tokens(fetched, entry, shown, texts)
    return found | _lump_sums(fetched, texts)


def _shown(project: Project) -> list[FormField]:
    prefetch_related_objects([project.call], "fields")
    uses = uses_of(project.call, project.step)
    return [field for field in CATALOGUE if is_shown(uses, field.key) and field.kind != "table"]


def _by_name(answers: Iterable[Answer]) -> Texts:
    return {(answer.field, answer.language): answer for answer in answers}


def _structured(value: object) -> Current:
    text = "" if value is None else value.isoformat() if isinstance(value, date) else str(value)
    return Current(text, token_of(text))


def _filled(
    fields: Iterable[FormField],
    languages: Iterable[str],
    texts: Texts,
    column: Callable[[FormField], object],
    row: object = "",
) -> dict[str, Current]:
    """Fields that stand together, in one row or in none."""
    found = {}
    for field in fields:
        name = row_key(field, row) if row else field.key
        if field.is_column:
            found[name] = _structured(column(field))
            continue
        for language in languages if field.multilingual else ("",):
            answer = texts.get((name, language))
            now = Current(answer.text, str(answer.revision)) if answer else UNWRITTEN
            found[full_key(name, language)] = now
    return found


def plain_tokens(project: Project, shown: Iterable[FormField], texts: Texts) -> dict[str, Current]:
    """The fields among `shown` that stand in no row, from texts at hand; no query."""
    own = [field for field in shown if not field.group]
    return _filled(
        own,
        project.call.languages,
        texts,
        lambda field: getattr(project, COLUMNS.get(field.key, field.key)),
    )


def partner_tokens(
    project: Project, partner: Partnership, shown: Iterable[FormField], texts: Texts
) -> dict[str, Current]:
    """The same of one partner's row, money apart."""
    own = [field for field in shown if field.group == "partner"]
    languages = project.call.languages
    return _filled(own, languages, texts, lambda field: getattr(partner, field.attribute), partner.uid)


def entry_tokens(
    project: Project, entry: Entry, shown: Iterable[FormField], texts: Texts
) -> dict[str, Current]:
    """The same of one entry, read with its links or for the form."""
    own = [field for field in shown if field.group == entry.kind]
    return _filled(own, project.call.languages, texts, lambda field: _link(entry, field), str(entry.uid))


def _link(entry: Entry, field: FormField) -> object:
    """What a column of an entry holds, as its target spells it."""
    if field.kind == "partner":
        return entry.partner_uid
    if field.kind == "partners":
        return ",".join(sorted(str(uid) for uid in entry.named_partners))
    return getattr(entry, COLUMN_OF[field.attribute])


def _money(row: Partnership, funds: Sequence[str], parts: Iterable[str]) -> dict[str, Current]:
    """Amounts, rates, contributions and the figures of cost items of a partner of `partner_rows`."""
    given = rows.contributions_of(row, is_apart=SMALL_PROJECTS in parts)
    found = _amounts(row.uid, rows.lines_of(row), given, rows.items_of(row))
    for part in parts:
        found |= _fund_rates(row.uid, rows.rates_of(row, part), funds, part)
    return found


def money_tokens(partner: Partner, call: CallFacts, texts: Texts) -> dict[str, Current]:
    """All of one partner's money in a dossier, its flat rates and the texts of its rows of costs; no query.

    `texts` are those of its rows by name and language, read by `names_of_items`.
    """
    shown = [one for one in CATALOGUE if call.shows(one.key) and one.kind != "table"]
    flat = {f"{kind}_rate": rate for kind, rate in vars(partner.rates).items()}
    rates = [one for one in shown if one.group == "partner" and one.attribute in flat]
    found = _filled(rates, (), texts, lambda one: flat[one.attribute], partner.uid)
    found |= _amounts(partner.uid, partner.lines, partner.contributions, partner.items)
    funds = sorted(fund.code for fund in call.funds)
    for part in parts_of(call, partner):
        found |= _fund_rates(partner.uid, part.rates, funds, part.part)
    own = _of_items(shown)
    for item in partner.items if own else ():
        found |= _filled(own, call.languages, texts, lambda _one: None, item.uid)
    return found


def names_of_items(partner: Partner, call: CallFacts) -> list[str]:
    """The names under which the texts of a partner's rows of costs are stored."""
    own = _of_items(one for one in CATALOGUE if call.shows(one.key))
    return [row_key(one, item.uid) for item in partner.items for one in own]


def _of_items(shown: Iterable[FormField]) -> list[FormField]:
    """The texts that a row of costs asks for."""
    return [one for one in shown if one.group == "cost" and not one.is_column and one.kind != "table"]


def _amounts(
    uid: UUID, lines: Iterable[Line], contributions: Iterable[Contribution], items: Iterable[Item]
) -> dict[str, Current]:
    amounts = {(line.category, line.period): line.amount for line in lines}
    found = {f"budget.{uid}.{category}": _structured(amounts.get((category, None))) for category in ENTERED}
    for (category, period), amount in amounts.items():
        if period is not None:
            found[f"budget.{uid}.{category}.{period}"] = _structured(amount)
    for given in contributions:
        for column in ("source", "status", "amount"):
            found[f"contribution.{given.id}.{column}"] = _structured(getattr(given, column))
    return found | _items(items)


def _fund_rates(
    uid: UUID, chosen: Mapping[str, Decimal], funds: Sequence[str], part: str
) -> dict[str, Current]:
    codes = (*funds, *(code for code in chosen if code not in funds))
    return {rate_key(uid, fund, part): _structured(chosen.get(fund)) for fund in codes}


def _items(items: Iterable[Item]) -> dict[str, Current]:
    found = {}
    for item in items:
        found[f"cost.{item.uid}.unit_cost"] = _structured(item.priced_by)
        for column in ("units", "price", "investment"):
            found[f"cost.{item.uid}.{column}"] = _structured(getattr(item, column))
        for part in item.periods:
            found[f"cost.{item.uid}.period.{part.number}"] = _structured(part.amount)
    return found


def _item_texts(
    project: Project, row: Partnership, shown: Iterable[FormField], texts: Texts
) -> dict[str, Current]:
    own = _of_items(shown)
    found: dict[str, Current] = {}
    for item in rows.items_of(row) if own else ():
        found |= _filled(own, project.call.languages, texts, lambda field: None, item.uid)
    return found


def lump_sum_tokens(uses: Iterable[LumpSumUse]) -> dict[str, Current]:
    """Periods and shares of the lump sums of a dossier; no query."""
    found: dict[str, Current] = {}
    for use in uses:
        found[f"lump_sum.{use.uid}.period"] = _structured(use.period)
        for part in use.shares:
            found[f"lump_sum.{use.uid}.share.{part.partner}"] = _structured(part.amount)
    return found


def _lump_sums(project: Project, texts: Texts) -> dict[str, Current]:
    uses = rows.lump_sums_of(project)
    found = lump_sum_tokens(uses)
    for use in uses:
        answer = texts.get((f"lump_sum.{use.uid}.comment", ""))
        comment = Current(answer.text, str(answer.revision)) if answer else UNWRITTEN
        found[f"lump_sum.{use.uid}.comment"] = comment
    return found
