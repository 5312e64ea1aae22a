"""What becomes of a reader's remark."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from publications.models.talk import TEXT_LENGTH
from publications.states import RemarkState


class HandleForm(forms.Form):
    """The outcome, an answer for whoever gave an address, a note for the secretariat itself."""

    outcome = forms.ChoiceField(
        label=_("Outcome"),
        choices=[(state.value, state.label) for state in RemarkState if state != RemarkState.NEW],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("Answer to the reader"),
        help_text=_("It is sent by e-mail, in the language of the page, when you save. Empty: no e-mail."),
        required=False,
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    note = forms.CharField(
        label=_("Note for the secretariat"),
        required=False,
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, has_address: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_address:
            del self.fields["answer"]

    def clean(self) -> dict[str, Any]:
        """Spam gets no answer: one that was written is not dropped without a word."""
        given = super().clean() or self.cleaned_data
        if given.get("outcome") == RemarkState.SPAM and given.get("answer", "").strip():
            self.add_error("answer", _("Spam gets no answer. Empty it, or choose another outcome."))
        return given
