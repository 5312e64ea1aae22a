"""The verdict on a file that was taken in: its type, its structure, and the scanner if there is one.

What inspects is named in the settings: it is heavy, and workers alone load it.
"""

from __future__ import annotations

from typing import Any, BinaryIO

import structlog
from django.conf import settings
from django.core.files.storage import default_storage
from django.utils.module_loading import import_string

from core.uploads.clamd import scan
from core.uploads.faults import Fault, Unfit

log = structlog.get_logger(__name__)


def look_at(content: BinaryIO, name: str) -> tuple[str, str]:
    """The type of an open file (MIME), and what the scanner found in it, "" for nothing.

    Raises Unfit when the file is not accepted, ScannerAway when the scanner does not answer.
    """
    content_type: str = import_string(settings.UPLOAD_INSPECTOR)(content, name)
    return content_type, scan(content, settings.CLAMD_URL) if settings.CLAMD_URL else ""


def judge(place: str, name: str, **about: object) -> tuple[str, Fault | None]:
    """The type of the file that is stored at `place`, and what is wrong with it if anything is.

    `about` tells the log whose file it is. Raises ScannerAway.
    """
    try:
        with default_storage.open(place) as stored:
            content: Any = stored.file
            content_type, found = look_at(content, name)
    except Unfit as unfit:
        log.info("file refused", **about, fault=unfit.fault.value, detail=unfit.detail)
        return "", unfit.fault
    except FileNotFoundError:
        log.error("file is gone from the storage", **about)
        return "", Fault.BROKEN
    if found:
        log.warning("virus found", **about, found=found)
        return content_type, Fault.VIRUS
    return content_type, None
