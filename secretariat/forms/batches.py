"""What is asked before documents are put together."""

from __future__ import annotations

import uuid
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from assessments.papers_together import APPLICATIONS, RECEIPTS
from core.texts import LANGUAGES
from documents.batches.kinds import kind_of
from documents.models.batches import Form
from programmes.models import Programme, ProgrammingPeriod
from publications import finding
from publications.finding import Query

LONGEST_ADDRESS = 4_000


class BatchForm(forms.Form):
    """Confirms that documents are to be put together; `key` makes a double click one batch."""

    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("key", uuid.uuid4())


def _languages(**more: Any) -> forms.MultipleChoiceField:
    names = dict(settings.LANGUAGES)
    return forms.MultipleChoiceField(
        label=_("Languages"),
        choices=[(code, names[code]) for code in LANGUAGES],
        widget=forms.CheckboxSelectMultiple,
        **more,
    )


class SummariesForm(BatchForm):
    """Which public projects: those of a programme and period, or what a search of the portal finds."""

    programme = forms.ChoiceField(label=_("Programme"), required=False)
    period = forms.ChoiceField(label=_("Period"), required=False)
    search = forms.CharField(
        label=_("Address of a search"),
        max_length=LONGEST_ADDRESS,
        required=False,
        help_text=_("Search among the public projects, and paste here the address of the page of results."),
    )
    languages = _languages(help_text=_("Each summary is made once in each of these languages."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        programme, period = self.fields["programme"], self.fields["period"]
        assert isinstance(programme, forms.ChoiceField)  # noqa: S101 - declared above
        assert isinstance(period, forms.ChoiceField)  # noqa: S101 - declared above
        named = [(one.slug, str(one)) for one in Programme.objects.order_by("code")]
        programme.choices = [("", _("All programmes")), *named]
        known = ProgrammingPeriod.objects.values_list("code", flat=True)
        period.choices = [("", _("All periods")), *((code, code) for code in known)]

    def clean_search(self) -> Query:
        """The search behind a pasted address, of which only what stands behind the question mark counts."""
        typed = self.cleaned_data["search"].strip()
        try:
            asked = urlsplit(typed).query or typed.removeprefix("?")
        except ValueError as error:
            raise ValidationError(_("This is not an address. Copy it from the page of results.")) from error
        found = finding.query(QueryDict(asked.encode("utf-8", "ignore")))
        if typed and (found.is_empty or found.problems):
            raise ValidationError(
                _("This address holds no search, or one with parts that are not understood. Copy it again.")
            )
        return found

    def query(self) -> Query:
        """What is looked for."""
        asked: Query = self.cleaned_data["search"]
        for facet in ("programme", "period"):
            if value := self.cleaned_data[facet]:
                asked = asked.adding(facet, value)
        return asked


class LettersForm(BatchForm):
    """A file for each letter, or one to print."""

    form = forms.ChoiceField(
        label=_("Kind of file"), choices=Form.choices, widget=forms.RadioSelect, initial=Form.ZIP
    )


WHAT = {
    APPLICATIONS: _("The application as it was last submitted"),
    RECEIPTS: _("The receipt of the last submission, in the language in which it was sent"),
}


class ProposalsForm(BatchForm):
    """What is wanted of each proposal."""

    what = forms.ChoiceField(
        label=_("What to take from each proposal"),
        choices=list(WHAT.items()),
        widget=forms.RadioSelect,
        initial=APPLICATIONS,
    )
    languages = _languages(required=False, help_text=_("For the applications."))

    def title(self) -> str:
        """What the batch is called."""
        return str(kind_of(self.cleaned_data["what"]).label)
