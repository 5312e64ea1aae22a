"""The columns of the project itself: acronym, objective, theme, start and end."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Value
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from calls.models import Call
from programmes.models import Theme
from projects.fields.outcomes import InvalidValue
from projects.fields.target import Target, number_of
from projects.models import Entry, FieldChange, Project
from projects.states import State


class ProjectColumn(Target):
    """Acronym, theme, start and end. Periods beyond a new end are kept, and found by the checks."""

    def read(self) -> str:
        column = self.key.attribute
        rows = Project.objects.filter(pk=self.project.pk)
        self.row: dict[str, Any] = (
            rows.annotate(allowed=self._allowed(), **self._also())
            .values("state", "allowed", column, *self._also())
            .get()
        )
        stored = self.row[column]
        return stored.isoformat() if isinstance(stored, date) else str(stored or "")

    def _allowed(self) -> Exists | Value:
        """Whether the call offers what was chosen."""
        if self.key.attribute != "theme" or not self.value:
            return Value(True)
        themes = Theme.objects.filter(pk=number_of(self.value))
        return Exists(themes.filter(programme_period=OuterRef("call__programme_period")))

    def _also(self) -> dict[str, Any]:
        """What else to read in the same statement."""
        return {}

    def check(self) -> None:
        if self.key.attribute == "acronym" and not self.value.strip():
            raise InvalidValue(_("A project needs an acronym. Give it one."))
        if not self.row["allowed"]:
            raise InvalidValue(_("Choose one that this call offers."))

    def write(self) -> list[FieldChange] | None:
        stored: Any = self.value or None
        column = self.key.attribute
        if column == "theme":
            column, stored = "theme_id", number_of(self.value) if self.value else None
        Project.objects.filter(pk=self.project.pk).update(**{column: stored})
        return None


class Objective(ProjectColumn):
    """The specific objective. Indicators belong to an objective: another one takes them off the work plan."""

    def _allowed(self) -> Exists | Value:
        if not self.value:
            return Value(True)
        offered = Call.objectives.through.objects.filter(call_id=OuterRef("call_id"))
        return Exists(offered.filter(specificobjective_id=number_of(self.value)))

    def _also(self) -> dict[str, Any]:
        entries = Entry.objects.filter(project=OuterRef("pk"), indicator__isnull=False).order_by("pk")
        facts = JSONObject(pk=F("pk"), kind=F("kind"), uid=F("uid"), indicator=F("indicator_id"))
        return {"indicators": ArraySubquery(entries.values_list(facts))}

    def check(self) -> None:
        super().check()
        if self.row["state"] == State.IN_MODIFICATION:
            raise InvalidValue(_("The specific objective stays as it was contracted."))

    def write(self) -> list[FieldChange] | None:
        chosen = number_of(self.value) if self.value else None
        Project.objects.filter(pk=self.project.pk).update(objective_id=chosen)
        linked = self.row["indicators"]
        if linked:
            Entry.objects.filter(pk__in=[row["pk"] for row in linked]).update(indicator=None)
        return [
            FieldChange(key=f"{row['kind']}.{row['uid']}.indicator", old=str(row["indicator"]), new="")
            for row in linked
        ]
