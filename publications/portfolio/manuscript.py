"""A portfolio as a manuscript: opening, contents, figures, an entry for each project, index of the partners.

One of few projects is all opening: its parts follow each other, and need no contents and no index.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.template.loader import get_template
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from core import addresses
from core.pdf.manuscripts import LINK, UNKNOWN_NUMBER, Block, Manuscript, Numbers
from core.plain import amount, day
from core.texts import Text, without_accents
from publications.portfolio import drawn
from publications.states import Status

OPENING, PAGES, ENTRY, FIGURES = (
    f"pdf/portfolio/{name}.html" for name in ("opening", "pages", "entry", "in_figures")
)
FEW = 10  # projects below which all stands in one piece
NAMED = 14  # partners in an entry; the index has them all
LINE = 96  # characters of a line of the contents


class PortfolioManuscript(Manuscript):
    """`data` are those of `facts.Facts`; the interface language is already active."""

    def __init__(self, data: Mapping[str, Any], language: str, further: Mapping[str, Any]) -> None:
        self.data = data
        self.language = language
        self.further = dict(further)
        self._entry = get_template(ENTRY)
        self._pages = get_template(PAGES)

    @cached_property
    def _context(self) -> dict[str, Any]:
        return {**drawn.opening(self.data, self.language), "language": self.language, **self.further}

    @cached_property
    def is_short(self) -> bool:
        return len(self.data["projects"]) < FEW

    def opening(self) -> str:
        entries = mark_safe("".join(block.html for block in self._entries())) if self.is_short else ""  # noqa: S308 - of our own templates
        return str(
            get_template(OPENING).render({**self._context, "is_short": self.is_short, "entries": entries})
        )

    def contents(self, numbers: Numbers) -> Sequence[Block]:
        if self.is_short:
            return ()
        heads = [_line(key, label, "", numbers, "section") for key, label in self._sections]
        projects = enumerate(self.data["projects"])
        return [*heads, *(self._listed(key_of(place), one, numbers) for place, one in projects)]

    def _listed(self, key: str, one: Mapping[str, Any], numbers: Numbers) -> Block:
        room = max(LINE - len(one["acronym"]), 10)
        return _line(key, one["acronym"], Truncator(one["title"]).chars(room), numbers)

    @property
    def _has_figures(self) -> bool:
        return len(self._sections) > 2  # beside projects and index

    @property
    def _sections(self) -> list[tuple[str, str]]:
        context = self._context
        own, found = context["own"], list[tuple[str, str]]()
        if own and (own["places"] or own["companions"]):
            found.append(("together", _("Where and with whom")))
        if context["parts"]:
            found.append(("in-figures", _("In figures")))
        if context["place"]["table"]:
            found.append(("where", _("Regions")))
        return [*found, ("projects", _("Projects")), ("index", _("Index of partners"))]

    def front(self) -> Sequence[Block]:
        """Figures and regions, in one piece."""
        if self.is_short or not self._has_figures:
            return ()
        return [Block("front", get_template(FIGURES).render(self._context))]

    def body(self) -> Sequence[Block]:
        return () if self.is_short else self._entries()

    def _entries(self) -> list[Block]:
        return [
            Block(key_of(place), self._entry.render({"project": self._project(one), "key": key_of(place)}))
            for place, one in enumerate(self.data["projects"])
        ]

    def index(self, numbers: Numbers) -> Sequence[Block]:
        """Each organisation by name, with the pages of its projects; those it leads in bold."""
        if self.is_short:
            return ()
        found: dict[int, dict[int, tuple[str, bool]]] = {}
        for place, one in enumerate(self.data["projects"]):
            page = numbers[key_of(place)]
            for role in one["partners"]:
                if role["n"] is None:
                    continue
                pages = found.setdefault(role["n"], {})
                is_lead = bool(role.get("lead")) or pages.get(page, ("", False))[1]
                pages[page] = (pages.get(page, (key_of(place), False))[0], is_lead)
        named = sorted(found, key=lambda number: _sorted_as(self.data["organisations"][number][0]))
        return [self._indexed(number, found[number]) for number in named]

    def _indexed(self, number: int, pages: Mapping[int, tuple[str, bool]]) -> Block:
        name, country = self.data["organisations"][number]
        listed = format_html_join(
            ", ",
            '<a href="{}{}"{}>{}</a>',
            (
                (LINK, key, mark_safe(' class="led"') if is_lead else "", page)
                for page, (key, is_lead) in sorted(pages.items())
            ),
        )
        where = format_html(" ({})", country) if country else ""
        html = format_html('<li id="o-{}"><bdi>{}</bdi>{}, {}</li>', number, name, where, listed)
        return Block(f"o-{number}", html)

    def frame(self, part: str, blocks: str, *, is_first: bool) -> str:
        headings = {
            "contents": _("Contents"),
            "front": "",
            "body": _("Projects"),
            "index": _("Index of partners"),
        }
        keys = {"contents": "contents", "front": "", "body": "projects", "index": "index"}
        context = {
            **self._context,
            "part": part,
            "heading": headings[part] if is_first else "",
            "heading_key": keys[part],
            "blocks": mark_safe(blocks),  # noqa: S308 - of our own templates
        }
        return str(self._pages.render(context))

    def _project(self, one: Mapping[str, Any]) -> dict[str, Any]:
        """A project as its entry shows it."""
        edition = self.data["editions"][one["edition"]]
        objective = self.data["objectives"].get(str(one["objective"]))
        roles = [role for role in one["partners"] if role["n"] is not None]
        return {
            **one,
            "address": addresses.printed("catalogue:project", one["code"]),
            "status_label": Status(one["status"]).label,
            "programme": f"{Text(edition['programme']).best(self.language).text} {edition['period']}",
            "objective": objective and objective["code"],
            "start": day(one["start"]),
            "end": day(one["end"]),
            "total": amount(one["total"]),
            "eu": amount(one["eu"]),
            "number": len(one["partners"]),
            "named": [self._partner(role) for role in roles[:NAMED]],
            "more": len(one["partners"]) - len(roles[:NAMED]),
            "own": [_part_of(role["own"]) for role in one["partners"] if "own" in role],
        }

    def _partner(self, role: Mapping[str, Any]) -> dict[str, Any]:
        name, country = self.data["organisations"][role["n"]]
        return {"name": name, "country": country, "is_lead": bool(role.get("lead"))}


def key_of(place: int) -> str:
    """The key of the entry of a project."""
    return f"p-{place}"


def _line(key: str, name: str, text: str, numbers: Numbers, kind: str = "project") -> Block:
    html = format_html(
        '<li id="c-{0}" class="{1}"><a href="{2}{0}"><strong>{3}</strong> {4} <span>{5}</span></a></li>',
        *(key, kind, LINK, name, text, numbers.get(key, UNKNOWN_NUMBER)),
    )
    return Block(f"c-{key}", html)


def _part_of(own: Mapping[str, Any]) -> dict[str, Any]:
    return {"role": own["role"], "budget": amount(own["budget"]), "eu": amount(own["eu"])}


def _sorted_as(name: str) -> str:
    """Without accents and capitals, as people look names up."""
    return without_accents(name).lstrip("\"'«“‘ (")
