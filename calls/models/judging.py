"""What proposals of a call are judged by: its rules, and the criteria and scale of assessors."""

from __future__ import annotations

from django.db import models

from calls.models.calls import Call
from calls.states import CommentRule, CriterionGroup, RuleKind, Severity
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


class ScalePoint(models.Model):
    """What one score of a call's scale means, in words."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="scale")
    value = models.PositiveSmallIntegerField()
    words = TextField()

    class Meta:
        ordering = ["-value"]
        constraints = [models.UniqueConstraint(fields=["call", "value"], name="scale_point_once")]

    def natural_label(self) -> str:
        return f"{self.call.code} {self.value}"


class Criterion(models.Model):
    """A question that assessors answer with a score on the call's scale.

    `threshold` is the mean score under which a proposal is not funded. `section` is the section of the form
    (projects.form.SECTIONS) in which the answer is looked for.
    """

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="criteria")
    group = models.CharField(max_length=12, choices=CriterionGroup)
    key = models.SlugField(max_length=40)
    title = TextField()
    question = TextField()
    help = TextField()
    weight = models.PositiveSmallIntegerField(default=1)
    threshold = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    comment_rule = models.CharField(max_length=6, choices=CommentRule, default=CommentRule.BELOW)
    comment_below = models.PositiveSmallIntegerField(
        default=3, help_text="scores under this one need a reason, if only low ones do"
    )
    section = models.CharField(max_length=20, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["call", "key"], name="criterion_once"),
            models.CheckConstraint(
                condition=models.Q(comment_rule__in=CommentRule.values), name="criterion_comment_rule_known"
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    def natural_label(self) -> str:
        return f"{self.call.code} {self.key}"

    def needs_comment(self, value: int | None) -> bool:
        """Whether a score of this value must be given with a reason."""
        if self.comment_rule == CommentRule.ALWAYS:
            return True
        is_low = value is not None and value < self.comment_below
        return self.comment_rule == CommentRule.BELOW and is_low
