"""What is typed about a monitoring committee and its sessions."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from assessments.committee.sitting import Facts, revision_of
from assessments.models import Delegation, Session
from assessments.models.committee import NAME_LENGTH
from assessments.states import Majority, SessionKind
from calls.models import Call
from core.beside import name_now, show_beside
from core.templatetags.ui import moment
from core.texts import LANGUAGES, Text
from projects.models import Project
from secretariat.forms.seen import note

LANGUAGE_LABELS = {"nl": _("Dutch"), "fr": _("French"), "en": _("English")}
CLOCK = "%Y-%m-%dT%H:%M"


def clock(label: Any, **options: Any) -> forms.DateTimeField:
    """A moment, typed on the portal's clock."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local", "autocomplete": "off"}, format=CLOCK)
    return forms.DateTimeField(
        label=label, widget=widget, input_formats=[CLOCK, "%Y-%m-%dT%H:%M:%S"], **options
    )


class RulesForm(forms.Form):
    """The rules of procedure."""

    quorum_percent = forms.IntegerField(
        label=_("Quorum in percent"),
        min_value=0,
        max_value=100,
        help_text=_("The share of the voting delegations that must take part, rounded up."),
    )
    majority = forms.ChoiceField(label=_("Majority"), choices=Majority, widget=forms.RadioSelect)
    silence_is_consent = forms.BooleanField(
        label=_("In a written procedure, silence is consent"),
        required=False,
        help_text=_("Otherwise a delegation that does not vote in time counts as absent."),
    )


class SessionForm(RulesForm):
    """A session, before it is opened."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Kind"), choices=SessionKind, widget=forms.RadioSelect)
    title = forms.CharField(label=_("Title"), max_length=200)
    call = forms.ModelChoiceField(
        label=_("Call"),
        queryset=Call.objects.none(),
        required=False,
        empty_label=_("No call in particular"),
        help_text=_("Its proposals can be put on the agenda in the order of the ranking."),
    )
    starts_at = clock(_("Begins"), help_text=_("The meeting, or the time from which votes are taken."))
    deadline = clock(
        _("Votes until"), required=False, help_text=_("For a written procedure only: it ends by itself then.")
    )
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    is_online = forms.BooleanField(label=_("Online"), required=False)
    link = forms.URLField(
        label=_("Address of the online meeting"), max_length=300, required=False, assume_scheme="https"
    )
    field_order = [
        *("key", "seen", "kind", "title", "call", "starts_at", "deadline", "place", "is_online", "link"),
        *("quorum_percent", "majority", "silence_is_consent"),
    ]

    def __init__(
        self, *args: Any, calls: QuerySet[Call], session: Session | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = uuid4()
        field = self.fields["call"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - tells the type checker
        field.queryset = calls
        if session is not None:
            del self.fields["call"]
            self.fields["seen"].initial = revision_of(session)

    def clean(self) -> dict[str, Any]:
        """A written procedure has a deadline, and it lies after the beginning."""
        data = super().clean() or self.cleaned_data
        starts, deadline = data.get("starts_at"), data.get("deadline")
        if data.get("kind") == SessionKind.WRITTEN and "deadline" not in self.errors and deadline is None:
            self.add_error("deadline", _("Say until when the delegations can vote."))
        if starts and deadline and deadline <= starts:
            self.add_error("deadline", _("The deadline lies before the beginning. Choose a later one."))
        return data

    def facts(self) -> Facts:
        """What was typed, for the verb."""
        names = Facts.__dataclass_fields__
        return Facts(**{name: self.cleaned_data[name] for name in names})

    def show_beside(self, current: Session) -> None:
        """After a refusal: the form names what is stored now, and each field that differs shows it."""
        name_now(self, seen=revision_of(current))
        differing = [name for name, typed in asdict(self.facts()).items() if typed != getattr(current, name)]
        show_beside(self, {name: _shown(current, name) for name in differing})


def _shown(session: Session, name: str) -> object:
    """A stored fact in words."""
    value = getattr(session, name)
    if name in ("kind", "majority"):
        return getattr(session, f"get_{name}_display")()
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return moment(value) if isinstance(value, datetime) else value


class PointForm(forms.Form):
    """A point of the agenda that is no proposal."""

    title = forms.CharField(label=_("Title"), max_length=200)
    text = note(_("Text"), help_text=_("Appears in the papers."))


class AddProjectForm(forms.Form):
    """A proposal for the agenda."""

    project = forms.ModelChoiceField(
        label=_("Proposal"), queryset=Project.objects.none(), to_field_name="uid", empty_label=_("Choose one")
    )

    def __init__(self, *args: Any, candidates: QuerySet[Project], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["project"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - tells the type checker
        field.queryset = candidates


class ReasonForm(forms.Form):
    """Why a session is called off, or a vote taken up again."""

    note = note(_("Reason"), required=True)


class ExtendForm(ReasonForm):
    """Until when the votes of a written procedure count instead, and why."""

    deadline = clock(_("Votes until"))
    field_order = ("deadline", "note")


class DelegationForm(forms.Form):
    """A delegation: its name in each language, its vote, and who speaks for it."""

    has_vote = forms.BooleanField(label=_("Has a vote"), required=False, initial=True)

    def __init__(
        self, *args: Any, people: QuerySet[User], delegation: Delegation | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        name = delegation.name if delegation else Text()
        for code in LANGUAGES:
            self.fields[f"name_{code}"] = forms.CharField(
                label=_("Name in %(language)s") % {"language": LANGUAGE_LABELS[code]},
                max_length=NAME_LENGTH,
                required=False,
                initial=name.get(code, ""),
            )
        self.order_fields([*(f"name_{code}" for code in LANGUAGES), "has_vote"])
        if delegation is not None:
            self._seats(delegation, people)

    def _seats(self, delegation: Delegation, people: QuerySet[User]) -> None:
        self.fields["has_vote"].initial = delegation.has_vote
        self.fields["is_active"] = forms.BooleanField(
            label=_("Takes part in new sessions"), required=False, initial=delegation.is_active
        )
        seats = list(delegation.members.all())
        for field, label, is_deputy in (
            ("members", _("Members"), False),
            ("deputies", _("Deputies"), True),
        ):
            self.fields[field] = forms.ModelMultipleChoiceField(
                label=label,
                queryset=people,
                required=False,
                widget=forms.CheckboxSelectMultiple,
                initial=[seat.user_id for seat in seats if seat.is_deputy == is_deputy],
            )

    def clean(self) -> dict[str, Any]:
        """At least one name; nobody both member and deputy."""
        data = super().clean() or self.cleaned_data
        if not any(data.get(f"name_{code}", "").strip() for code in LANGUAGES):
            self.add_error(f"name_{LANGUAGES[0]}", _("Give the delegation a name in at least one language."))
        if set(data.get("members", ())) & set(data.get("deputies", ())):
            self.add_error("deputies", _("A person is either a member or a deputy, not both."))
        return data

    def said(self) -> dict[str, Any]:
        """What was typed, for the verb."""
        data = self.cleaned_data
        names = {code: data[f"name_{code}"] for code in LANGUAGES}
        kept = {key: value for key, value in data.items() if not key.startswith("name_")}
        return {"name": names, **kept}
