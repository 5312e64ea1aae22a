"""Cards of the partner search: writing, publishing, asking, reporting, turning one into a draft."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext_lazy as _

from core.texts import LANGUAGES, Text
from ideas.content import Content, Unfit
from ideas.models import Card, Contact
from ideas.models.cards import ORGANISATION_LENGTH, TEXT_LENGTH, TITLE_LENGTH
from ideas.models.contacts import MESSAGE_LENGTH
from ideas.models.reports import WORDS_LENGTH
from ideas.places import Places
from ideas.states import Kind, ReportReason, Role

LABELS = {
    "title": {"nl": _("Title in Dutch"), "fr": _("Title in French"), "en": _("Title in English")},
    "text": {"nl": _("Text in Dutch"), "fr": _("Text in French"), "en": _("Text in English")},
}
CHOOSE = [("", _("Choose"))]


def region_groups(places: Places) -> list[tuple[str, Any]]:
    """The regions of the programme's area under their countries."""
    groups = []
    for country, name in places.countries.items():
        held = [(code, f"{label} ({code})") for code, label in places.regions.items() if code[:2] == country]
        if held:
            groups.append((name, held))
    return groups


class WhoForm(forms.Form):
    """The organisation for which somebody writes, and where it lies."""

    organisation = forms.CharField(
        label=_("Organisation"),
        max_length=ORGANISATION_LENGTH,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    country = forms.ChoiceField(label=_("Country of the organisation"), required=False)
    region = forms.ChoiceField(label=_("Region of the organisation"), required=False)

    def __init__(self, *args: Any, places: Places, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("country", [*CHOOSE, *places.countries.items()])
        self.choose("region", [("", _("Not named")), *region_groups(places)])

    def choose(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]


class CardForm(WhoForm):
    """Everything that a card says. A draft may lack anything; publishing asks for the rest."""

    objectives = forms.MultipleChoiceField(
        label=_("Specific objectives"), required=False, widget=forms.CheckboxSelectMultiple
    )
    themes = forms.MultipleChoiceField(label=_("Themes"), required=False, widget=forms.CheckboxSelectMultiple)
    roles = forms.MultipleChoiceField(
        label=_("Roles"), required=False, choices=Role.choices, widget=forms.CheckboxSelectMultiple
    )
    regions = forms.MultipleChoiceField(
        label=_("Regions"), required=False, widget=forms.SelectMultiple(attrs={"size": 8})
    )
    until = forms.DateField(
        label=_("Last day on which the card is shown"),
        help_text=_("Empty: until the call closes."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "autocomplete": "off"}, format="%Y-%m-%d"),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=10**9, initial=1)
    creation_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, places: Places, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, places=places, **kwargs)
        self.kind = kind
        for code in LANGUAGES:
            self.fields[f"title_{code}"] = forms.CharField(
                label=LABELS["title"][code],
                max_length=TITLE_LENGTH,
                required=False,
                widget=forms.TextInput(attrs={"autocomplete": "off", "lang": code}),
            )
            self.fields[f"text_{code}"] = forms.CharField(
                label=LABELS["text"][code],
                max_length=TEXT_LENGTH,
                required=False,
                widget=forms.Textarea(attrs={"rows": 6, "lang": code}),
            )
        self.choose("objectives", [(code, f"{code} {title}") for code, title in places.objectives.items()])
        self.choose("themes", [(code, str(title)) for code, title in places.themes.items()])
        self.choose("regions", [*places.countries.items(), *region_groups(places)])
        self._word()
        texts = [f"{name}_{code}" for code in LANGUAGES for name in ("title", "text")]
        self.order_fields([*texts, "organisation", "country", "region", "objectives", "themes", "roles"])
        if not places.themes:
            del self.fields["themes"]

    def _word(self) -> None:
        """The labels of an idea and of an offer differ."""
        is_idea = self.kind == Kind.IDEA
        self.fields["roles"].label = _("Roles that you look for") if is_idea else _("Roles that you can take")
        self.fields["regions"].label = _("Partners wanted from") if is_idea else _("Wants to work with")
        self.fields["regions"].help_text = _("Countries or regions; none means anywhere in the programme.")
        if is_idea:
            self.fields["objectives"].label = _("Specific objective")
            self.fields["objectives"].help_text = _("An idea serves one.")

    def content(self) -> Content:
        """What was filled in."""
        given = self.cleaned_data
        return Content(
            title=_text(given, "title"),
            text=_text(given, "text"),
            organisation=" ".join(given["organisation"].split()),
            country=given["country"],
            region=given["region"],
            objectives=tuple(given["objectives"]),
            themes=tuple(given.get("themes", ())),
            regions=tuple(given["regions"]),
            roles=tuple(given["roles"]),
            until=given["until"],
        )

    def refuse(self, refusal: Unfit) -> None:
        """Show each fault at its field."""
        for name, fault in refusal.faults:
            field = name if name in self.fields else f"{name}_en"
            self.add_error(field if field in self.fields else NON_FIELD_ERRORS, fault)

    @staticmethod
    def initial_of(card: Card) -> dict[str, Any]:
        """What the form shows of a card."""
        names = ("organisation", "country", "region", "objectives", "themes", "regions", "roles", "until")
        shown = {name: getattr(card, name) for name in (*names, "revision")}
        for code in LANGUAGES:
            shown |= {f"title_{code}": card.title.get(code, ""), f"text_{code}": card.text.get(code, "")}
        return shown


