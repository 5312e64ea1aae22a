"""What is typed about an issue of a newsletter."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.texts import Text
from editorial.models import Issue
from secretariat.call_forms.base import Block
from secretariat.forms.wordings import TextsForm

SUBJECT_LIMIT, INTRO_LIMIT = 150, 5000


class IssueForm(TextsForm):
    """Its subject and introduction, the languages side by side."""

    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, issue: Issue | None = None, **kwargs: Any) -> None:
        key = issue.uid if issue is not None else uuid.uuid4()
        super().__init__(data, initial={"key": key}, **kwargs)
        subject, intro = (issue.subject, issue.intro) if issue is not None else (Text(), Text())
        self.add_texts("subject", _("Subject"), subject, limit=SUBJECT_LIMIT)
        self.add_texts("intro", _("Introduction"), intro, limit=INTRO_LIMIT, rows=8)

    def blocks(self) -> list[Block]:
        """The fields in the order of the page."""
        names = (("subject", _("Subject")), ("intro", _("Introduction")))
        return [
            Block(
                label, tuple(self[one] for one in self.fields if one.startswith(f"{name}_")), "", "languages"
            )
            for name, label in names
        ]


class TestForm(forms.Form):
    """A test to one's own address."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, initial=get_language)


class ItemForm(forms.Form):
    """One act on what an issue tells of."""

    do = forms.ChoiceField(choices=[(one, one) for one in ("add", "remove", "up", "down")])
    source = forms.CharField(max_length=20, required=False)
    key = forms.CharField(max_length=100, required=False)
    item = forms.IntegerField(min_value=1, max_value=2**62, required=False)
