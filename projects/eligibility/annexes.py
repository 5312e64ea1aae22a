"""Checks of the annexes: what the call asks for is there, and what is there can be read.

A file that still waits for its check does not keep a proposal from being submitted: the scanner may be away
while the deadline passes. It is judged afterwards, and the secretariat sees the outcome.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from core.uploads import Fault
from projects.dossier import AnnexAsked, AnnexFile, Dossier, Partner
from projects.eligibility.check import Check, failed, passed


def checks(dossier: Dossier) -> Iterator[Check]:
    """One for each place that the call asks to fill, and one for the other files that were refused."""
    asked = {annex.key: annex for annex in dossier.call.annexes}
    for annex in asked.values():
        for partner in dossier.partners if annex.per_partner else [None]:
            yield from _place(dossier, annex, partner)
    others = [file for file in dossier.annexes if file.key not in asked]
    if refused := [file for file in others if file.is_refused]:
        yield Check("annex", _("Other files"), "warning", _refusals(refused), "annex.other")


def _place(dossier: Dossier, annex: AnnexAsked, partner: Partner | None) -> Iterator[Check]:
    """The verdicts on one place: what is wrong with its files, or that there is none."""
    uid = partner.uid if partner else None
    files = [file for file in dossier.annexes if (file.key, file.partner) == (annex.key, uid)]
    where = f"annex.{annex.key}.{uid}" if partner else f"annex.{annex.key}"
    title = f"{annex.title}, {partner.abbreviation}" if partner else str(annex.title)
    readable = [file for file in files if not file.is_refused]
    refused = [file for file in files if file.is_refused]
    if not readable and annex.is_required:
        reason = _refusals(refused) if refused else _("This annex is missing. Upload the file.")
        yield failed("annex", title, reason, where)
    elif refused:
        yield Check("annex", title, "warning", _refusals(refused), where)
    elif waiting := next((file for file in readable if file.is_waiting), None):
        reason = _("%(name)s is still being checked. You need not wait for it.") % {"name": waiting.name}
        yield Check("annex", title, "warning", reason, where)
    elif readable:
        yield passed("annex", title, _("There, and it can be read."), where)


def _refusals(files: Iterable[AnnexFile]) -> str:
    return " ".join(_refusal(file) for file in files)


def _refusal(file: AnnexFile) -> str:
    reason = Fault(file.fault).label if file.fault else _("Remove the file, or upload it anew.")
    return _("%(name)s was refused by the check. %(reason)s") % {"name": file.name, "reason": reason}
