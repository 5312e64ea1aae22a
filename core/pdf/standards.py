"""PDF/UA-1 (ISO 14289-1) and PDF/A-3a (ISO 19005-3) in one file: what WeasyPrint leaves to be said."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from typing import Any
from xml.sax.saxutils import escape

import pydyf
import weasyprint

from core.pdf.attachments import Attachment
from core.pdf.links import describe, mend_links
from core.pdf.serialised import serialise
from core.pdf.tags import mend, number_of

VARIANT = "pdf/a-3a"
PRODUCER = f"WeasyPrint {weasyprint.VERSION}"
# Of files inside the document when its data carry no date: they need one, and the present is none of theirs.
UNDATED = datetime(2026, 1, 1, tzinfo=UTC)
# Half of the declaration that PDF/A asks of identifiers it does not know by itself (ISO 19005-3, 6.6.2.3).
_PDFUA_SCHEMA = """\
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>"""
_XML_CAN_NOT = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def moment_of(dated: date | datetime | None) -> datetime | None:
    """A day or moment as a moment of UTC."""
    if dated is None:
        return None
    moment = dated if isinstance(dated, datetime) else datetime.combine(dated, time())
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


def attached(
    attachments: Iterable[Attachment], dated: datetime | None, fetcher: Any
) -> list[weasyprint.Attachment]:
    """Attachments as the maker of PDFs takes them, in the order that the file's list of names needs."""
    moment = dated or UNDATED
    return [
        weasyprint.Attachment(
            string=one.content,
            name=one.name,
            description=one.description,
            relationship=one.relationship,
            created=moment,
            modified=moment,
            url_fetcher=fetcher,
        )
        for one in sorted(attachments, key=lambda one: one.name)
    ]


def finish(
    pdf: pydyf.PDF, pages: Iterable[Any], *, title: str, language: str, dated: datetime | None
) -> None:
    """Say which standards the file follows, and mend its tags; nothing can be added afterwards.

    `pages` are those that were painted (weasyprint.Page).
    """
    if dated:
        stamp = pydyf.String(dated.strftime("D:%Y%m%d%H%M%SZ"))
        pdf.info["CreationDate"] = pdf.info["ModDate"] = stamp
    metadata = pdf.objects[number_of(pdf.catalog["Metadata"])]
    metadata.stream = [_xmp(title, language, dated)]
    if "AF" in pdf.catalog:  # WeasyPrint names each attachment twice
        pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))
    describe(pages)
    mend_links(pdf)
    mend(pdf)
    serialise(pdf)


def _xmp(title: str, language: str, dated: datetime | None) -> bytes:
    """The metadata; what the properties of the file say as well is the same here, as PDF/A asks."""
    shown = escape(_XML_CAN_NOT.sub("\ufffd", title))
    moment = dated and dated.strftime("%Y-%m-%dT%H:%M:%SZ")
    dates = (
        f"<xmp:CreateDate>{moment}</xmp:CreateDate><xmp:ModifyDate>{moment}</xmp:ModifyDate>"
        if moment
        else ""
    )
    return f"""<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" \
xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" \
xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>
<pdf:Producer>{escape(PRODUCER)}</pdf:Producer>{dates}
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{shown}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{escape(language)}</rdf:li></rdf:Bag></dc:language>
</rdf:Description>
{_PDFUA_SCHEMA}
</rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>""".encode()
