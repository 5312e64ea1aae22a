"""Declarations of interests: about one proposal, about a page of them, and what the secretariat changes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.interests import Question
from projects.models import Project
from secretariat.forms.seen import NOTE_LIMIT, note


class SeveralInterestsForm(forms.Form):
    """A page of proposals, in which the conflicts are ticked; the others are declared free of any."""

    def __init__(self, *args: Any, questions: Sequence[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        for question in questions:
            key = question.project.pk
            self.fields[f"conflict-{key}"] = forms.BooleanField(
                label=gettext_lazy("I have a conflict of interest"), required=False
            )
            self.fields[f"note-{key}"] = forms.CharField(
                label=gettext_lazy("What is the conflict?"),
                required=False,
                max_length=NOTE_LIMIT,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def clean(self) -> dict[str, Any]:
        """A tick needs its words; words without a tick are a slip that must not open a proposal."""
        values: dict[str, Any] = super().clean() or {}
        for question in self.questions:
            key = question.project.pk
            is_ticked, said = values.get(f"conflict-{key}"), (values.get(f"note-{key}") or "").strip()
            named = {"code": question.project.code}
            if is_ticked and not said and f"note-{key}" not in self.errors:
                self.add_error(
                    f"note-{key}", _("Say in a few words what the conflict with %(code)s is.") % named
                )
            if said and not is_ticked:
                self.add_error(
                    f"conflict-{key}", _("Tick the conflict with %(code)s, or empty its note.") % named
                )
        return values

    def answers(self) -> dict[Project, tuple[bool, str]]:
        """What was said about each proposal: whether there is a conflict, and which."""
        return {
            one.project: (
                self.cleaned_data[f"conflict-{one.project.pk}"],
                self.cleaned_data[f"note-{one.project.pk}"],
            )
            for one in self.questions
        }

    def rows(self) -> list[tuple[Question, forms.BoundField, forms.BoundField]]:
        """Each proposal with its tick and its note."""
        return [
            (one, self[f"conflict-{one.project.pk}"], self[f"note-{one.project.pk}"])
            for one in self.questions
        ]


class CorrectionForm(forms.Form):
    """What the secretariat makes of somebody's declaration, and why."""

    VALUES = {"none": False, "conflict": True, "anew": None}

    now = forms.ChoiceField(label=gettext_lazy("The declaration now says"), widget=forms.RadioSelect)
    reason = note(
        gettext_lazy("Reason"),
        required=True,
        help_text=gettext_lazy("Kept in the history of the proposal. The person reads it too."),
    )

    def __init__(self, *args: Any, has_conflict: bool | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["now"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the type checker
        labels = {
            "none": _("No conflict of interest"),
            "conflict": _("A conflict of interest"),
            "anew": _("Nothing: the person declares anew"),
        }
        field.choices = [
            (key, label) for key, label in labels.items() if self.VALUES[key] is not has_conflict
        ]

    def said(self) -> dict[str, Any]:
        return {
            "has_conflict": self.VALUES[self.cleaned_data["now"]],
            "reason": self.cleaned_data["reason"],
        }
