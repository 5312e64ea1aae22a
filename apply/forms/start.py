"""Starting a proposal."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from projects.models import Project, ProjectQuerySet


class RehearsalForm(forms.Form):
    """From which step to try a call of two steps; one form makes one rehearsal."""

    step = forms.TypedChoiceField(
        label=_("Begin with"),
        choices=[(1, _("Step 1")), (2, _("Step 2"))],
        initial=1,
        coerce=int,
        widget=forms.RadioSelect,
    )
    creation_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, two_steps: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not two_steps:
            del self.fields["step"]

    def said(self) -> dict[str, Any]:
        """What was filled in, by the names of the verb."""
        return dict(self.cleaned_data)


class StartFromForm(forms.Form):
    """An earlier proposal of one's own, and the acronym of the new one."""

    source = forms.ModelChoiceField(
        label=_("Earlier proposal"),
        queryset=Project.objects.none(),
        to_field_name="uid",
        empty_label=None,
        widget=forms.RadioSelect,
    )
    acronym = forms.CharField(
        label=_("Acronym"),
        max_length=25,
        required=False,
        help_text=_("Leave it empty to keep the acronym of the earlier proposal."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    creation_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, earlier: ProjectQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["source"]
        field.queryset = earlier
        field.label_from_instance = _label


def _label(project: Project) -> str:
    return _("%(project)s – %(call)s – %(state)s") % {
        "project": project,
        "call": project.call.title,
        "state": project.get_state_display(),
    }


class StartForm(forms.Form):
    """The acronym of a new proposal; `creation_key` makes one form one draft."""

    acronym = forms.CharField(
        label=_("Acronym"),
        max_length=25,
        help_text=_("A short name by which everybody will know the project. You can change it later."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    creation_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
