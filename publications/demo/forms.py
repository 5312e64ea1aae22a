"""Writing the longer form of a demo proposal: answers, partners, and the entries of the work plan."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.utils.translation import override

from accounts.models import User
from programmes.models import LegalStatusOption, ProgrammeIndicator
from projects import entries
from projects.form import FIELDS, FormField, full_key
from projects.models import Entry, Project
from publications.demo.writing import fill

Content = Mapping[str, Any]
# What stands in an entry beside its fields.
_BESIDE = frozenset({"kind", "entries"})


def write_form(project: Project, content: Content, *, by: User) -> None:
    """Everything that `content` says (fixtures/demo/forms.yaml). KeyError for a name that is not there."""
    known = _Names(project)
    values = _values("", content.get("answers", {}), known)
    for abbreviation, said in content.get("partners", {}).items():
        values |= _values(f"partner.{known.partners[abbreviation]}.", said, known)
    for said in content.get("entries", []):
        values |= _entry(project, said, None, known, by=by)
    with override("en"):
        fill(project, values, by=by)


class _Names:
    """The values that the form has for the names in the file."""

    def __init__(self, project: Project) -> None:
        self.partners = dict(project.partnerships.values_list("abbreviation", "uid"))
        edition = ProgrammeIndicator.objects.filter(programme_period=project.call.programme_period_id)
        self.indicators = dict(edition.values_list("identifier", "pk"))
        forms = LegalStatusOption.objects.filter(programme_period=project.call.programme_period_id)
        self.legal_forms = {option.kind: option.pk for option in forms.order_by("-pk")}

    def value(self, field: FormField, said: Any) -> str:
        """What the form posts for a value of the file; of legal statuses the first of a kind."""
        kind = field.kind
        if field.key == "partner.legal_form":
            return str(self.legal_forms[said])
        if kind == "indicator":
            return str(self.indicators[said])
        if kind == "partner":
            return str(self.partners[said])
        return ",".join(str(self.partners[name]) for name in said) if kind == "partners" else str(said)


def _entry(
    project: Project, said: Content, parent: Entry | None, known: _Names, *, by: User
) -> dict[str, str]:
    """Adds an entry with those below it; the values of all their fields."""
    entry = entries.add(project, said["kind"], by=by, parent=parent, key=uuid.uuid4())
    own = {name: value for name, value in said.items() if name not in _BESIDE}
    values = _values(f"{entry.kind}.{entry.uid}.", own, known)
    for below in said.get("entries", []):
        values |= _entry(project, below, entry, known, by=by)
    return values


def _values(prefix: str, said: Content, known: _Names) -> dict[str, str]:
    """Values by full key: texts in their languages, everything else as the form posts it."""
    found: dict[str, str] = {}
    group = prefix.partition(".")[0]
    for name, value in said.items():
        if isinstance(value, Mapping):
            found |= {full_key(f"{prefix}{name}", code): text for code, text in value.items()}
        else:
            field = FIELDS[f"{group}.{name}" if group else name]
            found[f"{prefix}{name}"] = known.value(field, value)
    return found
