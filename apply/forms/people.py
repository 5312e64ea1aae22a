"""Inviting people to a proposal, changing what they may do, letting somebody take another's place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from projects.models import Partnership
from projects.states import Level

LEVELS: list[tuple[str, str | Promise]] = [
    (Level.VIEW, _("View: read everything")),
    (Level.EDIT, _("Edit: read, write and submit")),
    (Level.MANAGE, _("Manage: read, write, submit and invite people")),
]
# Who manages one partner's part says who writes it; the proposal is submitted by who may write the whole.
PART_LEVELS: list[tuple[str, str | Promise]] = [
    LEVELS[0],
    (Level.EDIT, _("Edit: read and write")),
    (Level.MANAGE, _("Manage: read, write, invite people and confirm")),
]
WHOLE: tuple[str, str | Promise] = ("", _("The whole proposal"))


class LevelForm(forms.Form):
    """What a person may do, and in which part. `parts` are the partners that the asker may give."""

    level = forms.ChoiceField(label=_("What the person may do"), choices=LEVELS, initial=Level.EDIT)
    partner = forms.ChoiceField(
        label=_("In which part"),
        required=False,
        help_text=_(
            "In the part of one partner the person changes that partner's fields, budget and files; "
            "whoever writes the whole submits."
        ),
    )

    def __init__(self, *args: Any, parts: Sequence[Partnership], gives_whole: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parts = {str(part.uid): part for part in parts}
        partner: Any = self.fields["partner"]
        partner.choices = part_choices(parts, gives_whole=gives_whole)
        partner.required = not gives_whole
        if not gives_whole:
            self.fields["level"].choices = PART_LEVELS  # type: ignore[attr-defined]

    def clean_partner(self) -> Partnership | None:
        return self.parts.get(self.cleaned_data["partner"])


class InviteForm(LevelForm):
    """Whom to invite, and what the person may do."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    field_order = ["email", "level", "partner"]


class HandOverForm(forms.Form):
    """Who takes a person's place."""

    email = forms.EmailField(
        label=_("E-mail address of the person who takes the place"),
        max_length=254,
        help_text=_("The person need not have an account yet."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )


def part_choices(parts: Sequence[Partnership], *, gives_whole: bool) -> list[tuple[str, str | Promise]]:
    """The whole, if it may be given, and each partner by its short name."""
    each: list[tuple[str, str | Promise]] = [(str(part.uid), part.abbreviation) for part in parts]
    return [WHOLE, *each] if gives_whole else each
