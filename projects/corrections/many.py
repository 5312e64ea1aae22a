"""Reminding the applicants of many proposals of the corrections that they were asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from projects.bulk import BulkAct
from projects.corrections.reminding import remind_now
from projects.models import Project


class RemindOfCorrections(BulkAct):
    """A reminder to the managers of each proposal that is with the applicant for corrections."""

    label = gettext_lazy("Remind of corrections asked for")
    explains = gettext_lazy(
        "Each manager of each proposal gets an e-mail that leaves at once. Anybody reminded within the "
        "last day is not reminded again."
    )

    def do(self, project: Project, *, by: User, parameters: Mapping[str, Any]) -> str:
        number = remind_now(project, by=by)
        told = ngettext("%(n)d person is reminded", "%(n)d people are reminded", number)
        return told % {"n": number}
