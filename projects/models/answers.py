"""Texts and fixed choices under revision control, and the changes of columns."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.utils import timezone

from accounts.models import User
from projects.models.project import Project


class Answer(models.Model):
    """The current text of one field in one language. `revision` grows by one with each save.

    `field` is the full key without the language (projects.form.keys). `language` is "" for what is in no
    particular language: a street, a name, a choice. The database itself keeps each revision's text.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="answers")
    field = models.CharField(max_length=100)
    language = models.CharField(max_length=2, blank=True)
    text = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1)
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "field", "language"], name="answer_once")]
        triggers = [
            pgtrigger.Trigger(
                name="each_text_is_kept",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func="""
                    IF TG_OP = 'INSERT' OR NEW.revision <> OLD.revision THEN
                        INSERT INTO projects_answerrevision (answer_id, revision, text, saved_by_id, saved_at)
                        VALUES (NEW.id, NEW.revision, NEW.text, NEW.saved_by_id, NEW.saved_at);
                    END IF;
                    RETURN NULL;
                """,
            )
        ]


class AnswerRevision(models.Model):
    """Every text that was ever saved, in order. Written by the trigger of `Answer`, never altered."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="revisions")
    revision = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["answer", "-revision"]
        constraints = [models.UniqueConstraint(fields=["answer", "revision"], name="answer_revision_once")]
        triggers = [pgtrigger.Protect(name="kept_as_saved", operation=pgtrigger.Update)]


class FieldChange(models.Model):
    """One change of a column by its full key (projects.form), spelt canonically. Never altered."""

    KEY_LENGTH = 100

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="field_changes")
    key = models.CharField(max_length=KEY_LENGTH)
    old = models.TextField(blank=True)
    new = models.TextField(blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["project", "-pk"]
        indexes = [
            models.Index(fields=["project", "key", "-id"], name="field_change_newest"),
            models.Index(fields=["project", "-at"], name="field_change_by_time"),
        ]
        triggers = [pgtrigger.Protect(name="kept_as_changed", operation=pgtrigger.Update)]
