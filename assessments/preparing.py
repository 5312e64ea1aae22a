"""Letters that the secretariat prepares by hand: of the last step of a project, or in its own words."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from assessments import letters
from assessments.models import Decision
from assessments.permissions import require_secretariat
from core.errors import DomainError
from correspondence import drafting
from correspondence.models import Message
from correspondence.placeholders import KINDS
from correspondence.states import MessageState
from projects import mails
from projects.lifecycle.moves import clean_text
from projects.locking import locked
from projects.models import Project, StateChange

OWN = "general_letter"
NOTE_LENGTH = 10_000
# A return is told by the letter of its corrections, an undone decision by itself where its letter had left.
_APART = {"step_return_to_applicant", "decision_reverted"}
OFFERED = (
    OWN,
    *(kind for kind in KINDS if kind.startswith(("decision_", "step1_", "step_")) and kind not in _APART),
)


@transaction.atomic
def prepare(project: Project, kind: str, *, by: User, key: str, note: str = "") -> int:
    """Put a letter of this kind to each manager of the project into the outbox; how many were written.

    A letter about a step fits only when that step is the last one told by letter; it is written for those
    managers whose letter was cancelled or never written. `note` is the text of a letter in own words, which
    is written once for each `key`. DomainError when nothing is to be written.
    """
    project = locked(project)
    require_secretariat(by, project)
    if kind not in OFFERED:
        raise DomainError(_("Choose a kind of letter."))
    people = list(mails.managers_of(project))
    if not people:
        raise DomainError(_("Nobody with an open account manages this proposal, so there is no reader."))
    if kind == OWN:
        number = sum(_in_own_words(project, to=one, by=by, key=key, note=note) for one in people)
    else:
        number = sum(_of_step(project, _last_told(project, kind), to=one, by=by) for one in people)
    if not number:
        raise DomainError(_("Each manager of this proposal has this letter already; see the outbox."))
    trail.record(project.chain, "draft letters", by=by, new={"letter": kind, "number": number})
    return number


def _in_own_words(project: Project, *, to: User, by: User, key: str, note: str) -> bool:
    said = clean_text(note, NOTE_LENGTH)
    if not said:
        raise DomainError(_("Write the text of the letter."))
    name = f"letter:{key}:{project.pk}:{to.pk}"
    if Message.objects.filter(dedupe_key=name).exists():
        return False
    words = mails.words_of(project, OWN, to, mails.values_of(project, to, to.language))
    drafting.draft(
        words,
        "letter",
        to=to,
        values={**mails.values_of(project, to, words.language), "note": said},
        about=project.chain,
        programme=mails.outbox_of(project),
        by=by,
        dedupe_key=name,
        time_zone=project.call.time_zone,
    )
    return True


def _of_step(project: Project, change: StateChange, *, to: User, by: User) -> bool:
    """Whether it was written: nobody gets two letters about one step unless the first was cancelled."""
    is_decision = change.step in letters.TEMPLATES
    kind = letters.KIND if is_decision else change.step
    base = f"{kind}:{change.pk}:{to.pk}"
    known = Message.objects.filter(Q(dedupe_key=base) | Q(dedupe_key__startswith=f"{base}:"))
    if known.exclude(state=MessageState.CANCELLED).exists():
        return False
    facts = _facts_of_decision(project, change) if is_decision else mails.facts_of_step(change)
    mails.draft_letter(
        project, change, kind, _letter_of(change), to=to, by=by, facts=facts, turn=known.count() + 1
    )
    return True


def _facts_of_decision(project: Project, change: StateChange) -> Callable[[str], Mapping[str, str]]:
    return letters.facts_of(project, change, Decision.objects.filter(change=change).first())


def _last_told(project: Project, kind: str) -> StateChange:
    """The last step that is told by letter, when it is told by this one."""
    steps = {*letters.TEMPLATES, *mails.TOLD_STEPS}
    change = StateChange.objects.of(project).filter(step__in=steps).first()
    if change is None:
        raise DomainError(_("Nothing has happened to this proposal yet that calls for a letter."))
    told = _letter_of(change)
    if told != kind:
        raise DomainError(
            _("The last step of this proposal calls for the letter “%(last)s”. This one does not fit.")
            % {"last": KINDS[told].label if told in KINDS else told}
        )
    return change


def _letter_of(change: StateChange) -> str:
    return letters.template_of(change) if change.step in letters.TEMPLATES else f"step_{change.step}"
