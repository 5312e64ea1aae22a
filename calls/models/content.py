"""What a call asks of applicants and tells them: fields of the form, annexes, texts of mails."""

from __future__ import annotations

import uuid
from pathlib import PurePath

from django.db import models

from calls.models.calls import Call
from calls.states import FormStep, Use
from core.texts import TextField


class CallField(models.Model):
    """How a call uses one field of the form. Only what differs from the catalogue's default is held."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="fields")
    key = models.CharField(max_length=60, help_text="of the catalogue in projects.form")
    use = models.CharField(max_length=8, choices=Use)
    step = models.PositiveSmallIntegerField(
        choices=FormStep,
        default=FormStep.FIRST,
        help_text="of a two-step call, from which the field is shown",
    )

    class Meta:
        ordering = ["key"]
        constraints = [
            models.UniqueConstraint(fields=["call", "key"], name="call_field_once"),
            models.CheckConstraint(condition=models.Q(use__in=Use.values), name="call_field_use_known"),
            models.CheckConstraint(
                condition=models.Q(step__in=FormStep.values), name="call_field_step_1_or_2"
            ),
        ]

    def natural_label(self) -> str:
        return f"{self.call.code} {self.key}"


class CallTheme(models.Model):
    """A theme of the call itself, of which a proposal chooses one; `code` is what is kept."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="themes")
    code = models.SlugField(max_length=40)
    position = models.PositiveSmallIntegerField()
    title = TextField()

    class Meta:
        ordering = ["call", "position"]
        constraints = [models.UniqueConstraint(fields=["call", "code"], name="call_theme_once")]

    def __str__(self) -> str:
        return str(self.title)

    def natural_label(self) -> str:
        return f"{self.call.code} {self.code}"


def template_path(annex: CallAnnex, filename: str) -> str:
    """Where a template is kept: a new place for each upload, so that a changed file has a new address."""
    ending = PurePath(filename).suffix.lower()[:10]
    return f"calls/{annex.call_id}/annexes/{uuid.uuid4()}{ending}"


class CallAnnex(models.Model):
    """A file that applicants add, for the project or for each partner; with a template if there is one."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="annexes")
    key = models.SlugField(max_length=40)
    title = TextField()
    description = TextField()
    is_required = models.BooleanField(default=True)
    per_partner = models.BooleanField(default=False)
    step = models.PositiveSmallIntegerField(choices=FormStep, default=FormStep.FIRST)
    template = models.FileField(max_length=200, blank=True, null=True, upload_to=template_path)
    template_name = models.CharField(
        max_length=120, blank=True, help_text="the file's name for whoever downloads it"
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["call", "key"], name="call_annex_once"),
            models.CheckConstraint(
                condition=models.Q(step__in=FormStep.values), name="call_annex_step_1_or_2"
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    def natural_label(self) -> str:
        return f"{self.call.code} {self.key}"


class CallText(models.Model):
    """A mail of the portal in the call's own words; `kind` is the name of the mail's template."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="texts")
    kind = models.CharField(max_length=40)
    subject = TextField()
    body = TextField()

    class Meta:
        ordering = ["kind"]
        constraints = [models.UniqueConstraint(fields=["call", "kind"], name="call_text_once")]

    def natural_label(self) -> str:
        return f"{self.call.code} {self.kind}"
