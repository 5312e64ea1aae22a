"""The columns of the repeating entries: periods, indicators, targets, the partners of an activity."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from calls.models import Call
from programmes.models import ProgrammeIndicator
from projects.budget import periods
from projects.dates import months
from projects.fields.outcomes import InvalidValue
from projects.fields.target import Target, first, number_of, uid_of
from projects.models import Entry, FieldChange, Partnership
from projects.models.entries import CLOSURE, COLUMN_OF


class EntryColumn(Target):
    """One column of an entry that is in the proposal now."""

    def rows(self) -> QuerySet[Entry]:
        uid, kind = uid_of(self.key.row), self.key.field.group
        return Entry.objects.present().filter(uid=uid, project=self.project.pk, kind=kind)

    def read(self) -> str:
        self.column = COLUMN_OF[self.key.attribute]
        self.row = first(self.rows().annotate(**self.also()).values("pk", self.column, *self.also()))
        stored = self.row[self.column]
        return "" if stored is None else str(stored)

    def also(self) -> dict[str, Any]:
        """What else to read in the same statement, for the check."""
        return {}

    def check(self) -> None:
        """Any value that the kind of field takes."""

    def stored(self) -> Any:
        """The new value as the column holds it."""
        return self.value

    def write(self) -> list[FieldChange] | None:
        Entry.objects.filter(pk=self.row["pk"]).update(**{self.column: self.stored()})
        return None


class Period(EntryColumn):
    """A period of the project, or its closure where a result may come that late."""

    def also(self) -> dict[str, Any]:
        return {
            "start": F("project__start_date"),
            "end": F("project__end_date"),
            "length": F("project__call__period_months"),
            "from_period": F("first_period"),
            "to_period": F("last_period"),
        }

    def check(self) -> None:
        if not self.value:
            return
        wanted = int(self.value)
        if wanted == CLOSURE and self.key.field.group == "result":
            return
        self._check_within(wanted)
        earliest, latest = self.row["from_period"], self.row["to_period"]
        if self.key.attribute == "first_period" and latest is not None and wanted > latest:
            raise InvalidValue(
                _("The activity ends in period %(number)d; it cannot start later.") % {"number": latest}
            )
        if self.key.attribute == "last_period" and earliest is not None and wanted < earliest:
            raise InvalidValue(
                _("The activity starts in period %(number)d; it cannot end earlier.") % {"number": earliest}
            )

    def _check_within(self, wanted: int) -> None:
        duration = months(self.row["start"], self.row["end"])
        if self.row["length"] is None:
            raise InvalidValue(_("This call does not divide projects into periods."))
        if not duration:
            raise InvalidValue(_("Give the start and the end of the project first: its periods follow."))
        last = len(periods(duration, self.row["length"]))
        if not 1 <= wanted <= last:
            raise InvalidValue(_("Choose a period of the project, from 1 to %(last)d.") % {"last": last})

    def stored(self) -> int | None:
        return int(self.value) if self.value else None


class Amount(EntryColumn):
    """A baseline or target in the unit of the indicator, or money in EUR."""

    def stored(self) -> Decimal | None:
        return Decimal(self.value) if self.value else None


class IndicatorLink(EntryColumn):
    """An indicator of the programme's edition that belongs to the project's objective."""

    def also(self) -> dict[str, Any]:
        offered = ProgrammeIndicator.objects.filter(
            pk=number_of(self.value),
            kind=self.key.field.group,
            retired=False,
            programme_period=OuterRef("project__call__programme_period"),
            objective=OuterRef("project__objective"),
        )
        return {"allowed": Exists(offered), "objective": F("project__objective")}

    def check(self) -> None:
        if not self.value or self.row["allowed"]:
            return
        if self.row["objective"] is None:
            raise InvalidValue(_("Choose the specific objective first: the indicators belong to it."))
        raise InvalidValue(_("Choose an indicator of the specific objective of this project."))

    def stored(self) -> int | None:
        return number_of(self.value) if self.value else None


class Chosen(EntryColumn):
    """A strategy of the call, or a target group of the catalogue's list."""

    def also(self) -> dict[str, Any]:
        if self.key.attribute != "strategy" or not self.value:
            return {"allowed": Value(True)}
        offered = Call.strategies.through.objects.filter(strategy__code=self.value)
        return {"allowed": Exists(offered.filter(call_id=OuterRef("project__call")))}

    def check(self) -> None:
        if not self.row["allowed"]:
            raise InvalidValue(_("Choose one that this call offers."))


class PartnerLink(EntryColumn):
    """The partner with which an organisation is associated."""

    def read(self) -> str:
        wanted = Partnership.objects.filter(project=self.project.pk, uid=uid_of(self.value))
        found = self.rows().annotate(wanted=ArraySubquery(wanted.values("pk")))
        self.row = first(found.values("pk", "partnership__uid", "wanted"))
        stored = self.row["partnership__uid"]
        return "" if stored is None else str(stored)

    def check(self) -> None:
        if self.value and not self.row["wanted"]:
            raise InvalidValue(_("Choose a partner of this project."))

    def write(self) -> list[FieldChange] | None:
        partner = self.row["wanted"][0] if self.value else None
        Entry.objects.filter(pk=self.row["pk"]).update(partnership=partner)
        return None


class Involved(EntryColumn):
    """The partners that take part in an activity: their uids in order of the alphabet, with commas."""

    def read(self) -> str:
        partners = Partnership.objects.filter(project=self.project.pk)
        facts = JSONObject(uid=F("uid"), pk=F("pk"))
        linked = Entry.partners.through.objects.filter(entry=OuterRef("pk")).order_by("partnership__uid")
        found = self.rows().annotate(
            known=ArraySubquery(partners.values_list(facts)),
            linked=ArraySubquery(linked.values("partnership__uid")),
        )
        self.row = first(found.values("pk", "known", "linked"))
        return ",".join(str(uid) for uid in self.row["linked"])

    def check(self) -> None:
        self.known = {UUID(row["uid"]): row["pk"] for row in self.row["known"]}
        if not self._wanted() <= self.known.keys():
            raise InvalidValue(_("Choose partners of this project."))

    def _wanted(self) -> set[UUID]:
        return {UUID(uid) for uid in self.value.split(",")} if self.value else set()

    def write(self) -> list[FieldChange] | None:
        links = Entry.partners.through.objects
        stored, wanted = set(self.row["linked"]), self._wanted()
        gone = [self.known[uid] for uid in stored - wanted]
        if gone:
            links.filter(entry=self.row["pk"], partnership__in=gone).delete()
        new = [
            links.model(entry_id=self.row["pk"], partnership_id=self.known[uid]) for uid in wanted - stored
        ]
        if new:
            links.bulk_create(new)
        return None


BY_KIND: dict[str, type[Target]] = {
    "period": Period,
    "number": Amount,
    "amount": Amount,
    "indicator": IndicatorLink,
    "choice": Chosen,
    "partner": PartnerLink,
    "partners": Involved,
}
