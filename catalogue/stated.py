"""The stated facts of a period as its page tells them: groups of topics, who may take part, the rest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from core import facts
from core.countries import country_name
from core.facts import Fact
from programmes.models import ProgrammePeriod

OBJECTIVE = re.compile(r"^[A-Z]SO\d")
WHO = ("who", "who_not", "eligible_countries", "partner_states")  # keys of facts on who may take part


@dataclass(frozen=True)
class Topic:
    """An objective that a share of the money is for; its title may be missing."""

    code: str
    title: Mapping[str, str]
    provenance: Mapping[str, str]


@dataclass(frozen=True)
class Group:
    """A share of the money with the objectives that it is for."""

    fact: Fact
    objectives: list[Topic]


@dataclass(frozen=True)
class Country:
    """The regions of one country in the area of a programme."""

    name: str
    regions: list[dict[str, Any]]


class Stated:
    """What is stated of an edition that comes from `strategy.edition`."""

    def __init__(self, edition: ProgrammePeriod) -> None:
        self.edition = edition
        self.facts = facts.read(edition.facts)

    @cached_property
    def groups(self) -> list[Group]:
        """Shares of the money by group of objectives, such as the two of Interreg Europe."""
        named = {row["code"]: row for row in getattr(self.edition, "named_objectives", [])}
        return [
            Group(
                fact, [_topic(code, fact.objectives.get(code) or named.get(code, {})) for code in fact.codes]
            )
            for fact in self.facts
            if _is_group(fact)
        ]

    @cached_property
    def who(self) -> list[Fact]:
        return [fact for fact in self.facts if fact.key in WHO]

    @cached_property
    def others(self) -> list[Fact]:
        return [fact for fact in self.facts if fact.key not in WHO and not _is_group(fact)]

    @cached_property
    def countries(self) -> list[Country]:
        """The area by country."""
        regions: dict[str, list[dict[str, Any]]] = {}
        for row in getattr(self.edition, "area_rows", []):
            regions.setdefault(row["country"], []).append(row)
        return _by_name(Country(country_name(code), rows) for code, rows in regions.items())


def _topic(code: str, said: Mapping[str, Any]) -> Topic:
    return Topic(code, said.get("title", {}), said.get("provenance", {}))


def _is_group(fact: Fact) -> bool:
    return (
        fact.kind == "percent" and len(fact.codes) > 1 and all(OBJECTIVE.match(code) for code in fact.codes)
    )


def _by_name(countries: Iterable[Country]) -> list[Country]:
    return sorted(countries, key=lambda country: country.name)
