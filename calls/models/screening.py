"""What officers look at by hand in each proposal of a call, beside what the portal checks itself."""

from __future__ import annotations

from django.db import models

from calls.models.calls import Call
from calls.states import CheckGroup
from core.texts import TextField


class CallCheck(models.Model):
    """A question that an officer answers while screening; `section` is the part of the form it looks at."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="checks")
    key = models.SlugField(max_length=40)
    group = models.CharField(max_length=13, choices=CheckGroup, default=CheckGroup.JUDGEMENT)
    title = TextField()
    help = TextField()
    section = models.CharField(max_length=20, blank=True, help_text="of the form; empty: the whole proposal")
    is_required = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["call", "key"], name="call_check_once"),
            models.CheckConstraint(
                condition=models.Q(group__in=CheckGroup.values), name="call_check_group_known"
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    def natural_label(self) -> str:
        return f"{self.call.code} {self.key}"
