"""Tables that are made at once are those that would be made one after the other."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from django.db import connection, models
from django.db.migrations import CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from core.migrating import CreateModels

pytestmark = pytest.mark.django_db(transaction=True)


def _operations() -> list[CreateModel]:
    number = ("id", models.BigAutoField(primary_key=True))
    shelf = models.ForeignKey("core.shelf", models.CASCADE, related_name="books")
    named = {"indexes": [models.Index(fields=["title"], name="book_by_title")]}
    return [
        CreateModel("Shelf", [number, ("room", models.CharField(max_length=9))]),
        CreateModel("Book", [number, ("shelf", shelf), ("title", models.CharField(max_length=9))], named),
    ]


def _apply(operations: Sequence[Operation], state: ProjectState) -> ProjectState:
    for operation in operations:
        before, state = state, state.clone()
        operation.state_forwards("core", state)
        with connection.schema_editor() as editor:
            operation.database_forwards("core", editor, before, state)
    return state


def _tables() -> dict[str, dict[str, object]]:
    with connection.cursor() as cursor:
        names = {one.name for one in connection.introspection.get_table_list(cursor)} & {
            "core_shelf",
            "core_book",
        }
        return {name: connection.introspection.get_constraints(cursor, name) for name in names}


def test_tables_and_models_are_those_of_the_single_operations():
    state = ProjectState()
    assert "Shelf" not in [
        model.__name__ for model in state.apps.get_models()
    ]  # read before, as in a migration
    single = _apply(_operations(), ProjectState())
    made = _tables()
    assert sorted(made) == ["core_book", "core_shelf"]
    _undo(CreateModels(_operations()))
    assert _tables() == {}
    together = _apply([CreateModels(_operations())], state)
    assert sorted(_tables()) == sorted(made)
    assert {name for one in _tables().values() for name in one} >= {"book_by_title"}
    assert together == single
    assert together.apps.get_model("core", "Shelf")._meta.get_field("books").related_model.__name__ == "Book"
    _undo(CreateModels(_operations()))
    assert _tables() == {}


def _undo(operation: CreateModels) -> None:
    before, after = ProjectState(), ProjectState()
    operation.state_forwards("core", after)
    with connection.schema_editor() as editor:
        operation.database_backwards("core", editor, after, before)
