"""What narrows the list of a platform's members."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core.countries import countries_by_name
from knowledge.models import Platform
from programmes.models import Region


class MemberSearch(forms.Form):
    """Every field may be blank; what is not known is left out."""

    q = forms.CharField(
        label=_("Words"), required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)
    language = forms.ChoiceField(
        label=_("Speaks"), required=False, choices=[("", _("Any language")), *settings.LANGUAGES]
    )
    sort = forms.ChoiceField(
        label=_("Order"), required=False, choices=[("", _("By name")), ("newest", _("Newest first"))]
    )

    def __init__(self, *args: Any, platform: Platform, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        topics = [(topic.code, f"{topic.code} {topic.title}") for topic in platform.topics.all()]
        codes = Region.objects.filter(level=0).values_list("code", flat=True)
        self.fields["theme"].choices = [("", _("Any theme")), *topics]  # type: ignore[attr-defined]
        self.fields["country"].choices = [  # type: ignore[attr-defined]
            ("", _("Any country")),
            *countries_by_name(codes),
        ]

    def chosen(self) -> dict[str, str]:
        """The valid values by name, blank for the others."""
        self.is_valid()
        return {name: str(self.cleaned_data.get(name) or "") for name in self.fields}
