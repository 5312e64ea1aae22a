"""The fields of the whole: objective, theme and dates."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from projects.carryover.carrying import Carrying
from projects.models import Attachment


def carry_whole(carrying: Carrying) -> None:
    """The objective by its code, the theme of the same edition, and dates that still lie ahead."""
    source, target = carrying.source, carrying.target
    if source.objective is not None:
        target.objective = carrying.call.objectives.filter(code=source.objective.code).first()
        if target.objective is None:
            carrying.leave(_("Specific objective %(code)s") % {"code": source.objective.code})
    if source.theme is not None:
        if carrying.shows("theme") and carrying.is_same_edition:
            target.theme = source.theme
        else:
            carrying.leave_field("theme")
    if source.start_date and source.start_date > timezone.localdate(timezone=carrying.call.zone):
        target.start_date, target.end_date = source.start_date, source.end_date
    elif source.start_date or source.end_date:
        carrying.leave(_("Start and end date: the start has passed, choose new ones"))
    if Attachment.objects.of_dossier().filter(project=source).exists():
        carrying.leave(_("Annexes: add the files that this call asks for"))
    target.save(update_fields=["objective", "theme", "start_date", "end_date"])
