"""The worker's part of a file: checked, then a paper is read, a picture redrawn without what it carried."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
import structlog
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import F
from django.utils import timezone
from PIL import Image, ImageOps

from core.alone import alone
from core.uploads import Fault, Unfit
from core.uploads.clamd import ScannerAway
from core.uploads.judging import look_at
from editorial.indexing import index_paper
from editorial.models import WIDTHS, Paper, Picture
from editorial.states import UploadState

log = structlog.get_logger(__name__)

MOST_ATTEMPTS = 5
PAUSE = timedelta(seconds=60)  # after the scanner did not answer
MOST_TEXT = 1_000_000  # characters kept of a paper
QUALITY = 82
MODELS: dict[str, type[Paper] | type[Picture]] = {"paper": Paper, "picture": Picture}


def prepare(kind: str, pk: int) -> bool:
    """Check and prepare the file if it waits and nobody else is at it; True when it came to a verdict.

    An attempt counts before it is made: a file that takes its worker down each time is refused in the end.
    """
    with alone(f"{kind}:{pk}") as is_alone:
        row = _begin(MODELS[kind], pk) if is_alone else None
        if row is None:
            return False
        try:
            with default_storage.open(row.file) as stored:
                _inspect(row, stored.file)
                values = _read(stored.file) if isinstance(row, Paper) else _redraw(row, stored.file)
        except Unfit as unfit:
            log.info("file refused", file=row.pk, fault=unfit.fault.value, detail=unfit.detail)
            return _refuse(row, unfit.fault)
        except FileNotFoundError:
            return _refuse(row, Fault.BROKEN)
        except ScannerAway as away:
            log.warning("scanner away", file=row.pk, error=str(away))
            waiting = type(row).objects.filter(pk=row.pk)
            waiting.update(attempts=F("attempts") - 1, due_at=timezone.now() + PAUSE)
            return False
        return _accept(row, values)


def _begin(model: Any, pk: int) -> Paper | Picture | None:
    waiting = model.objects.waiting().filter(pk=pk)
    worn_out = waiting.filter(attempts__gte=MOST_ATTEMPTS).first()
    if worn_out is not None:
        _refuse(worn_out, Fault.UNCHECKED)
        return None
    taken = waiting.update(attempts=F("attempts") + 1)
    found: Paper | Picture | None = model.objects.get(pk=pk) if taken else None
    return found


def _inspect(row: Paper | Picture, content: Any) -> None:
    row.content_type, found = look_at(content, row.name)
    if found:
        raise Unfit(Fault.VIRUS, found)


def _accept(row: Paper | Picture, values: dict[str, Any]) -> bool:
    kept = {"content_type": row.content_type, **values}
    waiting = type(row).objects.filter(pk=row.pk, state=UploadState.WAITING)
    done = waiting.update(state=UploadState.CLEAN, **kept)
    if done and isinstance(row, Paper):
        index_paper(Paper.objects.get(pk=row.pk))
    return bool(done)


def _refuse(row: Paper | Picture, fault: Fault) -> bool:
    """Nobody gets it; the file itself is taken away."""
    waiting = type(row).objects.filter(pk=row.pk, state=UploadState.WAITING)
    done = waiting.update(state=UploadState.REFUSED, fault=fault)
    if done:
        default_storage.delete(row.file)
    return bool(done)


def _read(content: Any) -> dict[str, Any]:
    """The pages of a PDF, what they say, and whether its structure is marked."""
    content.seek(0)
    with pikepdf.open(content, suppress_warnings=True) as document:
        pages = len(document.pages)
        marks = document.Root.get("/MarkInfo")
        is_tagged = bool(marks is not None and marks.get("/Marked"))
    content.seek(0)
    try:
        text = _text_of(content.read(), pages)
    except pypdfium2.PdfiumError as error:
        raise Unfit(Fault.BROKEN, str(error)[:200]) from error
    return {"pages": pages, "is_tagged": is_tagged, "text": text}


def _text_of(content: bytes, pages: int) -> str:
    found, length = [], 0
    with pypdfium2.PdfDocument(content) as document:
        for number in range(pages):
            page = document[number]
            words = page.get_textpage()
            text = words.get_text_range()
            words.close()
            page.close()
            found.append(_storable(text))
            length += len(text)
            if length > MOST_TEXT:
                break
    return "\n".join(found)[:MOST_TEXT]


def _storable(text: str) -> str:
    """Without what no database holds, on lines of one kind."""
    kept = "".join(
        sign for sign in text if sign not in "\x00\ufffe\uffff" and not "\ud800" <= sign <= "\udfff"
    )
    return kept.replace("\r\n", "\n").replace("\r", "\n")


def _redraw(row: Picture, content: Any) -> dict[str, Any]:
    """The picture in its widths, upright, its colours only: nothing of what the camera wrote is kept."""
    content.seek(0)
    with Image.open(content) as opened:
        upright = ImageOps.exif_transpose(opened)
        has_gaps = upright.convert("RGBA").getchannel("A").histogram()[255] < upright.width * upright.height
        whole = upright.convert("RGBA" if has_gaps else "RGB")
    widths = sorted({min(width, whole.width) for width in WIDTHS})
    for width in widths:
        height = max(1, round(whole.height * width / whole.width))
        drawn = whole.resize((width, height), Image.Resampling.LANCZOS)
        _write(f"{row.file}-{width}", drawn, "PNG" if has_gaps else "JPEG")
    default_storage.delete(row.file)
    row.content_type = "image/png" if has_gaps else "image/jpeg"
    largest = widths[-1]
    height = max(1, round(whole.height * largest / whole.width))
    return {"widths": widths, "width": largest, "height": height}


def _write(name: str, picture: Image.Image, form: str) -> None:
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    stream = BytesIO()
    options: dict[str, Any] = {"quality": QUALITY, "progressive": True} if form == "JPEG" else {}
    bare.save(stream, form, optimize=True, **options)
    default_storage.delete(name)
    default_storage.save(name, ContentFile(stream.getvalue()))
