"""What the secretariat of a learning platform decides: experts, reviews, good practices, transfers."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge.models import Expert, Platform, Topic
from knowledge.practices.deciding import TEXT_LENGTH
from knowledge.practices.transferring import TEXT_LENGTH as ANSWER_LENGTH
from knowledge.states import Recommendation


class ExpertForm(forms.Form):
    """Who is an expert of which platform, on what and in which languages."""

    platform = forms.ModelChoiceField(label=_("Platform"), queryset=Platform.objects.none(), empty_label=None)
    email = forms.EmailField(
        label=_("E-mail address of the person's account"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    topics = forms.ModelMultipleChoiceField(
        label=_("Themes"),
        queryset=Topic.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=settings.LANGUAGES, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, programmes: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["platform"].queryset = Platform.objects.filter(pk__in=programmes)  # type: ignore[attr-defined]
        self.fields["topics"].queryset = Topic.objects.filter(platform__in=programmes)  # type: ignore[attr-defined]


class AskForm(forms.Form):
    """Which expert reviews, and by when."""

    expert = forms.ModelChoiceField(label=_("Expert"), queryset=Expert.objects.none())
    due_on = forms.DateField(
        label=_("Review by"),
        widget=forms.DateInput(attrs={"type": "date", "autocomplete": "off"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, platform: Platform, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Expert.objects.active().filter(platform=platform).select_related("user")
        self.fields["expert"].queryset = rows  # type: ignore[attr-defined]
        later = timezone.localdate() + datetime.timedelta(days=platform.review_days)
        self.fields["due_on"].initial = later


class DecideForm(forms.Form):
    """What becomes of a good practice; the version is the one that the page showed."""

    version = forms.IntegerField(min_value=1, max_value=32767, widget=forms.HiddenInput)
    outcome = forms.ChoiceField(label=_("Decision"), choices=Recommendation.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Words to the authors"),
        help_text=_("Needed unless you publish. The texts of the experts follow them in the letter."),
        required=False,
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class TransferForm(forms.Form):
    """Whether a transfer is confirmed, with an answer to who told of it."""

    outcome = forms.ChoiceField(
        label=_("Outcome"),
        choices=[("confirm", _("Confirm it: it becomes public")), ("decline", _("Do not confirm it"))],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("Answer"),
        help_text=_("It is sent by e-mail. Needed when you do not confirm."),
        required=False,
        max_length=ANSWER_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    with_file = forms.BooleanField(
        label=_("Publish the file with it"),
        help_text=_("Whoever brought it agrees. Read it first: it must name nobody who has not agreed."),
        required=False,
    )

    def __init__(self, *args: Any, may_publish: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_publish:
            del self.fields["with_file"]
