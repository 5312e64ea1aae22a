"""The list of organisations in funded projects, and the page of one."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.countries import country_name
from core.maps import LEAD, PARTNER
from partners.states import OrganisationType
from programmes.models import Programme
from publications import participation, pictures
from publications.models import Organisation, Publication

SORTS = {
    "start": gettext_lazy("Latest start first"),
    "newest": gettext_lazy("Newest facts first"),
    "name": gettext_lazy("By name"),
}
LIST_SORTS = {"name": gettext_lazy("By name"), "projects": gettext_lazy("Most projects first")}
LONGEST = 110  # characters of what an address may name


class Directory:
    """The list as an address asks for it; whatever the address says there is a page."""

    def __init__(self, asked: QueryDict, language: str) -> None:
        self.words = participation.clean(asked.get("q", ""))
        self.language = language
        self.kind = _one_of(asked.get("kind", ""), OrganisationType.values)
        self.sort = _one_of(asked.get("sort", ""), LIST_SORTS) or "name"
        self.country = _one_of(asked.get("country", ""), self.countries)
        self.after = participation.clean(asked.get("after", ""))[:LONGEST]

    @cached_property
    def countries(self) -> dict[str, str]:
        """The countries in which the programmes work, by name."""
        codes = {code for row in Programme.objects.values_list("countries", flat=True) for code in row}
        named = {code: country_name(code, self.language) for code in codes}
        return dict(sorted(named.items(), key=lambda item: item[1]))

    @cached_property
    def rows(self) -> list[Organisation]:
        return participation.listed(
            words=self.words, country=self.country, kind=self.kind, sort=self.sort, after=self.after
        )

    @property
    def shown(self) -> list[dict[str, Any]]:
        rows = self.rows[: participation.PAGE]
        return [
            {"organisation": row, "country": _country(row.country, self.language), "place": row.city}
            for row in rows
        ]

    @property
    def next_after(self) -> str:
        """Where the next page begins; "" on the last one."""
        return self.rows[participation.PAGE - 1].slug if len(self.rows) > participation.PAGE else ""

    @property
    def is_narrowed(self) -> bool:
        return bool(self.words or self.country or self.kind)

    @property
    def fields(self) -> list[dict[str, Any]]:
        """The menus of the form: name, label, choices and what is chosen."""
        kinds = [(kind.value, kind.label) for kind in OrganisationType if kind != "natural_person"]
        return [
            _menu("country", _("Country"), [("", _("All countries")), *self.countries.items()], self.country),
            _menu("kind", _("Type of organisation"), [("", _("All types")), *kinds], self.kind),
            _menu("sort", _("Order"), list(LIST_SORTS.items()), self.sort),
        ]


class OrganisationPage:
    """An organisation for a reader of `language`; at most three statements beside the organisation's own."""

    def __init__(self, organisation: Organisation, asked: QueryDict, language: str) -> None:
        self.organisation = organisation
        self.language = language
        self.sort = _one_of(asked.get("sort", ""), SORTS) or "start"
        self.after = participation.clean(asked.get("after", ""))[:LONGEST]

    @cached_property
    def figures(self) -> participation.Figures:
        return participation.figures_of(self.organisation)

    @cached_property
    def rows(self) -> list[Publication]:
        return participation.projects_of(self.organisation, self.sort, self.after)

    @property
    def records(self) -> list[Publication]:
        return self.rows[: participation.PAGE]

    @property
    def next_after(self) -> str:
        """Where the next page of projects begins; "" on the last one."""
        return self.rows[participation.PAGE - 1].code if len(self.rows) > participation.PAGE else ""

    @property
    def sorts(self) -> dict[str, Any]:
        return _menu("sort", _("Order"), list(SORTS.items()), self.sort)

    @property
    def country(self) -> str:
        return _country(self.organisation.country, self.language)

    @cached_property
    def map(self) -> SafeString:
        """The regions from which it takes part; those from which it leads are filled."""
        places = self.figures.places
        marked = ((one.region, LEAD if one.is_lead else PARTNER) for one in places)
        return pictures.places(marked, is_on_paper=False)

    @property
    def places(self) -> list[dict[str, Any]]:
        return [
            {"place": one, "country": _country(one.country, self.language)} for one in self.figures.places
        ]

    @property
    def companions(self) -> list[dict[str, Any]]:
        rows = self.figures.companions
        return [{"organisation": one, "country": _country(one.country, self.language)} for one in rows]

    @property
    def names(self) -> list[str]:
        """Other names, of the projects and of organisations that were merged into this one."""
        known = {*self.organisation.other_names, *self.figures.names} - {self.organisation.name}
        return sorted(known)


def _country(code: str, language: str) -> str:
    return country_name(code, language) if code else ""


def _one_of(value: str, choices: Any) -> str:
    return value if value in choices else ""


def _menu(name: str, label: str, choices: list[tuple[str, Any]], chosen: str) -> dict[str, Any]:
    return {"name": name, "label": label, "choices": choices, "chosen": chosen}
