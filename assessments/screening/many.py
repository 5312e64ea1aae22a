"""Opening the screening of many proposals at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from assessments.screening.sheet import open_screening
from projects.bulk import BulkAct
from projects.models import Project


class OpenScreening(BulkAct):
    """The machine's verdicts for many proposals; what is open already stays as it is."""

    label = gettext_lazy("Open their screening")

    def do(self, project: Project, *, by: User, parameters: Mapping[str, Any]) -> str:
        screening = open_screening(project, by=by)
        return _("Screening of version %(version)s") % {"version": screening.version}
