"""What the team of a platform writes about a request for a service."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from knowledge.models import Meeting, Service, ServiceRequest
from knowledge.models.services import LINE, TEXT
from knowledge.service_states import ServiceKind
from knowledge.services.access import experts_for
from knowledge.services.meetings import ZONES, Wanted, days_of
from knowledge.services.publishing import Words, proposed
from projects.models.attachments import AttachmentState


class ReasonForm(forms.Form):
    """Why, in words that the asker reads."""

    text = forms.CharField(
        label=_("Words to the person who asked"), max_length=TEXT, widget=forms.Textarea(attrs={"rows": 5})
    )

    def __init__(self, data: Any = None, *, request: ServiceRequest, step: str) -> None:
        super().__init__(data)
        self.fields["text"].required = step not in {"accept", "close_answered"}
        self.fields["text"].help_text = _("They appear on the page of the request and in the e-mail.")


class ExpertForm(forms.Form):
    """To whom it is given; `seen` is whom the page showed to have it."""

    expert = forms.ChoiceField(label=_("Expert"), widget=forms.RadioSelect)
    seen = forms.CharField(required=False, max_length=36, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, request: ServiceRequest, step: str) -> None:
        held = str(request.expert.uid) if request.expert else ""
        super().__init__(data, initial={"expert": held, "seen": held})
        self.people = {str(one.user.uid): one.user for one in experts_for(request)}
        field = self.fields["expert"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(uid, user.name or user.email) for uid, user in self.people.items()]

    def expert_chosen(self) -> User:
        """The person that was chosen."""
        return self.people[self.cleaned_data["expert"]]

    def expert_seen(self) -> User | None:
        """Whom the page showed."""
        uid = self.cleaned_data["seen"]
        return self.people.get(uid) or (User.objects.filter(uid=uid).first() if _is_uid(uid) else None)


class DateForm(forms.Form):
    """When and where; `seen` is the edition of the date that the page showed."""

    day = forms.DateField(
        label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    starts = forms.TimeField(
        label=_("Begins at"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    zone = forms.ChoiceField(
        label=_("Time zone"),
        help_text=_("That of the place; each reader sees the hour on this clock."),
        choices=[(zone, zone) for zone in ZONES],
        initial="Europe/Brussels",
    )
    place = forms.CharField(label=_("Place"), max_length=LINE, required=False)
    link = forms.URLField(
        label=_("Link to join"),
        help_text=_("Shown to those who take part, and to nobody else."),
        max_length=500,
        required=False,
        assume_scheme="https",
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10_000)

    def __init__(self, data: Any = None, *, request: ServiceRequest, step: str) -> None:
        meeting: Meeting | None = getattr(request, "meeting", None)
        super().__init__(data, initial=_as_fixed(meeting) if meeting else {"seen": 0})
        if request.kind == ServiceKind.PEER_REVIEW:
            del self.fields["link"]

    def wanted(self) -> Wanted:
        """What was written, as the verb takes it."""
        given = self.cleaned_data
        link = given.get("link", "")
        return Wanted(given["day"], given["starts"], given["zone"], given["place"], link)


class AgendaForm(forms.Form):
    """One point of the agenda."""

    day = forms.TypedChoiceField(label=_("Day"), coerce=int)
    starts = forms.TimeField(label=_("From"), widget=forms.TimeInput(attrs={"type": "time"}))
    ends = forms.TimeField(label=_("Until"), widget=forms.TimeInput(attrs={"type": "time"}))
    title = forms.CharField(label=_("What happens"), max_length=LINE)

    def __init__(self, data: Any = None, *, request: ServiceRequest) -> None:
        super().__init__(data)
        field = self.fields["day"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(number, str(number)) for number in range(1, days_of(request) + 1)]


class PublishForm(forms.Form):
    """The words for the public, and the files of the report that go with them."""

    title = forms.CharField(label=_("Title"), max_length=LINE)
    question = forms.CharField(
        label=_("What was asked"), max_length=2 * TEXT, widget=forms.Textarea(attrs={"rows": 10})
    )
    answer = forms.CharField(
        label=_("The answer, or what came of it"),
        max_length=2 * TEXT,
        widget=forms.Textarea(attrs={"rows": 14}),
    )
    papers = forms.MultipleChoiceField(
        label=_("Files to publish"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any = None, *, request: ServiceRequest) -> None:
        words = getattr(request, "published", None) or proposed(request)
        initial: dict[str, Any] = {
            "title": words.title,
            "question": words.question,
            "answer": words.answer,
        }
        clean = list(request.files.filter(state=AttachmentState.CLEAN))
        initial["papers"] = [str(file.uid) for file in clean if file.is_public]
        super().__init__(data, initial=initial)
        field = self.fields["papers"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(str(file.uid), file.name) for file in clean]
        if not clean:
            del self.fields["papers"]

    def words(self) -> Words:
        """What was written, as the verb takes it."""
        given = self.cleaned_data
        return Words(given["title"], given["question"], given["answer"])

    def chosen(self) -> list[UUID]:
        """The files that were ticked."""
        return [UUID(uid) for uid in self.cleaned_data.get("papers", [])]


class SettingsForm(forms.ModelForm):  # type: ignore[type-arg]  # takes none at run time
    """What the team sets for one service."""

    answer_days = forms.IntegerField(label=_("Working days for an answer"), min_value=1, max_value=250)
    follow_up_months = forms.IntegerField(
        label=_("Months until the host is asked what was taken over"), min_value=1, max_value=60
    )
    close_days = forms.IntegerField(
        label=_("Days after which an answered question closes by itself"), min_value=1, max_value=365
    )

    class Meta:
        model = Service
        fields = ("answer_days", "follow_up_months", "close_days", "is_open")
        help_texts: ClassVar = {"is_open": ""}  # the model's is for developers

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unused = {
            ServiceKind.PEER_REVIEW: ["answer_days", "close_days"],
            ServiceKind.MATCHMAKING: ["answer_days", "follow_up_months", "close_days"],
            ServiceKind.HELPDESK: ["follow_up_months"],
        }
        for name in unused[ServiceKind(self.instance.kind)]:
            del self.fields[name]


def _as_fixed(meeting: Meeting) -> dict[str, object]:
    local = meeting.starts_at.astimezone(meeting.zone)
    return {
        "day": local.date(),
        "starts": local.time(),
        "zone": meeting.time_zone,
        "place": meeting.place,
        "link": meeting.link,
        "seen": meeting.edition,
    }


def _is_uid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
