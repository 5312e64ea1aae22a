"""Whether a field of the form is filled as the call asks: in each of its languages, and within its limit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from projects.dossier import Dossier
from projects.eligibility.check import Check, failed, language_name, passed
from projects.form import SECTIONS, FormField, FullKey, row_key


def titled(field: FormField, row: str) -> str:
    """The name of a field, with the row in which it stands."""
    return _("%(row)s: %(field)s") % {"row": row, "field": field.label} if row else str(field.label)


def lacking(dossier: Dossier, field: FormField, uid: object = "", row: str = "") -> Iterator[Check]:
    """What is missing in a text or a choice that the call asks for; `row` names the row in words."""
    name = row_key(field, uid) if uid else field.key
    title = titled(field, row)
    texts = dossier.answers.get(name, {})
    if not field.multilingual:
        if not texts.get("", "").strip():
            advice = _("Choose one.") if field.kind in {"choice", "country", "region"} else _("Fill this in.")
            yield failed("missing", title, advice, name)
        return
    for code in dossier.call.languages:
        if not texts.get(code, "").strip():
            advice = _("Missing in %(language)s. The call asks for this text in each of its languages.")
            yield failed("missing", title, advice % {"language": language_name(code)}, f"{name}.{code}")


def too_long(dossier: Dossier, full: FullKey, row: str = "") -> Iterator[Check]:
    """A text that is longer than its field takes, as one brought from an earlier form may be."""
    limit = full.field.limit
    if limit is None:
        return
    for code, text in dossier.answers.get(full.name, {}).items():
        if len(text) > limit:
            advice = _("Keep it to %(limit)d characters: these are %(count)d.")
            where = f"{full.name}.{code}" if code else full.name
            counts = {"limit": limit, "count": len(text)}
            yield failed("too_long", titled(full.field, row), advice % counts, where)


def all_or_passed(
    key: str, section: str, problems: Iterable[Check], *, is_asked: bool, title: str | Promise = ""
) -> Iterator[Check]:
    """The problems of a section; a check that passes when there is none, though something is asked for."""
    found = list(problems)
    yield from found
    if is_asked and not any(check.verdict == "error" for check in found):
        words = _("All that the call asks for here is given.")
        yield passed(key, str(title or SECTIONS[section]), words, section)
