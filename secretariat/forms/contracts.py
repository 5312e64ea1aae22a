"""What the secretariat gives for a contract, and how it is recorded and closed."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from core.beside import name_now, show_beside
from core.uploads import ACCEPT
from projects.contracting import STAFF_FIELDS, interventions_offered
from projects.contracting.papers import PURPOSES
from projects.models import Contract, Project
from projects.models.attachments import DESCRIPTION_LENGTH, Purpose
from secretariat.forms.seen import SeenForm, note


def day(label: Any, *, required: bool = False, help_text: Any = "") -> forms.DateField:
    """A field for a day, with the browser's own calendar."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, help_text=help_text, widget=widget)


class OfficeForm(forms.Form):
    """The secretariat's part of a contract. It names the revision that the page showed."""

    revision = forms.IntegerField(min_value=0, max_value=2_000_000_000, widget=forms.HiddenInput)
    number = forms.CharField(label=_("Contract number"), required=False, max_length=60)
    due_on = day(
        _("Applicants give their part by"), help_text=_("They see this day; nothing happens when it passes.")
    )
    starts_on = day(_("First day of the project"))
    ends_on = day(_("Last day of the project"))
    agreement_signed_on = day(_("Partnership agreement signed on"))
    lead_signed_on = day(_("Signed by the lead partner"))
    authority_signed_on = day(_("Signed by the managing authority"))
    in_force_on = day(_("In force from"))
    interventions = forms.MultipleChoiceField(
        label=_("Types of intervention"),
        required=False,
        help_text=_("Published with the operation (Regulation (EU) 2021/1060, Article 49(3)(n))."),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: QueryDict | None, *, project: Project, contract: Contract) -> None:
        initial = {name: getattr(contract, name) for name in STAFF_FIELDS}
        initial["starts_on"] = contract.starts_on or project.start_date
        initial["ends_on"] = contract.ends_on or project.end_date
        super().__init__(data, initial=initial | {"revision": contract.revision})
        offered = interventions_offered(project)
        if len(offered) > 1:
            self.fields["interventions"].choices = [(code, code) for code in offered]  # type: ignore[attr-defined]
        else:  # the only one is published without being chosen
            del self.fields["interventions"]

    def values(self) -> dict[str, Any]:
        """What was typed."""
        return {name: self.cleaned_data[name] for name in STAFF_FIELDS if name in self.fields}

    def show_beside(self, current: Contract) -> None:
        """After a refusal: the form names the present revision, and each field what is stored beside it."""
        name_now(self, revision=current.revision)
        stored = {name: getattr(current, name) for name in STAFF_FIELDS if name in self.fields}
        differing = {
            name: ", ".join(value) if isinstance(value, list) else value
            for name, value in stored.items()
            if (self.cleaned_data.get(name) or "") != (value or "")
        }
        show_beside(self, differing)


class SettleForm(forms.Form):
    """Whether an account is right, from somebody who did not give it."""

    verdict = forms.ChoiceField(
        label=_("Is this the right account?"),
        choices=[
            ("right", _("Yes, I compared it with a document from the bank")),
            ("wrong", _("No, or I am not sure")),
        ],
        widget=forms.RadioSelect,
    )
    reason = note(_("What is wrong with it"), help_text=_("Needed only when you do not confirm it."))


class PaperForm(forms.Form):
    """A paper of the contract."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    purpose = forms.ChoiceField(
        label=_("What it is"), choices=[(one.value, one.label) for one in map(Purpose, PURPOSES)]
    )
    file = forms.FileField(label=_("File"), widget=forms.FileInput(attrs={"accept": ACCEPT}))
    description = forms.CharField(label=_("Description"), required=False, max_length=DESCRIPTION_LENGTH)

    @classmethod
    def blank(cls) -> PaperForm:
        """For one file."""
        return cls(initial={"key": uuid.uuid4(), "purpose": Purpose.CONTRACT})


class OverrideForm(forms.Form):
    """Why the contract may be recorded although something is missing."""

    reason = note(
        _("Why the contract may be recorded although points are missing"),
        required=True,
        help_text=_("Kept in the trail under your name."),
    )


class RecordForm(SeenForm):
    """That the contract holds."""

    decided_on = day(_("Date of the contract"), required=True, help_text=_("Not in the future."))
    note = note(_("Note"), help_text=_("The applicants read it in the letter."))


class CloseForm(SeenForm):
    """How a project ended."""

    finished_on = day(_("Work finished on"), required=True)
    last_payment_on = day(_("Last payment on"))
    closed_on = day(_("Closed on"), required=True)
    note = note(_("Reason"), required=True, help_text=_("How it ended, and what was checked."))


class ReopenForm(SeenForm):
    """Why a closed project goes on."""

    note = note(_("Reason"), required=True)


class IssueForm(forms.Form):
    """One form, one edition."""

    key = forms.UUIDField(widget=forms.HiddenInput)

    @classmethod
    def blank(cls) -> IssueForm:
        return cls(initial={"key": uuid.uuid4()})


class TakeBackForm(forms.Form):
    """Why an edition is taken back."""

    reason = note(_("Reason"), required=True, help_text=_("The applicants read it."))
