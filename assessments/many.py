"""What is done with many proposals at once in their assessment: assessors invited, letters prepared."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from assessments.assigning import assessors_for, invite_assessor
from assessments.models import Assessment
from assessments.preparing import prepare
from core.errors import DomainError
from projects.bulk import BulkAct
from projects.models import Project, Version


class InviteAssessors(BulkAct):
    """Each of the people in `parameters["people"]` (uids) for each proposal; `due` as ISO text.

    Who cannot assess one is named in its note; a proposal that gets nobody is refused with every reason.
    """

    label = gettext_lazy("Invite assessors")
    explains = gettext_lazy(
        "Each of the people chosen is asked to assess each proposal, by an e-mail that leaves at once."
    )

    def do(self, project: Project, *, by: User, parameters: Mapping[str, Any]) -> str:
        due = parameters.get("due") or ""
        over = bool(parameters.get("over_capacity"))
        asked, refused = list[str](), list[str]()
        people = User.objects.filter(uid__in=list(parameters.get("people") or [])).order_by("name", "pk")
        for person in people:
            if _sits(project, person):
                refused.append(_("%(name)s assesses it already.") % {"name": person})
                continue
            try:
                with transaction.atomic():
                    invite_assessor(
                        project,
                        by=by,
                        assessor=person,
                        due=datetime.date.fromisoformat(due) if due else None,
                        over_capacity=over,
                    )
            except DomainError as refusal:
                refused.append(_("%(name)s: %(reason)s") % {"name": person, "reason": refusal.text})
            else:
                asked.append(str(person))
        if not asked:
            raise DomainError("\n".join(refused) or _("Choose at least one assessor."))
        return "\n".join([_("Invited: %(names)s") % {"names": ", ".join(asked)}, *refused])


class PrepareLetters(BulkAct):
    """Letters of the kind `parameters["kind"]`; `note` is the text of a letter in own words."""

    label = gettext_lazy("Prepare letters of one kind")
    explains = gettext_lazy(
        "A letter to each manager of each proposal is put into the outbox. Nothing leaves before it is "
        "confirmed there."
    )

    def do(self, project: Project, *, by: User, parameters: Mapping[str, Any]) -> str:
        kind, key = parameters.get("kind") or "", parameters.get("key") or ""
        number = prepare(project, kind, by=by, key=key, note=parameters.get("note") or "")
        told = ngettext("%(n)d letter waits in the outbox", "%(n)d letters wait in the outbox", number)
        return told % {"n": number}


def _sits(project: Project, person: User) -> bool:
    """Whether the person has a place on the newest version already."""
    if assessors_for(project).filter(pk=person.pk).exists():
        return False
    version = Version.objects.newest_of(project)
    return Assessment.objects.filter(version=version, assessor=person).taking_part().exists()
