"""Files as people and attackers bring them, made small and from nothing."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

import pikepdf
from PIL import Image

EXE = b"MZ\x90\x00" + b"\0" * 56 + struct.pack("<I", 64) + b"PE\0\0\x4c\x01" + b"\0" * 200
HTML = b"<!doctype html><html><script>alert(1)</script></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
OLE_HEADER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def pdf(pages: int = 1, password: str = "", launch: bool = False) -> bytes:
    """A PDF with empty pages; locked with a password, or starting a program."""
    document = pikepdf.new()
    for _number in range(pages):
        document.add_blank_page(page_size=(595, 842))
    if launch:
        document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe")
    made = io.BytesIO()
    lock = pikepdf.Encryption(owner=password, user=password) if password else False
    document.save(made, encryption=lock)
    return made.getvalue()


def picture(kind: str = "PNG", size: tuple[int, int] = (20, 10)) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", size).save(made, kind)
    return made.getvalue()


def packed(parts: Mapping[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of these parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def docx(**more: bytes) -> bytes:
    """The least that a Word document is made of; `more` adds parts, "__" standing for a slash."""
    parts = {
        "[Content_Types].xml": b"<Types/>",
        "_rels/.rels": b"<Relationships/>",
        "word/document.xml": b"<document/>",
    }
    return packed(parts | {name.replace("__", "/"): content for name, content in more.items()})


def odt() -> bytes:
    return packed({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"})


def compound(entry: str = "", size: int = 4096) -> bytes:
    """The header of an old office file, with one name in its directory."""
    header = bytearray(OLE_HEADER + b"\0" * 504)
    struct.pack_into("<H", header, 30, 9)
    struct.pack_into("<I", header, 48, 1)
    return bytes(header) + b"\0" * 512 + entry.encode("utf-16-le").ljust(64, b"\0") + b"\0" * size


def linked(name: str = "link.pdf", target: bytes = b"/etc/passwd") -> bytes:
    """An archive with a symbolic link."""
    made = io.BytesIO()
    entry = zipfile.ZipInfo(name)
    entry.external_attr = 0o120777 << 16
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(entry, target)
    return made.getvalue()


def wide_png(width: int = 50_000, height: int = 50_000) -> bytes:
    """A small file whose header promises a huge picture."""
    made = bytearray(picture("PNG"))
    struct.pack_into("!II", made, 16, width, height)
    struct.pack_into("!I", made, 29, zlib.crc32(made[12:29]))
    return bytes(made)


def mail(attachment: str = "") -> bytes:
    attached = f'Content-Disposition: attachment; filename="{attachment}"\r\n' if attachment else ""
    return (
        "From: a@example.org\r\nTo: b@example.org\r\nSubject: Agreement\r\n"
        f"Date: Mon, 5 Jan 2026 10:00:00 +0100\r\nMIME-Version: 1.0\r\n{attached}\r\nDear all\r\n"
    ).encode()
