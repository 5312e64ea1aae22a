"""What a portfolio can be about, and how its address names it: "programme:fwvl", "region:BE2", "search"."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from calls.models import Call
from core.countries import country_name
from core.texts import LANGUAGES, Text
from programmes.models import Priority, Programme, ProgrammePeriod, Region, SpecificObjective, Theme
from publications import finding
from publications.finding import Query
from publications.models import Organisation

# Kinds of document.
PORTFOLIO, PARTNER, CALL, SELECTION = "portfolio", "partner_portfolio", "call_result", "selection"
KINDS = (PORTFOLIO, PARTNER, CALL, SELECTION)
SEARCH = "search"
_DOCUMENTS = {"organisation": PARTNER, "call": CALL, SEARCH: SELECTION}
_FACETS = {2: "country", 5: "nuts3"}
_LONGEST = 110


@dataclass(frozen=True)
class Subject:
    """`mark` names it in addresses; `path` is that of its page, by language. `query` is None for a call."""

    kind: str
    key: str
    name: Text
    query: Query | None
    paths: Mapping[str, str]
    code: str = ""
    edition: ProgrammePeriod | None = None
    programme: Programme | None = None
    organisation: Organisation | None = None
    call: Call | None = None
    above: tuple[Text, ...] = field(default=())

    @property
    def mark(self) -> str:
        return f"{self.kind}:{self.key}" if self.key else self.kind

    @property
    def document_kind(self) -> str:
        """The kind of its documents, in settings.DOCUMENT_KINDS."""
        return _DOCUMENTS.get(self.kind, PORTFOLIO)

    @property
    def document_subject(self) -> str:
        """What its documents are about; of a search a digest, since addresses are long."""
        if self.kind != SEARCH or self.query is None:
            return self.mark
        return f"{SEARCH}:{hashlib.sha256(_plain(self.query).encode()).hexdigest()[:40]}"

    @property
    def query_string(self) -> str:
        """What an address says to name it."""
        asked = _plain(self.query) if self.kind == SEARCH and self.query is not None else ""
        return f"of={quote(self.mark, safe=':-._~')}" + (f"&{asked}" if asked else "")

    def address(self, language: str) -> str:
        """The full address of its page."""
        return str(settings.PORTAL_URL) + self.paths[language]


def find(mark: str, params: Any = None) -> Subject | None:
    """The subject that an address names; None when there is none. `params` are those of a search."""
    kind, _colon, key = mark[: _LONGEST + 20].partition(":")
    if mark == SEARCH:
        return of_search(finding.query(params or {}))
    if kind not in _FINDERS or not key or len(key) > _LONGEST or not key.isprintable() or not _is_text(key):
        return None
    return _FINDERS[kind](key)


def of_search(query: Query) -> Subject:
    """Of any public search, whatever its order."""
    asked = _plain(query)
    paths = _paths("catalogue:projects")
    end = f"?{asked}" if asked else ""
    return Subject(
        SEARCH,
        "",
        Text(),
        query.sorted_by("name"),
        {language: path + end for language, path in paths.items()},
    )


def of_programme(programme: Programme) -> Subject:
    return Subject(
        "programme",
        programme.slug,
        programme.name,
        _query(programme=programme.slug),
        _paths("catalogue:programme", programme.slug),
        programme=programme,
    )


def of_edition(edition: ProgrammePeriod) -> Subject:
    programme = edition.programme
    return Subject(
        "edition",
        f"{programme.slug}:{edition.period_id}",
        edition.name or Text({"en": f"{programme.name} {edition.period_id}"}),
        _within(edition),
        _paths("catalogue:edition", programme.slug, edition.period_id),
        edition=edition,
        programme=programme,
    )


def of_priority(priority: Priority) -> Subject:
    edition = priority.programme_period
    code = priority.letter or str(priority.number)
    return Subject(
        "priority",
        str(priority.pk),
        priority.title,
        _within(edition, priority=f"{edition.pk}-{priority.number}"),
        _paths("catalogue:priority", edition.programme.slug, edition.period_id, code),
        code=code,
        edition=edition,
        programme=edition.programme,
        above=(edition.name,),
    )


def of_objective(objective: SpecificObjective) -> Subject:
    edition = objective.priority.programme_period
    return Subject(
        "objective",
        str(objective.pk),
        objective.title,
        _within(edition, objective=objective.code),
        _paths("catalogue:objective", edition.programme.slug, edition.period_id, objective.code),
        code=objective.code,
        edition=edition,
        programme=edition.programme,
        above=(edition.name, objective.priority.title),
    )


def of_theme(theme: Theme) -> Subject:
    edition = theme.programme_period
    return Subject(
        "theme",
        str(theme.pk),
        theme.title,
        _within(edition, theme=f"{edition.pk}-{theme.code}"),
        _paths("catalogue:theme", edition.programme.slug, edition.period_id, theme.code),
        edition=edition,
        programme=edition.programme,
        above=(edition.name,),
    )


def of_region(region: Region) -> Subject:
    return Subject(
        "region",
        region.code,
        _region_name(region),
        _query(**{_FACETS.get(len(region.code), "region"): region.code}),
        _paths("catalogue:region", region.code),
        code=region.code,
    )


def of_organisation(organisation: Organisation) -> Subject:
    return Subject(
        "organisation",
        organisation.slug,
        Text(dict.fromkeys(LANGUAGES, organisation.name)),
        _query(partner=organisation.slug),
        _paths("catalogue:organisation", organisation.slug),
        organisation=organisation,
    )


def of_call(call: Call) -> Subject:
    edition = call.programme_period
    return Subject(
        "call",
        call.code,
        call.title,
        None,
        _paths("catalogue:call", call.code),
        code=call.code,
        edition=edition,
        programme=edition.programme,
        call=call,
        above=(edition.name,),
    )


def _region_name(region: Region) -> Text:
    """A country in each language, else its name in Latin letters."""
    if region.level == 0:
        return Text({language: country_name(region.code, language) for language in LANGUAGES})
    return Text(dict.fromkeys(LANGUAGES, region.name_latin or region.name))


def _programme(key: str) -> Subject | None:
    found = Programme.objects.filter(slug=key).first()
    return of_programme(found) if found else None


def _edition(key: str) -> Subject | None:
    slug, _colon, period = key.partition(":")
    rows = ProgrammePeriod.objects.filter(programme__slug=slug, period=period)
    found = rows.select_related("programme").first()
    return of_edition(found) if found else None


def _priority(key: str) -> Subject | None:
    rows = Priority.objects.filter(pk=_number(key), is_internal=False)
    found = rows.select_related("programme_period__programme").first()
    return of_priority(found) if found else None


def _objective(key: str) -> Subject | None:
    rows = SpecificObjective.objects.filter(pk=_number(key), priority__is_internal=False)
    found = rows.select_related("priority__programme_period__programme").first()
    return of_objective(found) if found else None


def _theme(key: str) -> Subject | None:
    rows = Theme.objects.filter(pk=_number(key))
    found = rows.select_related("programme_period__programme").first()
    return of_theme(found) if found else None


def _region(key: str) -> Subject | None:
    found = Region.objects.filter(code=key).first()
    return of_region(found) if found else None


def _organisation(key: str) -> Subject | None:
    """By its slug; a merged one is the one that it was merged into."""
    found = Organisation.objects.filter(slug=key).select_related("merged_into").first()
    kept = found and (found.merged_into or found)
    return of_organisation(kept) if kept and kept.project_count else None


def _call(key: str) -> Subject | None:
    found = Call.objects.announced().filter(code=key)
    call = found.select_related("programme_period__programme").first()
    return of_call(call) if call else None


_FINDERS: Mapping[str, Callable[[str], Subject | None]] = {
    "programme": _programme,
    "edition": _edition,
    "priority": _priority,
    "objective": _objective,
    "theme": _theme,
    "region": _region,
    "organisation": _organisation,
    "call": _call,
}


def _query(**chosen: str) -> Query:
    return Query(chosen={name: (value,) for name, value in chosen.items()}, sort="name")


def _within(edition: ProgrammePeriod, **chosen: str) -> Query:
    return _query(programme=edition.programme.slug, period=edition.period_id, **chosen)


def _plain(query: Query) -> str:
    """A search without its order."""
    return query.sorted_by("").as_query_string() if query.sort else query.as_query_string()


def _paths(route: str, *args: object) -> dict[str, str]:
    found = {}
    for language in LANGUAGES:
        with translation.override(language):
            found[language] = reverse(route, args=args)
    return found


def _number(key: str) -> int:
    return int(key) if key.isascii() and key.isdigit() and len(key) < 10 else 0


def _is_text(key: str) -> bool:
    return key == key.encode("utf-8", "ignore").decode()
