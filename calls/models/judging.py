"""What proposals of a call are judged by: its rules and the criteria of assessors."""

from __future__ import annotations

from django.db import models

from calls.models.calls import Call
from calls.states import RuleKind, Severity
from core.texts import TextField


class CallRule(models.Model):
    """A rule of a call: a kind that the code knows, with parameters."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="rules")
    kind = models.CharField(max_length=20, choices=RuleKind)
    parameters = models.JSONField(default=dict, blank=True)
    severity = models.CharField(max_length=7, choices=Severity, default=Severity.ERROR)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["call", "kind"], name="call_rule_once")]

    def natural_label(self) -> str:
        return f"{self.call.code} {self.kind}"


class Criterion(models.Model):
    """A question that assessors answer with a score from 0 to 5."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="criteria")
    group = models.CharField(max_length=12)
    key = models.SlugField(max_length=40)
    title = TextField()
    question = TextField()
    weight = models.PositiveSmallIntegerField(default=1)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["call", "key"], name="criterion_once")]

    def __str__(self) -> str:
        return str(self.title)

    def natural_label(self) -> str:
        return f"{self.call.code} {self.key}"