class PublishForm(forms.Form):
    """The consent without which nothing is shown, and whether to be told of matches."""

    agrees = forms.BooleanField(
        label=_("I agree that everybody can read this card until its last day"),
        help_text=_("My name and address are not shown. I can withdraw the card at any time."),
        error_messages={"required": _("Agree that everybody can read the card before you publish it.")},
    )
    wants_notices = forms.BooleanField(
        label=_("Tell me by e-mail of new cards that fit"),
        help_text=_("At most one e-mail a day; each holds a link that stops them."),
        required=False,
    )


class AskForm(WhoForm):
    """The first message to who wrote a card, and for which organisation."""

    role = forms.ChoiceField(label=_("Role that it is about"), choices=[*CHOOSE, *Role.choices])
    text = forms.CharField(
        label=_("Message"), max_length=MESSAGE_LENGTH, widget=forms.Textarea(attrs={"rows": 6})
    )
    agrees = forms.BooleanField(
        label=_("I agree that the person who wrote the card sees my name, organisation and message"),
        help_text=_("My e-mail address is not shown, unless both of us agree to it later."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].required = self.fields["country"].required = True


class MessageForm(forms.Form):
    """One more message in a conversation."""

    text = forms.CharField(
        label=_("Message"), max_length=MESSAGE_LENGTH, widget=forms.Textarea(attrs={"rows": 5})
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class ReportForm(forms.Form):
    """What is wrong with a card."""

    reason = forms.ChoiceField(
        label=_("What is wrong"), choices=ReportReason.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("In your own words"),
        required=False,
        max_length=WORDS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class TurnForm(forms.Form):
    """The acronym of the draft, and who is invited with the organisation as partner."""

    acronym = forms.CharField(
        label=_("Acronym"),
        max_length=25,
        help_text=_("A short name by which everybody will know the project. You can change it later."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    invited = forms.TypedMultipleChoiceField(
        label=_("Invite as partners, with their organisations"),
        required=False,
        coerce=uuid.UUID,
        widget=forms.CheckboxSelectMultiple,
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, contacts: list[Contact], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(one.uid), f"{one.organisation} ({one.asker})") for one in contacts]
        self.fields["invited"].choices = choices  # type: ignore[attr-defined]
        if not choices:
            del self.fields["invited"]


def _text(given: dict[str, Any], name: str) -> Text:
    return Text({code: given[f"{name}_{code}"].strip() for code in LANGUAGES})
