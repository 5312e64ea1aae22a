"""Objects of a PDF as they will stand in the file, made once: the file and its identifier both read them."""

from __future__ import annotations

import zlib

import pydyf

# zlib's own balance. The highest level, pydyf's, takes twice the time for a hundredth less.
LEVEL = 6
_FREE = 65535  # the generation of what is never used again


class _Serialised(pydyf.Object):  # type: ignore[misc]  # pydyf has no stubs
    """An object whose bytes are known."""

    data = b""
    compressible = False  # whether it may stand in a stream of objects

    def __init__(self, made: pydyf.Object) -> None:
        super().__init__()
        if made.free == "f":  # nobody refers to it; what is neither counted nor in a stream is numbered 0
            self.number, self.generation, self.free = 0, _FREE, "f"
            return
        self.number, self.generation = made.number, made.generation
        self.compressible = made.compressible
        self.data = made.data


def serialise(pdf: pydyf.PDF) -> None:
    """Put bytes in the place of every object; nothing in them can be changed any more."""
    for place, made in enumerate(pdf.objects):
        if isinstance(made, pydyf.Stream) and made.compress:
            _compress(made)
        pdf.objects[place] = _Serialised(made)


def _compress(stream: pydyf.Stream) -> None:
    plain = pydyf.Stream(stream.stream).data.partition(b"stream\n")[2].removesuffix(b"\nendstream")
    stream.stream, stream.compress = [zlib.compress(plain, LEVEL)], False
    stream.extra = {**stream.extra, "Filter": "/FlateDecode"}
