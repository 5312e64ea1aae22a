"""What applicants give for the contract, and what they say when they ask for a modification."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from core.beside import name_now, show_beside
from core.uploads import ACCEPT
from projects.contracting import APPLICANT_FIELDS, Account, Person
from projects.contracting.papers import PURPOSES
from projects.models import Contract, ContractPerson, Modification, Project
from projects.models.attachments import DESCRIPTION_LENGTH, Purpose


def _day(label: Any, help_text: Any = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, help_text=help_text, widget=widget)


class ContractForm(forms.Form):
    """The applicants' part of a contract. It names the revision that the page showed."""

    revision = forms.IntegerField(min_value=0, max_value=2_000_000_000, widget=forms.HiddenInput)
    starts_on = _day(_("First day of the project"))
    ends_on = _day(_("Last day of the project"))
    agreement_signed_on = _day(
        _("Partnership agreement signed on"), _("The day on which the last partner signed.")
    )
    website = forms.URLField(
        label=_("Website of the project"),
        required=False,
        max_length=300,
        assume_scheme="https",
        help_text=_("Where the public can read about the project, if there is such a page already."),
    )

    def __init__(self, data: QueryDict | None, *, project: Project, contract: Contract) -> None:
        people = {row.kind: row for row in contract.people.all()} if contract.pk else {}
        initial: dict[str, Any] = {name: getattr(contract, name) for name in APPLICANT_FIELDS}
        initial["starts_on"] = contract.starts_on or project.start_date
        initial["ends_on"] = contract.ends_on or project.end_date
        initial["revision"] = contract.revision
        for kind, row in people.items():
            initial |= {f"{kind}_name": row.name, f"{kind}_email": row.email, f"{kind}_phone": row.phone}
            initial[f"{kind}_user"] = str(row.user.uid) if row.user else ""
        super().__init__(data, initial=initial)
        writers = [
            (str(one.user.uid), f"{one.user} ({one.user.email})")
            for one in project.collaborators.select_related("user").order_by("since", "pk")
        ]
        for kind in ContractPerson.Kind:
            self._add_person(kind.value, writers)

    def _add_person(self, kind: str, writers: Iterable[tuple[str, str]]) -> None:
        choices = [("", _("Somebody else, named below")), *writers]
        self.fields[f"{kind}_user"] = forms.ChoiceField(
            label=_("Somebody who works on the project"), required=False, choices=choices
        )
        self.fields[f"{kind}_name"] = forms.CharField(label=_("Name"), required=False, max_length=150)
        self.fields[f"{kind}_email"] = forms.EmailField(label=_("E-mail address"), required=False)
        self.fields[f"{kind}_phone"] = forms.CharField(label=_("Telephone"), required=False, max_length=25)

    @property
    def days(self) -> list[forms.BoundField]:
        """The fields that are not about people."""
        return [self[name] for name in APPLICANT_FIELDS]

    @property
    def sides(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields of each person under the name of their side."""
        parts = ("user", "name", "email", "phone")
        return [
            (str(kind.label), [self[f"{kind.value}_{part}"] for part in parts])
            for kind in ContractPerson.Kind
        ]

    def values(self) -> dict[str, Any]:
        """What was typed of the contract itself."""
        return {name: self.cleaned_data[name] for name in APPLICANT_FIELDS}

    def people(self) -> list[Person]:
        """Who was named; of a person who writes the project, name and address are those of the account."""
        found = []
        for kind in ContractPerson.Kind.values:
            given = {part: self.cleaned_data[f"{kind}_{part}"] for part in ("user", "name", "email", "phone")}
            if given["user"]:
                given |= {"name": "", "email": ""}
            found.append(Person(kind=kind, **given))
        return found

    def show_beside(self, current: Contract) -> None:
        """After a refusal: the form names the present revision, and each field what is stored beside it."""
        name_now(self, revision=current.revision)
        people, differing = {row.kind: row for row in current.people.all()}, {}
        for name in self.fields:
            kind, _bar, part = name.partition("_")
            stored = getattr(people.get(kind), part, "") if kind in people else getattr(current, name, "")
            typed = self.cleaned_data.get(name)
            if name != "revision" and part != "user" and (typed or "") != (stored or ""):
                differing[name] = stored
        show_beside(self, differing)


class AccountForm(forms.Form):
    """An account for the payments. Nothing in it is proposed by the browser."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    holder = forms.CharField(
        label=_("Holder of the account"),
        max_length=140,
        help_text=_("The lead partner, as the bank writes it."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    iban = forms.CharField(
        label=_("IBAN"),
        max_length=60,
        help_text=_("With or without spaces. Copy it from a bank statement, not from an e-mail."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    bic = forms.CharField(
        label=_("BIC"),
        required=False,
        max_length=20,
        help_text=_("Only needed for banks outside the euro area."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    bank = forms.CharField(label=_("Name of the bank"), required=False, max_length=140)

    def __init__(self, data: QueryDict | None, *, needs_reason: bool) -> None:
        super().__init__(data, initial={"key": uuid.uuid4()})
        if needs_reason:
            self.fields["reason"] = forms.CharField(
                label=_("Why the account changes"),
                max_length=2000,
                help_text=_("Everybody who manages the project gets it by e-mail."),
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    def account(self) -> Account:
        given = self.cleaned_data
        return Account(given["holder"], given["iban"], given["bic"], given["bank"])


class SettleForm(forms.Form):
    """Whether the account is right, from somebody who did not give it."""

    verdict = forms.ChoiceField(
        label=_("Is this the right account?"),
        choices=[
            ("right", _("Yes, I compared it with a document from the bank")),
            ("wrong", _("No, or I am not sure")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("What is wrong with it"),
        required=False,
        max_length=2000,
        help_text=_("Needed only when you do not confirm it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class PaperForm(forms.Form):
    """A paper of the contract."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    purpose = forms.ChoiceField(
        label=_("What it is"), choices=[(one.value, one.label) for one in map(Purpose, PURPOSES)]
    )
    file = forms.FileField(label=_("File"), widget=forms.FileInput(attrs={"accept": ACCEPT}))
    description = forms.CharField(label=_("Description"), required=False, max_length=DESCRIPTION_LENGTH)


class ModificationForm(forms.Form):
    """What should change in an approved project, and why."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=_("How large the change is"),
        choices=Modification.Kind.choices,
        help_text=_("Minor: within what was approved. Major: partners, aims, duration or the budget change."),
        widget=forms.RadioSelect,
    )
    parts = forms.MultipleChoiceField(
        label=_("What you want to change"),
        required=False,
        help_text=_("Only these sections will be open. Choose none to ask for all of them."),
        widget=forms.CheckboxSelectMultiple,
    )
    reason = forms.CharField(
        label=_("What changes, and why"), max_length=5000, widget=forms.Textarea(attrs={"rows": 6})
    )

    def __init__(self, data: QueryDict | None, *, sections: Iterable[tuple[str, Any]]) -> None:
        super().__init__(data, initial={"key": uuid.uuid4(), "kind": Modification.Kind.MINOR})
        field = self.fields["parts"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - tells the type checker
        field.choices = list(sections)
