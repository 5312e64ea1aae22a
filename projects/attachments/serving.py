"""Handing out files. The caller has checked that the reader may have them."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from io import RawIOBase

from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponseBase, HttpResponseNotModified, StreamingHttpResponse
from django.utils.translation import gettext_lazy as _

from core.downloads import harmless, to_save
from core.errors import DomainError
from core.uploads import numbered
from projects.models import Attachment

PIECE = 256 * 1024


class NotHandedOut(DomainError):
    """The file is still being checked, or was refused."""

    status = 409


def respond(attachment: Attachment, request: HttpRequest) -> HttpResponseBase:
    """The file for saving, never for showing. NotHandedOut unless it is clean."""
    if attachment.is_waiting:
        raise NotHandedOut(_("This file is being checked. Come back for it in a minute."))
    if not attachment.is_clean:
        raise NotHandedOut(_("This file was refused by the check, so nobody gets it."))
    etag = f'"{attachment.sha256}"'
    if etag in request.headers.get("If-None-Match", ""):
        return harmless(HttpResponseNotModified(), etag)
    try:
        stored = default_storage.open(attachment.file)
    except FileNotFoundError as error:
        raise NotHandedOut(_("This file can't be found in the storage. Tell the secretariat.")) from error
    return harmless(to_save(stored, attachment.name, attachment.content_type), etag)


def respond_all(attachments: Iterable[Attachment], filename: str) -> HttpResponseBase:
    """All clean files in one archive, in a folder for each category, written while it is sent."""
    clean = [one for one in attachments if one.is_clean]
    if not clean:
        raise NotHandedOut(_("There is no checked file to download."))
    response = StreamingHttpResponse(_archive(clean), content_type="application/zip")
    response.headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    return harmless(response)


class _Sink(RawIOBase):
    """Collects what zipfile writes until it is taken away; has no position, so zipfile never goes back."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, piece: object) -> int:
        content = bytes(piece)  # type: ignore[call-overload]  # a buffer of whatever kind
        self._pieces.append(content)
        return len(content)

    def taken(self) -> bytes:
        content, self._pieces = b"".join(self._pieces), []
        return content


def _archive(attachments: list[Attachment]) -> Iterator[bytes]:
    sink, taken = _Sink(), set[str]()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as archive:
        for attachment in attachments:
            name = numbered(_inside(attachment), taken)
            taken.add(name.casefold())
            entry = zipfile.ZipInfo(name, attachment.uploaded_at.timetuple()[:6])
            with default_storage.open(attachment.file) as stored, archive.open(entry, "w") as inside:
                while piece := stored.read(PIECE):
                    inside.write(piece)
                    yield sink.taken()
            yield sink.taken()
    yield sink.taken()


def _inside(attachment: Attachment) -> str:
    """The name in the archive: a folder for the annex, the partner's short name before the file's."""
    folder = attachment.annex.key if attachment.annex else "other"
    partner = attachment.partnership
    first = f"{partner.position:02d} " if partner else ""
    return f"{folder}/{first}{attachment.name}"
