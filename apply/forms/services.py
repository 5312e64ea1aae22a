"""What people write who ask for a service, advise, or are invited to take part."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.countries import country_name
from core.texts import LANGUAGES
from knowledge.models import Service, Topic
from knowledge.models.services import LINE, TEXT
from knowledge.service_states import ServiceKind
from knowledge.services.asking import Asked
from programmes.models import Region

NAMES = {"nl": "Nederlands", "fr": "Français", "en": "English"}
REGION_LEVEL = 2  # NUTS 2: fine enough to find peers, few enough for one list
# What each step of these people asks for: the label of its text, a hint, and whether it may stay empty.
TEXTS: dict[str, tuple[Any, Any, bool]] = {
    "answer": (
        _("Your answer"),
        _("It goes by e-mail to the person who asked, in the language of the question."),
        True,
    ),
    "report": (_("What the peers recommend"), _("Host and peers get it by e-mail."), True),
    "conclude": (_("What the session brought"), _("All who took part get it by e-mail."), True),
    "ask_again": (_("Your question"), _("You may ask once more; the same expert answers."), True),
    "follow_up": (_("What you took over, and what not"), _("Expert and peers read it."), True),
    "withdraw": (_("Why you withdraw it"), _("May stay empty. Everybody involved reads it."), False),
    "close": ("", "", False),
}


class AskForm(forms.Form):
    """The form of a service: short, and shorter where the service needs less."""

    organisation = forms.CharField(
        label=_("Your organisation"),
        help_text=_("The authority that asks."),
        max_length=LINE,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    title = forms.CharField(label=_("What it is about, in a few words"), max_length=LINE)
    text = forms.CharField(max_length=TEXT, widget=forms.Textarea(attrs={"rows": 8}))
    questions = forms.CharField(
        label=_("Questions that the peers should answer"),
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    wished = forms.CharField(
        label=_("Dates that would suit you"),
        help_text=_("Some weeks to choose from. The team fixes the date with all who take part."),
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    topic = forms.Field()  # these two hold what the service's platform knows
    region = forms.Field()
    language = forms.ChoiceField(
        label=_("Language you work in"), choices=[(code, NAMES[code]) for code in LANGUAGES]
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, service: Service) -> None:
        language = (get_language() or "en")[:2]
        super().__init__(data, initial={"key": uuid.uuid4(), "language": language})
        is_question = service.kind == ServiceKind.HELPDESK
        self.fields["text"].label = _("Your question") if is_question else _("The policy challenge")
        if service.kind != ServiceKind.PEER_REVIEW:
            del self.fields["questions"]
        if is_question:
            del self.fields["wished"]
        self.fields["topic"] = forms.ModelChoiceField(
            Topic.objects.filter(platform=service.platform_id),
            label=_("Theme"),
            empty_label=_("None of these"),
            required=False,
        )
        countries = service.platform.programme.countries
        regions = Region.objects.filter(level=REGION_LEVEL, country__in=countries)
        self.fields["region"] = forms.ChoiceField(
            choices=[("", _("Not in this list")), *((region.code, _name(region)) for region in regions)],
            label=_("Your region"),
            required=False,
        )

    def asked(self) -> Asked:
        """What was written, as the verb takes it."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "key"}
        return Asked(**{**given, "region": Region.objects.filter(code=given["region"]).first()})


class WordsForm(forms.Form):
    """The text of one step."""

    text = forms.CharField(max_length=TEXT, widget=forms.Textarea(attrs={"rows": 10}))

    def __init__(self, data: Any = None, *, step: str) -> None:
        super().__init__(data)
        label, hint, is_required = TEXTS[step]
        if not label:
            del self.fields["text"]
            return
        field = self.fields["text"]
        field.label, field.help_text, field.required = label, hint, is_required


class PlaceForm(forms.Form):
    """The answer to an invitation."""

    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=[("accept", _("I take part")), ("decline", _("I can't take part"))],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=_("A word to the team"), max_length=1_000, required=False)


def _name(region: Region) -> str:
    return f"{country_name(region.country)}: {region.name_latin} ({region.code})"
