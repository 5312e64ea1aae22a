"""What kinds of document there are, each made by a class of the app that knows its subject."""

from __future__ import annotations

import hashlib
import importlib.util
import inspect
import re
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.template.loader import get_template
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from core.pdf import Attachment
from core.pdf.attachments import as_json
from core.pdf.manuscripts import Manuscript
from core.pdf.styles import STYLES

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

# Modules and styles that every document is made with: a change in one of them is a new revision.
SHARED_MODULES = (
    "core.pdf",
    "core.charts",
    "core.maps",
    "core.shapes",
    "core.emblem",
    "core.money",
    "core.plain",
    "documents.stamps",
)
_PARTS = re.compile(r"""{%\s*(?:extends|include)\s+["']([^"']+)["']""")


class Kind(ABC):
    """A kind of document: its template, and what the template shows of the data.

    `context` must use nothing but its arguments, so that the same data give the same document.
    """

    template: ClassVar[str]
    sources: ClassVar[tuple[str, ...]] = ()  # modules and packages whose change makes a new revision
    edition: ClassVar[int] = 1  # raise it when the words of the document changed in the catalogues
    seconds: ClassVar[int] = 60  # that a worker may take for one
    # Days after the last use until the file goes; None: it is kept for good (letters, receipts, contracts).
    days_unused: ClassVar[int | None] = None
    reads_anew: ClassVar[bool] = False  # whether `data_of` is there, so that a change is followed
    label: ClassVar[StrPromise | str] = _lazy("Document")  # what a document of this kind is called
    is_public: ClassVar[bool] = False  # whether anybody may know what a document of this kind is about

    def context(self, data: dict[str, Any], language: str) -> dict[str, Any]:
        """What the template sees; the interface language is already active."""
        return dict(data)

    def data_of(self, subject: str) -> dict[str, Any] | None:
        """The present data of a subject, for the making anew after a change; None when it is gone."""
        raise NotImplementedError(f"{type(self).__name__} reads nothing anew: {subject}")

    def programme(self, data: dict[str, Any]) -> str:
        """The code of the programme whose staff sees what went wrong; empty when it is of none."""
        found = data.get("programme") or data.get("dossier", {}).get("programme")
        return found if isinstance(found, str) else ""

    @abstractmethod
    def title(self, data: dict[str, Any], language: str) -> str:
        """The title in the file's properties."""

    @abstractmethod
    def filename(self, data: dict[str, Any], language: str) -> str:
        """The name under which a reader saves the file, ending in .pdf."""

    def data_date(self, data: dict[str, Any]) -> datetime | date | None:
        """The day, or moment, of which the data are true; None when nothing says it."""
        return None

    def version_hash(self, data: dict[str, Any]) -> str:
        """The fingerprint of the frozen version that the document shows; else "": that of its data counts."""
        return ""

    def address(self, data: dict[str, Any], language: str) -> str:
        """The full address of the public page about what the document shows; "" when there is none."""
        return ""

    def attachments(self, data: dict[str, Any], language: str) -> Sequence[Attachment]:
        """What goes inside the file beside the pages: of public kinds, the data as JSON."""
        if not self.is_public:
            return ()
        name = self.filename(data, language).removesuffix(".pdf") + ".json"
        return (as_json(name, data, _("The data that this document was made from")),)


class InParts(Kind):
    """A kind whose documents are so long that they are laid out part by part (core.pdf.binding)."""

    further: ClassVar[tuple[str, ...]] = ()  # templates beside the first one
    styles: ClassVar[tuple[str, ...]] = ()  # static files with styles beside those of all documents

    @abstractmethod
    def manuscript(self, data: dict[str, Any], language: str, further: Mapping[str, Any]) -> Manuscript:
        """The parts; `further` is what every template gets. The interface language is already active."""


def kind_of(name: str) -> Kind:
    """The kind called `name` in settings.DOCUMENT_KINDS. KeyError when there is none."""
    return _load(settings.DOCUMENT_KINDS[name])


def template_revision(name: str) -> str:
    """The SHA-256 of all that shapes documents of this kind beside their data: templates, styles, code."""
    return _revision(settings.DOCUMENT_KINDS[name])


@cache
def _load(path: str) -> Kind:
    kind: Kind = import_string(path)()
    return kind


@cache
def _revision(path: str) -> str:
    kind = _load(path)
    content = hashlib.sha256(str(kind.edition).encode())
    further = kind.further if isinstance(kind, InParts) else ()
    for source in sorted({file for name in (kind.template, *further) for file in _template_files(name)}):
        content.update(source.read_bytes())
    own = (*_files_of(kind.sources), *_styles(kind), Path(inspect.getfile(type(kind))))
    for file in (*_shared_files(), *own):
        content.update(file.read_bytes())
    return content.hexdigest()


def _template_files(name: str, seen: frozenset[str] = frozenset()) -> set[Path]:
    """The file of a template and of all that it extends or includes by name."""
    template: Any = get_template(name)
    origin = Path(template.origin.name)
    files = {origin}
    for part in _PARTS.findall(origin.read_text(encoding="utf-8")):
        if part not in seen:
            files |= _template_files(part, seen | {name})
    return files


def _files_of(names: Sequence[str]) -> list[Path]:
    """The files of modules by name; of a package all that lie in it."""
    files: list[Path] = []
    for name in names:
        spec = importlib.util.find_spec(name)
        folders = spec.submodule_search_locations if spec else None
        if folders:
            files += [path for folder in folders for path in sorted(Path(folder).rglob("*.py"))]
        elif spec and spec.origin:
            files.append(Path(spec.origin))
    return files


def _styles(kind: Kind) -> list[Path]:
    names = kind.styles if isinstance(kind, InParts) else ()
    files = [Path(folder) / name for folder in settings.STATICFILES_DIRS for name in names]
    return [file for file in files if file.exists()]


def _shared_files() -> list[Path]:
    modules = _files_of(SHARED_MODULES)
    styles = [Path(folder) / style for folder in settings.STATICFILES_DIRS for style in STYLES]
    return [*modules, *(style for style in styles if style.exists())]
