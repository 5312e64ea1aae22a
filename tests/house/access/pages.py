"""Addresses of the pages of programmes and of what hangs under them: everybody gets what is public."""

from typing import Any

from tests.factories.programmes import ThemeFactory
from tests.house.access.table import EVERYBODY, Row
from tests.world import World


def _edition(world: World) -> dict[str, Any]:
    edition = world.call.programme_period
    return {"slug": edition.programme.slug, "period": edition.period_id}


def _objective(world: World) -> dict[str, Any]:
    return {**_edition(world), "code": world.call.objectives.get().code}


def _priority(world: World) -> dict[str, Any]:
    return {**_edition(world), "code": str(world.call.objectives.get().priority.number)}


def _theme(world: World) -> dict[str, Any]:
    return {**_edition(world), "code": ThemeFactory(programme_period=world.call.programme_period).code}


def _project(world: World, **more: str) -> dict[str, Any]:
    return {"code": world.publication.code, **more}


ROWS = [
    Row("sitemap_organisations", {}, of=lambda world: {"number": 999}, note="unknown"),
    Row("catalogue:edition", {200: EVERYBODY}, of=_edition),
    Row("catalogue:edition", {}, of=lambda world: {**_edition(world), "period": "1999-2006"}, note="unknown"),
    Row("catalogue:priority", {200: EVERYBODY}, of=_priority),
    Row("catalogue:objective", {200: EVERYBODY}, of=_objective),
    Row("catalogue:theme", {200: EVERYBODY}, of=_theme),
    Row("catalogue:citation", {200: EVERYBODY}, of=lambda world: _project(world, form="bib")),
    Row("catalogue:citation", {}, of=lambda world: _project(world, form="doc"), note="unknown"),
    Row("catalogue:social_card", {200: EVERYBODY}, of=lambda world: _project(world, language="nl")),
    Row("catalogue:social_card", {}, of=lambda world: _project(world, language="de"), note="unknown"),
    Row(
        "catalogue:page_card",
        {200: EVERYBODY},
        of=lambda world: {
            "kind": "programme",
            "key": world.call.programme_period.programme.slug,
            "language": "nl",
        },
    ),
    Row(
        "catalogue:page_card",
        {},
        of=lambda world: {"kind": "x", "key": "x", "language": "nl"},
        note="unknown",
    ),
    Row("catalogue:about", {200: EVERYBODY}),
    Row("catalogue:reading_figures", {200: EVERYBODY}),
]
