"""Texts and fixed choices: rows of their own with a revision that grows by one with each save."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.models import User
from calls.models import Call, CallTheme
from programmes.models import LegalStatusOption, Region
from projects.fields.outcomes import Current, Saved, StaleValue
from projects.fields.target import number_of, uid_of
from projects.form import GROUPS, FullKey
from projects.models import Answer, CostItem, Entry, LumpSumUse, Partnership, Project


def save_text(project: Project, full: FullKey, text: str, *, base: str, by: User) -> tuple[Saved, bool]:
    """Store a text under its next revision, and whether that changed anything. The project is locked."""
    answer = Answer.objects.filter(project=project.pk, field=full.name, language=full.language).first()
    current = Current(answer.text, str(answer.revision)) if answer else Current("", "0")
    now = timezone.now()
    if text == current.value:
        at = answer.saved_at if answer else now
        return Saved(full.name, full.language, current.token, at, text), False
    if base != current.token:
        who = (answer.saved_by, answer.saved_at) if answer else (None, None)
        raise StaleValue(text, current, by=who[0], at=who[1])
    if answer is None:
        answer = Answer(project_id=project.pk, field=full.name, language=full.language, revision=0)
    answer.text, answer.revision, answer.saved_by, answer.saved_at = text, answer.revision + 1, by, now
    answer.save()
    return Saved(full.name, full.language, str(answer.revision), now, text), True


def row_condition(full: FullKey) -> Q:
    """On a project: that the row of the field is in it now. Nothing to ask for fields without rows."""
    group = full.field.group
    if not group:
        return Q()
    uid = uid_of(full.row)
    if group in GROUPS:
        entries = Entry.objects.present().filter(uid=uid, kind=group, project=OuterRef("pk"))
        return Q(Exists(entries))
    if group == "cost":
        return Q(Exists(CostItem.objects.filter(uid=uid, partnership__project=OuterRef("pk"))))
    if group == "lump_sum":
        return Q(Exists(LumpSumUse.objects.filter(uid=uid, project=OuterRef("pk"))))
    return Q(Exists(Partnership.objects.filter(uid=uid, project=OuterRef("pk"))))


def value_condition(full: FullKey, value: str) -> Q:
    """On a project: that programme and call know the value. Nothing to ask where any text will do."""
    field = full.field
    if not value:
        return Q()
    if field.kind == "region":
        return Q(Exists(Region.objects.filter(code=value)))
    if field.kind == "activities":
        uids = value.split(",")
        present = Entry.objects.present().filter(project=OuterRef("pk"), kind="activity")
        return Q(*(Exists(present.filter(uid=uid)) for uid in uids))
    offered = _OFFERED.get(field.key)
    return Q(offered(value)) if offered else Q()


def _legal_form(value: str) -> Exists:
    options = LegalStatusOption.objects.filter(pk=number_of(value), retired=False)
    return Exists(options.filter(programme_period=OuterRef("call__programme_period")))


def _state_aid_scheme(value: str) -> Exists:
    offered = Call.state_aid_schemes.through.objects.filter(stateaidscheme_id=number_of(value))
    return Exists(offered.filter(call_id=OuterRef("call_id")))


def _call_theme(value: str) -> Exists:
    return Exists(CallTheme.objects.filter(code=value, call=OuterRef("call_id")))


# Choices that programme or call set up, by the key of their field.
_OFFERED: Mapping[str, Callable[[str], Exists]] = {
    "partner.legal_form": _legal_form,
    "partner.state_aid_scheme": _state_aid_scheme,
    "call_theme": _call_theme,
}
