"""What a filled workbook would change in a budget, for the page that shows it before it is saved."""

from __future__ import annotations

import json
from typing import Any

from apply.pages.reading import Reading
from projects import dossier, fields, form, importing
from projects.fields import bulk
from projects.models import Project
from projects.models.budget import ItemCategory


def comparison_of(project: Project, reading: Reading) -> dict[str, Any]:
    """The new rows with their cells, old beside new for each other cell, each refused one with its reason."""
    loaded = dossier.load_money(project)
    unfit = list(importing.refusals(loaded, reading.added))
    gone = {one.key for one in unfit}
    added = [row for row in reading.added if _head(row) not in gone]
    cells = {key: text for key, text in reading.cells.items() if _row_of(key) not in gone}
    cells, unknown = importing.with_unit_costs(loaded, cells, added)
    changes, refused = bulk.compare(project, cells)
    places, heads = reading.places, {_head(row) for row in added}
    return {
        "is_compared": True,
        "added": [
            {
                "place": places[_head(row)],
                "table": ItemCategory(row.category).label,
                "cells": [
                    (places[one.key].rpartition(", ")[2], _shown(one.key, one.new))
                    for one in changes
                    if _row_of(one.key) == _head(row)
                ],
            }
            for row in added
        ],
        "changes": [
            {"place": places[one.key], "old": _shown(one.key, one.old), "new": _shown(one.key, one.new)}
            for one in changes
            if _row_of(one.key) not in heads
        ],
        "refused": [
            {"place": places[one.key], "typed": one.typed, "reason": one.reason}
            for one in (*reading.refused, *unfit, *unknown, *refused)
        ],
        "posted": json.dumps([[one.key, one.new, one.base] for one in changes]),
        "posted_rows": json.dumps([[str(row.uid), str(row.partner), row.category] for row in added]),
    }


def _head(row: importing.Added) -> str:
    """What the keys of the cells of a new row begin with."""
    return f"cost.{row.uid}"


def _row_of(key: str) -> str:
    """The group and the identity that a full key begins with."""
    return ".".join(key.split(".")[:2])


def _shown(key: str, value: str) -> str:
    known = form.find(key)
    return fields.shown(known.field, value) if known else value
