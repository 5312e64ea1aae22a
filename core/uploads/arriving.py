"""Taking in large files on their way from the browser: onto the disk of the portal, never into memory.

Django's own handler lets the sender choose the ending of the file on disk, and overlong endings fail there;
and the system's folder for such files often lies in memory.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, TemporaryFileUploadHandler

FOLDER = "arriving"


class ArrivedFile(TemporaryUploadedFile):
    """A file on the portal's disk under a name of the portal's own, gone when it is closed."""

    def __init__(self, name: str | None, content_type: str | None, charset: str | None, extra: Any) -> None:
        folder = Path(settings.MEDIA_ROOT) / FOLDER
        folder.mkdir(parents=True, exist_ok=True)
        file = tempfile.NamedTemporaryFile(dir=folder, suffix=".part")  # noqa: SIM115 - closed with the request
        UploadedFile.__init__(self, file, name, content_type, 0, charset, extra)


class DiskUploadHandler(TemporaryFileUploadHandler):
    """Writes each piece to disk as it comes in."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        FileUploadHandler.new_file(self, *args, **kwargs)
        self.file = ArrivedFile(self.file_name, self.content_type, self.charset, self.content_type_extra)
