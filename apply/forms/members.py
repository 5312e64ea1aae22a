"""A member's profile, and a message to another member."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core.beside import name_now
from core.countries import countries_by_name
from knowledge.community import MESSAGE_LENGTH, Profile
from knowledge.models import Member, Topic
from knowledge.models.members import TEXT_LENGTH
from knowledge.states import Visibility
from programmes.models import Region


class ProfileForm(forms.Form):
    """Everything but the name, which is the account's. `revision` is the one that the page showed."""

    revision = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)
    organisation_name = forms.CharField(
        label=_("Organisation"),
        required=False,
        max_length=250,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    function = forms.CharField(
        label=_("What you do there"),
        required=False,
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    country = forms.ChoiceField(
        label=_("Country"), required=False, widget=forms.Select(attrs={"autocomplete": "country"})
    )
    region = forms.ChoiceField(label=_("Region"), required=False)
    topics = forms.ModelMultipleChoiceField(
        label=_("Themes"),
        queryset=Topic.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages that you speak"),
        choices=settings.LANGUAGES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    language = forms.ChoiceField(label=_("Language of the texts below"), choices=settings.LANGUAGES)
    offers = forms.CharField(
        label=_("What you offer"),
        help_text=_("What others can learn from you."),
        required=False,
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    seeks = forms.CharField(
        label=_("What you seek"),
        help_text=_("What you would like to learn, or with whom to work."),
        required=False,
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    visibility = forms.ChoiceField(
        label=_("Who sees this profile?"), choices=Visibility.choices, widget=forms.RadioSelect
    )
    takes_messages = forms.BooleanField(
        label=_("Other members may write to me through the portal"),
        help_text=_("They do not see your address."),
        required=False,
    )

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topics"].queryset = member.platform.topics.all()  # type: ignore[attr-defined]
        by_country: dict[str, list[tuple[str, str]]] = {}
        rows = Region.objects.filter(level__in=(0, 2)).values_list("code", "name_latin", "country")
        for code, name, country in rows:
            held = by_country.setdefault(country, [])
            if len(code) > 2:
                held.append((code, name))
        named = countries_by_name(by_country)
        blank = ("", "–")
        self.fields["country"].choices = [blank, *named]  # type: ignore[attr-defined]
        groups = [(name, by_country[code]) for code, name in named if by_country[code]]
        self.fields["region"].choices = [blank, *groups]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        region, country = given.get("region", ""), given.get("country", "")
        if region and country and not region.startswith(country):
            self.add_error("region", _("The region lies in another country. Choose again."))
        return given

    def look_again(self, revision: int) -> None:
        """Name another revision: what was typed may now replace what the other page saved."""
        name_now(self, revision=revision)

    def profile(self) -> Profile:
        """What the valid form says."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "revision"}
        return Profile(**{**given, "visibility": Visibility(given["visibility"])})


def initial_of(member: Member) -> dict[str, Any]:
    """The profile as it is kept, for the form."""
    names = ("revision", "function", "country", "region", "language", "languages", "offers", "seeks")
    held = {name: getattr(member, name) for name in names}
    topics = [topic.pk for topic in member.topics.all()]
    more = {"visibility": member.visibility, "takes_messages": member.takes_messages}
    return {**held, **more, "topics": topics, "organisation_name": member.at}


class MessageForm(forms.Form):
    """What to say to another member."""

    stamp = forms.CharField(max_length=64, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Your message"),
        help_text=_(
            "It is sent by e-mail, with your name and a link to answer here, but without your address."
        ),
        max_length=MESSAGE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
