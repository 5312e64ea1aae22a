"""Handing out files of reports. The caller has checked that the reader may have them."""

from __future__ import annotations

from django.core.files.storage import default_storage
from django.http import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from core.downloads import harmless, to_save
from core.errors import DomainError
from knowledge.models import ReportFile


def respond(file: ReportFile) -> HttpResponseBase:
    """The file for saving, never for showing. DomainError unless it is clean and there."""
    if file.is_waiting:
        raise DomainError(_("This file is being checked. Come back for it in a minute."))
    if not file.is_clean:
        raise DomainError(_("This file was refused by the check, so nobody gets it."))
    try:
        stored = default_storage.open(file.file)
    except FileNotFoundError as error:
        raise DomainError(_("This file can’t be found in the storage. Tell the secretariat.")) from error
    return harmless(to_save(stored, file.name, file.content_type), f'"{file.sha256}"')
