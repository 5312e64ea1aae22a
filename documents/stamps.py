"""What stands on every document, so that a reader can find out whether a copy is still the current one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from core import addresses
from documents import numbers
from documents.kinds import kind_of
from documents.models import Document

ROUTE = "catalogue:document"  # the page that checks a copy, in the reader's language


@dataclass(frozen=True)
class Stamp:
    """Number, fingerprint and date of a document, and where to check it."""

    number: str  # as printed
    fingerprint: str  # SHA-256 of the version that it shows, else of its data
    dated: datetime | date | None
    address: str
    qr: SafeString

    @property
    def has_time(self) -> bool:
        return isinstance(self.dated, datetime)


def stamp_of(document: Document) -> Stamp:
    """The stamp of a document, in the active language."""
    kind = kind_of(document.kind)
    address = addresses.printed(ROUTE, numbers.printed(document.number))
    return Stamp(
        number=numbers.printed(document.number),
        fingerprint=kind.version_hash(document.data) or document.data_hash,
        dated=kind.data_date(document.data),
        address=address,
        qr=qr(address, _("QR code of the address %(address)s") % {"address": address}),
    )


def qr(address: str, title: str) -> SafeString:
    """A QR code (ISO/IEC 18004, error correction M) as SVG with `title` as its alternative text.

    It brings its own quiet zone of four modules, and is one path: sharp at any size, small in the file. Its
    lines are a module wide: as many rectangles would take twice the time.
    """
    code = segno.make_qr(address, error="m", boost_error=False)
    width, height = code.symbol_size(border=4)
    steps = []
    for top, row in enumerate(code.matrix_iter(border=4)):
        end = start = None
        for left, is_dark in enumerate([*row, 0]):
            if is_dark and start is None:
                start = left
            elif not is_dark and start is not None:
                steps.append(f"M{start} {top}.5" if end is None else f"m{start - end} 0")
                steps.append(f"h{left - start}")
                start, end = None, left
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" class="qr" viewBox="0 0 {} {}" role="img"'
        ' shape-rendering="crispEdges"><title>{}</title>'
        '<path fill="#fff" d="M0 0h{}v{}h-{}z"/><path fill="none" stroke="#000" d="{}"/></svg>',
        width,
        height,
        title,
        width,
        height,
        width,
        mark_safe("".join(steps)),  # noqa: S308 - numbers
    )
