"""Whether a picture can be decoded, with a bound on the memory that this takes."""

from __future__ import annotations

import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from PIL import Image, ImageFile, ImageSequence, UnidentifiedImageError

from core.uploads.archives import refuse_appended_archive
from core.uploads.faults import Fault, Unfit

FORMATS = ("JPEG", "PNG", "GIF", "TIFF", "WEBP", "BMP")
MOST_PIXELS = 40_000_000
MOST_FRAMES = 200
MOST_PIXELS_OF_ALL = 400_000_000
_ONE_AT_A_TIME = threading.Lock()


def check(file: BinaryIO, _extension: str) -> None:
    """Unfit when a frame can't be decoded, or when they have more pixels than a scan needs."""
    refuse_appended_archive(file)
    file.seek(0)
    try:
        with _complaining_of_cut_pictures(), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of odd metadata, and of sizes that are judged below
            _decode(file)
    except (UnidentifiedImageError, Image.DecompressionBombError) as error:
        raise Unfit(Fault.PICTURE if "pixels" in str(error) else Fault.BROKEN, str(error)[:200]) from error
    except (OSError, SyntaxError, ValueError, TypeError, KeyError, IndexError, EOFError) as error:
        raise Unfit(Fault.BROKEN, str(error)[:200]) from error


@contextmanager
def _complaining_of_cut_pictures() -> Iterator[None]:
    """A process that has made a PDF overlooks cut pictures: WeasyPrint tells the whole library to."""
    with _ONE_AT_A_TIME:
        before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
        try:
            yield
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = before


def _decode(file: BinaryIO) -> None:
    with Image.open(file, formats=FORMATS) as picture:
        together = 0
        for number, frame in enumerate(ImageSequence.Iterator(picture), start=1):
            pixels = frame.width * frame.height
            together += pixels
            if pixels > MOST_PIXELS or together > MOST_PIXELS_OF_ALL or number > MOST_FRAMES:
                raise Unfit(Fault.PICTURE, f"{frame.width} x {frame.height}, frame {number}")
            frame.load()
