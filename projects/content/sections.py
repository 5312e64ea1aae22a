"""The sections of a dossier in the order of the form, with what the call shows in each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from uuid import UUID

from django.utils.translation import gettext as _

from core.countries import country_name
from core.texts import colon
from core.uploads import Fault
from partners.states import IdentifierScheme, LegalStatus, OrganisationType
from projects.content import money
from projects.content.parts import Column, Field, Row, Section, Table, TableRow, Words
from projects.content.values import partner_names, region, words_of
from projects.dossier import AnnexFile, Dossier, EntryRecord, Partner
from projects.form import (
    GROUPS,
    PARTS,
    SECTIONS,
    FormField,
    children_of,
    fields_of,
    fields_of_group,
    is_asked_of,
)
from projects.models import Partnership
from projects.models.attachments import AttachmentState

_MONEY = frozenset({"budget", "lump_sums"})
_SHOWN_ELSEWHERE = _MONEY | {"identification", "summary", "annexes"}


def content_of(dossier: Dossier) -> tuple[Section, ...]:
    """Every section in which the call shows something, or something stands."""
    return tuple(
        section for key in SECTIONS if not (section := _section(dossier, key)).is_empty or section.fields
    )


def texts_of(dossier: Dossier, asked: Collection[str] = ()) -> list[Section]:
    """What pages show beside a dossier's short facts and its money: the other sections that say something.

    Sections that are `asked` for by their keys are there even when they were left blank.
    """
    sections = [_section(dossier, key) for key in SECTIONS if key not in _SHOWN_ELSEWHERE]
    return [one for one in sections if not one.is_empty or one.key in asked]


def _section(dossier: Dossier, key: str) -> Section:
    title = str(SECTIONS[key])
    if key in _MONEY:
        tables = money.tables_of(dossier) if key == "budget" else money.lump_sums_of(dossier)
        return Section(key, title, tables=tables)
    if key == "annexes":
        return Section(key, title, tables=_annexes(dossier))
    fields = tuple(_fields(dossier, (one for one in fields_of(key) if not one.group)))
    return Section(key, title, fields, tuple(_rows(dossier, key)))


def _fields(
    dossier: Dossier, fields: Iterable[FormField], row: str = "", entry: EntryRecord | None = None
) -> Iterator[Field]:
    """The shown ones, with their values. `row` is the identity of the row that they stand in."""
    for one in fields:
        if one.kind == "table" or one.key not in dossier.call.fields:
            continue
        name = f"{one.group}.{row}.{one.attribute}" if row else one.key
        yield Field(
            key=name,
            label=str(one.label),
            words=words_of(dossier, one, name, entry),
            is_prose=one.kind == "text",
            heading=str(PARTS[one.part]) if one.part in PARTS else "",
        )


def _rows(dossier: Dossier, section: str) -> Iterator[Row]:
    if section == "partners":
        yield from (_partner(dossier, partner) for partner in dossier.partners)
    for group in GROUPS.values():
        if group.section == section and not group.parent:
            yield from (_entry(dossier, entry) for entry in dossier.entries_in(group.kind))


def _entry(dossier: Dossier, entry: EntryRecord) -> Row:
    group = GROUPS[entry.kind]
    fields = tuple(_fields(dossier, fields_of_group(entry.kind), str(entry.uid), entry))
    below = tuple(
        _entry(dossier, child)
        for kind in children_of(entry.kind)
        for child in dossier.entries_in(kind.kind, entry.uid)
    )
    texts = (str(dossier.text(entry.key(attribute))) for attribute in ("title", "name"))
    given = (*texts, dossier.plain(entry.key("name")))
    title = next((text for text in given if text), "")
    name = f"{group.label} {entry.number}"
    return Row(
        str(entry.uid), entry.kind, entry.number, f"{name}{colon()} {title}" if title else name, fields, below
    )


def _partner(dossier: Dossier, partner: Partner) -> Row:
    uid = str(partner.uid)
    known = tuple(
        Field(f"partner.{uid}.{name}", label, (Words(value),) if value else ())
        for name, label, value in _register(partner)
    )
    own = [
        one
        for one in fields_of("partners")
        if one.group == "partner" and not one.is_column and is_asked_of(one, partner.type)
    ]
    name = f"{partner.abbreviation}{colon()} {partner.name}"
    title = f"{partner.position}. {name}"
    return Row(uid, "partner", str(partner.position), title, (*known, *_fields(dossier, own, uid)))


def _register(partner: Partner) -> Iterator[tuple[str, str, str]]:
    """What the register of organisations said of a partner at that time."""
    yield "role", _("Role"), str(Partnership.Role(partner.role).label)
    yield "name", _("Name"), partner.name
    yield "name_english", _("Name in English"), partner.name_english
    yield "abbreviation", _("Short name"), partner.abbreviation
    yield "street", _("Street"), partner.street
    yield "postcode", _("Postcode"), partner.postcode
    yield "city", _("Town"), partner.city
    yield "country", _("Country"), country_name(partner.country)
    yield "region", _("Region"), region(partner.region)
    status = LegalStatus(partner.legal_status).label if partner.legal_status else ""
    yield "legal_status", _("Legal status"), str(status)
    kind = OrganisationType(partner.type).label if partner.type else ""
    yield "type", _("Type of organisation"), str(kind)
    yield "website", _("Website"), partner.website
    for each in partner.identifiers:
        yield f"identifier.{each.scheme}", str(IdentifierScheme(each.scheme).label), each.value


def _annexes(dossier: Dossier) -> tuple[Table, ...]:
    """The files with their digests, by which any of them can be recognised."""
    if not (dossier.annexes or dossier.call.annexes):
        return ()
    titles = {annex.key: str(annex.title) for annex in dossier.call.annexes}
    columns = (
        Column("annex", _("Annex")),
        Column("partner", _("Partner")),
        Column("size", _("Bytes")),
        Column("state", _("State")),
        Column("sha256", _("Fingerprint (SHA-256)")),
    )
    rows = tuple(
        TableRow(
            f"{file.sha256}.{count}",
            f"{file.name} ({file.description})" if file.description else file.name,
            (
                titles.get(file.key) or _("Other files"),
                partner_names(dossier, _uids(file)) or None,
                str(file.size),
                _state(file),
                file.sha256,
            ),
        )
        for count, file in _counted(dossier.annexes)
    )
    return (Table("annexes", _("Files"), _("File"), columns, rows),)


def _counted(files: Iterable[AnnexFile]) -> Iterator[tuple[int, AnnexFile]]:
    """Each file with how often its content stood before it: by content they are known again."""
    seen: Counter[str] = Counter()
    for file in files:
        yield seen[file.sha256], file
        seen[file.sha256] += 1


def _uids(file: AnnexFile) -> list[UUID]:
    return [file.partner] if file.partner else []


def _state(file: AnnexFile) -> str:
    label = str(AttachmentState(file.state).label)
    return f"{label}{colon()} {Fault(file.fault).label}" if file.fault else label
