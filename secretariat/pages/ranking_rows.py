"""The rows of a ranking, drawn in code: fifty rows of ten cells would be most of what their page costs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.forms import ChoiceField
from django.urls import reverse
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from assessments.states import Place
from core import money
from core.templatetags.ui import state_badge
from projects.states import State
from secretariat.filters.ranking import RankingFilter
from secretariat.pages.ranking import Part, Shown

COLUMNS = 10
_NOBODY = UUID(int=0)


@dataclass(frozen=True)
class Look:
    """What all rows share: addresses with a stand-in for the proposal, and words, escaped."""

    language: str
    page: str
    tie: str
    may_order: bool
    places: Mapping[str, str]
    badges: Mapping[str, str]
    words: Mapping[str, str]


def controls(narrowed: RankingFilter) -> SafeString:
    """The fields by which the list is narrowed."""
    return format_html_join("", "{}", ((_control(narrowed, name),) for name in narrowed.fields))


def body(parts: Iterable[Part], *, code: str, step: int, may_order: bool) -> SafeString:
    """The table's bodies, one for each part."""
    look = Look(
        language=(get_language() or "en")[:2],
        page=reverse("secretariat:project", args=[_NOBODY]),
        tie=reverse("secretariat:tie", args=[code, _NOBODY]) + ("?step=1" if step == 1 else ""),
        may_order=may_order,
        places={str(place.value): escape(place.label) for place in Place},
        badges={str(state.value): state_badge(state.value, str(state.label)) for state in State},
        words={
            "met": escape(_("met")),
            "missed": escape(_("missed")),
            "order": escape(_("Order")),
            "ordered": escape(_("ordered")),
            "reserve": escape(_("Rank on the reserve list")),
            "unknown": escape(_("not known")),
        },
    )
    made = []
    for part in parts:
        made.append("<tbody>")
        if part.group and part.group != "ranked":
            label = f'<th scope="rowgroup" colspan="{COLUMNS}">{escape(part.label)}</th>'
            made.append(f'<tr class="part-heading">{label}</tr>')
        made += [_row(shown, look) for shown in part.rows]
        made.append("</tbody>")
    return mark_safe("".join(made))  # noqa: S308 - every value is escaped where it is written


def _row(shown: Shown, look: Look) -> str:
    words, language = look.words, look.language
    row, project = shown.row, shown.row.project
    uid, code, place = str(project.uid), escape(project.code or ""), str(row.place)
    rank = shown.rank
    if look.may_order and row.is_tied:
        hidden = f'<span class="visually-hidden"> {code}</span>'
        rank += f' <a href="{look.tie.replace(str(_NOBODY), uid)}">{words["order"]}{hidden}</a>'
    elif row.tie is not None and not row.is_tied:
        rank += f' <span class="muted">({words["ordered"]})</span>'
    reserve = ""
    if row.reserve_rank is not None:
        reserve = f'<br><span class="muted">{words["reserve"]}: {row.reserve_rank}</span>'
    percent = f'<span class="muted nowrap">{_percent(row.percentage, language)}</span>'
    score = f"{_number(row.score, language)} {percent}"
    threshold = {True: words["met"], False: f"<strong>{words['missed']}</strong>", None: "–"}[row.passes]
    line = ""
    if shown.line:
        line = (
            f'<tr class="the-line" id="the-line"><td colspan="{COLUMNS}">{escape(shown.line.words)}</td></tr>'
        )
    name = f'<a href="{look.page.replace(str(_NOBODY), uid)}">{escape(project.acronym)}</a>'
    amounts = [
        "–" if row.score is None else score,
        str(row.assessments),
        "–" if row.spread is None else _number(row.spread, language),
        words["unknown"] if row.asked is None else money.eur(row.asked, language),
        "–" if shown.cumulated is None else money.eur(shown.cumulated, language),
    ]
    cells = [f'<td class="amount">{amount}</td>' for amount in amounts]
    return (
        f'{line}<tr class="place-{place or "none"}"><td class="rank">{rank}</td>'
        f'<th scope="row">{name} <span class="muted nowrap">{code}</span></th>{cells[0]}<td>{threshold}</td>'
        f'{"".join(cells[1:])}<td class="money-place">'
        f'{f"""<span class="place">{look.places[place]}</span>""" if place else "–"}</td>'
        f"<td>{look.badges[project.state]}{reserve}</td></tr>"
    )


def _percent(rate: Decimal | None, language: str) -> str:
    """As `core.money.percent`, for rates of two decimals; a list has many."""
    if rate is None:
        return ""
    text = f"{rate:.2f}".rstrip("0").rstrip(".")
    if language == "en":
        return f"{text}%"
    return text.replace(".", ",") + ("%" if language == "nl" else "\u00a0%")


def _number(value: Decimal | None, language: str) -> str:
    """Two decimals, as the reader writes them."""
    text = "" if value is None else f"{value:.2f}"
    return text if language == "en" else text.replace(".", ",")


def _control(narrowed: RankingFilter, name: str) -> SafeString:
    field, chosen = narrowed.fields[name], narrowed.data.get(name, "")
    label = format_html('<label class="form-label" for="id_{}">{}</label>', name, field.label or "")
    if not isinstance(field, ChoiceField):
        typed = format_html(
            '<input class="form-control" type="search" id="id_{0}" name="{0}" value="{1}" maxlength="100"'
            ' autocomplete="off">',
            name,
            chosen,
        )
        return format_html('<div class="mb-3">{}{}</div>', label, typed)
    options = "".join(
        f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>{escape(text)}</option>'
        for value, text in list(field.choices)  # type: ignore[arg-type]
    )
    return format_html(
        '<div class="mb-3">{0}<select class="form-select" id="id_{1}" name="{1}">{2}</select></div>',
        label,
        name,
        mark_safe(options),  # noqa: S308 - escaped above
    )
