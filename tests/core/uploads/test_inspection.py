"""Every accepted kind passes; every disguise, bomb and broken file is refused with the reason that fits."""

import io
import tracemalloc
import zipfile

import pytest
from PIL import ImageFile

from core.uploads import EXTENSIONS, Fault, Unfit
from core.uploads.inspection import inspect
from tests import hostile_files as files

GOOD = {
    "a.pdf": files.pdf(3),
    "a.docx": files.docx(),
    "a.odt": files.odt(),
    "a.xlsx": files.packed(
        {"[Content_Types].xml": b"<Types/>", "_rels/.rels": b"", "xl/workbook.xml": b"<x/>"}
    ),
    "a.doc": files.compound(),
    "a.msg": files.compound("__properties_version1.0"),
    "a.rtf": b"{\\rtf1\\ansi Hello}",
    "a.txt": "Eén regel\n".encode(),
    "b.txt": "Eén regel\n".encode("utf-16"),
    "a.csv": b"name;amount\nA;1,00\n",
    "a.eml": files.mail(),
    "a.png": files.picture("PNG"),
    "a.jpg": files.picture("JPEG"),
    "a.gif": files.picture("GIF"),
    "a.tiff": files.picture("TIFF"),
    "a.webp": files.picture("WEBP"),
    "a.bmp": files.picture("BMP"),
    "a.zip": files.packed({"letters/a.pdf": files.pdf(), "b.txt": b"text"}),
    "a.asice": files.packed({"a.pdf": files.pdf(), "META-INF/signatures0.xml": b"<x/>"}),
    "a.p7m": bytes.fromhex("30820a0606092a864886f70d010702") + b"\x00" * 100,
    "a.asc": b"-----BEGIN PGP SIGNATURE-----\n\niQ\n-----END PGP SIGNATURE-----\n",
}
BOMB = b"\0" * (20 * 1024 * 1024)
BAD = {
    ("empty", "a.pdf"): (b"", Fault.EMPTY),
    ("no such type", "a.exe"): (files.EXE, Fault.TYPE),
    ("page", "a.html"): (files.HTML, Fault.TYPE),
    ("drawing", "a.svg"): (files.SVG, Fault.TYPE),
    ("with macros by name", "a.docm"): (files.docx(), Fault.TYPE),
    ("no extension", "agreement"): (files.pdf(), Fault.TYPE),
    ("renamed exe", "a.pdf"): (files.EXE, Fault.TYPE),
    ("renamed elf", "a.txt"): (b"\x7fELF\x02\x01\x01" + b"\0" * 99, Fault.TYPE),
    ("shell script", "a.txt"): (b"#!/bin/sh\nrm -rf /\n", Fault.TYPE),
    ("renamed page", "a.txt"): (files.HTML, Fault.DISGUISED),
    ("renamed drawing", "a.png"): (files.SVG, Fault.DISGUISED),
    ("picture as document", "a.pdf"): (files.picture(), Fault.DISGUISED),
    ("sheet as text document", "a.docx"): (GOOD["a.xlsx"], Fault.DISGUISED),
    ("archive as document", "a.docx"): (GOOD["a.zip"], Fault.DISGUISED),
    ("page in front of a PDF", "a.pdf"): (files.HTML + files.pdf(), Fault.DISGUISED),
    ("markup in a comment of a GIF", "a.gif"): (
        files.picture("GIF")[:-1] + b"\x21\xfe\x10<script>alert(1)\x00;",
        Fault.DISGUISED,
    ),
    ("PDF with an archive behind", "a.pdf"): (files.pdf() + files.packed({"a.txt": b"x"}), Fault.DISGUISED),
    ("picture with an archive behind", "a.png"): (
        files.picture() + files.packed({"a.js": b"x"}),
        Fault.DISGUISED,
    ),
    ("NUL in a text", "a.txt"): (b"text " * 2000 + b"\0", Fault.DISGUISED),
    ("locked PDF", "a.pdf"): (files.pdf(password="secret"), Fault.LOCKED),
    ("cut PDF", "a.pdf"): (files.pdf(9)[:-700], Fault.BROKEN),
    ("PDF of nonsense", "a.pdf"): (b"%PDF-1.7\nnothing of the kind\n%%EOF\n", Fault.BROKEN),
    ("PDF without pages", "a.pdf"): (files.pdf(0), Fault.BROKEN),
    ("PDF that starts a program", "a.pdf"): (files.pdf(launch=True), Fault.ACTIVE),
    ("locked document", "a.docx"): (files.compound("EncryptedPackage"), Fault.DISGUISED),
    ("locked old document", "a.xls"): (files.compound("EncryptedPackage"), Fault.LOCKED),
    ("macros in an old document", "a.doc"): (files.compound("_VBA_PROJECT"), Fault.MACROS),
    ("cut old document", "a.doc"): (files.compound()[:600], Fault.BROKEN),
    ("macros in a document", "a.docx"): (
        files.packed({"[Content_Types].xml": b"<x/>", "word/document.xml": b"", "word/vbaProject.bin": b"x"}),
        Fault.MACROS,
    ),
    ("entities in a document", "a.docx"): (
        files.packed(
            {"[Content_Types].xml": b"<x/>", "word/document.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}
        ),
        Fault.BROKEN,
    ),
    ("archive in an archive", "a.zip"): (files.packed({"b.zip": b"PK"}), Fault.NESTED),
    ("program in an archive", "a.zip"): (files.packed({"setup.exe": files.EXE}), Fault.CONTENT),
    ("disguised program in an archive", "a.zip"): (files.packed({"a.pdf": files.EXE}), Fault.CONTENT),
    ("way out of an archive", "a.zip"): (files.packed({"../../a.txt": b"x"}), Fault.PATHS),
    ("absolute name in an archive", "a.zip"): (files.packed({"/etc/a.txt": b"x"}), Fault.PATHS),
    ("drive in an archive", "a.zip"): (files.packed({"C:a.txt": b"x"}), Fault.PATHS),
    ("link in an archive", "a.zip"): (files.linked(), Fault.PATHS),
    ("bomb", "a.zip"): (files.packed({"a.txt": BOMB}), Fault.SWELLS),
    ("bomb in a document", "a.docx"): (files.docx(word__media__a=BOMB), Fault.SWELLS),
    ("too many entries", "a.zip"): (
        files.packed({f"{number}.txt": b"" for number in range(6000)}, method=zipfile.ZIP_STORED),
        Fault.SWELLS,
    ),
    ("cut archive", "a.zip"): (files.packed({"a.txt": b"x" * 999})[:-30], Fault.BROKEN),
    ("archive without entries", "a.zip"): (files.packed({}), Fault.EMPTY),
    ("no signature in the container", "a.asice"): (files.packed({"a.pdf": b"x"}), Fault.DISGUISED),
    ("bomb of pixels", "a.png"): (files.wide_png(), Fault.PICTURE),
    ("cut picture", "a.jpg"): (files.picture("JPEG", (800, 800))[:-900], Fault.BROKEN),
    ("rich text with objects", "a.rtf"): (b"{\\rtf1{\\object\\objdata 0105}}", Fault.ACTIVE),
    ("cut rich text", "a.rtf"): (b"{\\rtf1 hello", Fault.BROKEN),
    ("mail with a program", "a.eml"): (files.mail("invoice.pdf.exe"), Fault.CONTENT),
    ("no mail", "a.eml"): (b"just a text\n", Fault.DISGUISED),
    ("no signature", "a.p7m"): (b"\x01\x02\x03\x04" * 99, Fault.DISGUISED),
}


@pytest.mark.parametrize("name", GOOD)
def test_inspect_passes_what_is_what_it_says(name):
    assert inspect(io.BytesIO(GOOD[name]), name).count("/") == 1


@pytest.mark.parametrize(("case", "name"), BAD)
def test_inspect_refuses_with_the_reason(case, name):
    content, fault = BAD[case, name]
    with pytest.raises(Unfit) as refusal:
        inspect(io.BytesIO(content), name)
    assert refusal.value.fault == fault


def test_inspect_tells_the_type_by_content():
    assert inspect(io.BytesIO(GOOD["a.pdf"]), "A.PDF") == "application/pdf"
    assert inspect(io.BytesIO(GOOD["a.png"]), "a.png") == "image/png"


def test_inspect_keeps_bombs_out_of_memory():
    bomb = files.packed({"a.txt": b"\0" * 5_000_000, "b.txt": b"\0" * 5_000_000})
    tracemalloc.start()
    inspect(io.BytesIO(bomb), "a.zip")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4_000_000


def test_every_extension_names_its_family_once():
    assert len(EXTENSIONS) == 50
    assert "svg" not in EXTENSIONS
    assert "html" not in EXTENSIONS


def test_inspect_refuses_a_cut_picture_after_pdfs_were_made(monkeypatch):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    content, fault = BAD["cut picture", "a.jpg"]
    with pytest.raises(Unfit) as refusal:
        inspect(io.BytesIO(content), "a.jpg")
    assert refusal.value.fault == fault
    assert ImageFile.LOAD_TRUNCATED_IMAGES is True
