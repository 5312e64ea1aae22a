"""Rows of the repeating parts of the form: work packages, activities, outputs, results, target groups ..."""

from __future__ import annotations

import uuid

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from programmes.models import ProgrammeIndicator
from projects.models.partnership import Partnership
from projects.models.project import Project

# Costs and results can fall after the last period of work.
CLOSURE = 255
# The column that an attribute of a key names; partner and partners are links of their own.
COLUMN_OF = {
    "first_period": "first_period",
    "last_period": "last_period",
    "period": "first_period",
    "indicator": "indicator_id",
    "baseline": "baseline",
    "target": "target",
    "group": "choice",
    "strategy": "choice",
    "categories": "choice",
    "price": "price",
    "cost": "price",
    "influenced": "price",
}


class EntryQuerySet(models.QuerySet["Entry"]):
    """Named sets of entries."""

    def present(self) -> EntryQuerySet:
        """Those that were not removed, neither themselves nor with what they hang under."""
        return self.filter(
            removed_at__isnull=True,
            parent__removed_at__isnull=True,
            parent__parent__removed_at__isnull=True,
        )

    def for_form(self) -> EntryQuerySet:
        """In the order of the form, with the identities of the partners that they name and nothing more."""
        rows = self._naming().order_by("position", "pk")
        return rows.annotate(known_partner=F("partnership__uid"))

    def with_links(self) -> EntryQuerySet:
        """In the order of the form, with the identities of the partners that they name."""
        rows = self._naming().select_related("partnership", "indicator__objective")
        return rows.order_by("position", "pk")

    def _naming(self) -> EntryQuerySet:
        named = Entry.partners.through.objects.filter(entry=OuterRef("pk"))
        return self.annotate(known_partners=ArraySubquery(named.values("partnership__uid")))


class Entry(models.Model):
    """One row of a repeating part. Its texts are answers under "<kind>.<uid>.<attribute>".

    A removed entry keeps its place, its texts and what hangs under it, so that it can come back whole.
    Periods count from 1, with 255 for the closure; `baseline` and `target` are in the indicator's unit, and
    `price` is EUR: of a unit
    of an own unit cost, of a pilot action, or of what an improvement may influence.
    """

    class Kind(models.TextChoices):
        WORK_PACKAGE = "work_package", _("Work package")
        ACTIVITY = "activity", _("Activity")
        DELIVERABLE = "deliverable", _("Deliverable")
        OUTPUT = "output", _("Output")
        INVESTMENT = "investment", _("Investment")
        RESULT = "result", _("Result")
        TARGET_GROUP = "target_group", _("Target group")
        STRATEGY = "strategy", _("Strategy")
        SYNERGY = "synergy", _("Synergy")
        ASSOCIATED_ORGANISATION = "associated_organisation", _("Associated organisation")
        OWN_UNIT_COST = "own_unit_cost", _("Own unit cost")
        FINAL_RECIPIENT = "final_recipient", _("Final recipients")
        POLICY_INSTRUMENT = "policy_instrument", _("Policy instrument")
        STAKEHOLDER = "stakeholder", _("Stakeholder")
        ACTION_PLAN = "action_plan", _("Action plan")
        PILOT_ACTION = "pilot_action", _("Pilot action")
        POLICY_IMPROVEMENT = "policy_improvement", _("Policy improvement")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="entries")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    creation_key = models.UUIDField(
        unique=True, default=uuid.uuid4, editable=False, help_text="one press of the button, one entry"
    )
    kind = models.CharField(max_length=24, choices=Kind)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="children"
    )
    position = models.PositiveSmallIntegerField()
    partnership = models.ForeignKey(
        Partnership, null=True, blank=True, on_delete=models.SET_NULL, related_name="entries"
    )
    first_period = models.PositiveSmallIntegerField(null=True, blank=True)
    last_period = models.PositiveSmallIntegerField(null=True, blank=True)
    indicator = models.ForeignKey(
        ProgrammeIndicator, null=True, blank=True, on_delete=models.PROTECT, related_name="entries"
    )
    baseline = models.DecimalField(max_digits=11, decimal_places=2, null=True, blank=True)
    target = models.DecimalField(max_digits=11, decimal_places=2, null=True, blank=True)
    price = models.DecimalField(max_digits=11, decimal_places=2, null=True, blank=True)
    choice = models.CharField(max_length=80, blank=True)
    partners = models.ManyToManyField(Partnership, blank=True, related_name="activities")
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["project", "position", "pk"]
        indexes = [models.Index(fields=["project", "kind", "position"], name="entry_in_order")]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "parent", "kind", "position"],
                nulls_distinct=False,
                name="entry_position_once",
            ),
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        "work_package",
                        "activity",
                        "deliverable",
                        "output",
                        "investment",
                        "result",
                        "target_group",
                        "strategy",
                        "synergy",
                        "associated_organisation",
                        "own_unit_cost",
                        "final_recipient",
                        "policy_instrument",
                        "stakeholder",
                        "action_plan",
                        "pilot_action",
                        "policy_improvement",
                    ]
                ),
                name="entry_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(first_period__isnull=True)
                | Q(last_period__isnull=True)
                | Q(first_period__lte=models.F("last_period")),
                name="entry_periods_in_order",
            ),
            models.CheckConstraint(
                condition=Q(baseline__isnull=True) | Q(baseline__gte=0), name="entry_baseline_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(target__isnull=True) | Q(target__gte=0), name="entry_target_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(price__isnull=True) | Q(price__gte=0), name="entry_price_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.position}"

    @property
    def named_partners(self) -> list[uuid.UUID]:
        """The identities of the partners that it names; a query where they were not read with it."""
        known: list[uuid.UUID] | None = self.__dict__.get("known_partners")
        return [one.uid for one in self.partners.all()] if known is None else known

    @property
    def partner_uid(self) -> uuid.UUID | None:
        """The identity of the partner that it is linked to. No query after `for_form` and `with_links`."""
        known = self.__dict__
        if "known_partner" in known:
            named: uuid.UUID | None = known["known_partner"]
            return named
        return self.partnership.uid if self.partnership else None
