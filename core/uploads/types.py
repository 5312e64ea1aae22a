"""Which files are accepted: families of extensions with the types that their content may have (libmagic)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "pdf", "picture", "package", "compound", "rtf", "text", "mail", "archive", "signed", "signature"
]

OLE = frozenset({"application/x-ole-storage", "application/cdfv2", "application/vnd.ms-office"})
# What libmagic says of a package whose telling parts lie beyond the first bytes.
PACKED = ("application/zip", "application/octet-stream")
OPEN_XML = "application/vnd.openxmlformats-officedocument."
OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
# Text that machines run or browsers render: never accepted, whatever the extension says.
RUNNABLE = frozenset(
    {
        "text/html",
        "text/xml",
        "text/javascript",
        "text/x-msdos-batch",
        "text/x-php",
        "text/x-shellscript",
        "text/x-script.python",
        "text/x-python",
        "text/x-perl",
        "text/x-ruby",
        "text/x-tcl",
        "text/x-lua",
    }
)


@dataclass(frozen=True)
class Family:
    """Extensions of one kind. `types` are accepted as they are; for text any but the runnable ones."""

    kind: Kind
    extensions: tuple[str, ...]
    types: frozenset[str]


def _family(kind: Kind, extensions: str, *types: str) -> Family:
    return Family(kind, tuple(extensions.split()), frozenset(types))


FAMILIES: tuple[Family, ...] = (
    _family("pdf", "pdf", "application/pdf"),
    _family("package", "docx dotx", f"{OPEN_XML}wordprocessingml.document", *PACKED),
    _family("package", "xlsx xltx", f"{OPEN_XML}spreadsheetml.sheet", *PACKED),
    _family("package", "pptx potx ppsx", f"{OPEN_XML}presentationml.presentation", *PACKED),
    _family("package", "odt ott", f"{OPEN_DOCUMENT}text", f"{OPEN_DOCUMENT}text-template", *PACKED),
    _family(
        "package", "ods ots", f"{OPEN_DOCUMENT}spreadsheet", f"{OPEN_DOCUMENT}spreadsheet-template", *PACKED
    ),
    _family(
        "package", "odp otp", f"{OPEN_DOCUMENT}presentation", f"{OPEN_DOCUMENT}presentation-template", *PACKED
    ),
    _family("package", "odg", f"{OPEN_DOCUMENT}graphics", *PACKED),
    _family("compound", "doc dot", "application/msword", *OLE),
    _family("compound", "xls xlt", "application/vnd.ms-excel", *OLE),
    _family("compound", "ppt pps pot", "application/vnd.ms-powerpoint", *OLE),
    _family("compound", "msg", "application/vnd.ms-outlook", *OLE),
    _family("rtf", "rtf", "text/rtf", "application/rtf"),
    _family("text", "txt csv tsv"),
    _family("mail", "eml", "message/rfc822", "text/plain"),
    _family("picture", "jpg jpeg jfif", "image/jpeg"),
    _family("picture", "png", "image/png"),
    _family("picture", "gif", "image/gif"),
    _family("picture", "tif tiff", "image/tiff"),
    _family("picture", "webp", "image/webp"),
    _family("picture", "bmp", "image/bmp", "image/x-ms-bmp"),
    _family("archive", "zip", "application/zip"),
    _family(
        "signed",
        "asice asics sce scs bdoc edoc adoc",
        "application/zip",
        "application/vnd.etsi.asic-e+zip",
        "application/vnd.etsi.asic-s+zip",
    ),
    _family(
        "signature",
        "p7m p7s p7b sig asc",
        "application/octet-stream",
        "application/pgp-signature",
        "application/pkcs7-mime",
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
        "text/plain",
    ),
)
EXTENSIONS: dict[str, Family] = {extension: family for family in FAMILIES for extension in family.extensions}
# For the `accept` attribute of a file input.
ACCEPT = ",".join(f".{extension}" for extension in EXTENSIONS)
ARCHIVES = frozenset(
    {"7z", "apk", "arj", "bz2", "cab", "dmg", "ear", "gz", "img", "iso", "jar", "lz", "lzma", "rar", "tar"}
    | {"tbz", "tgz", "txz", "war", "xz", "zip", "zst"}
)


def accepts(family: Family, content_type: str) -> bool:
    """Whether content of this type may stand under an extension of the family."""
    if family.kind == "text":
        return content_type.startswith("text/") and content_type not in RUNNABLE
    return content_type in family.types
