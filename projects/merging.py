"""The text of two people who changed one field at the same time, in one."""

from __future__ import annotations

from core.differences import Merged, merge
from projects.form import FullKey, find
from projects.models import AnswerRevision, Project

TEXTS = frozenset({"line", "text"})


def merged(project: Project, key: str, base: str, *, mine: str, theirs: str) -> Merged | None:
    """Both texts in one, by the text that mine began with (its token is `base`); one query.

    None for fields that are no text: there one value has to be chosen.
    """
    known = find(key)
    if known is None or known.field.kind not in TEXTS:
        return None
    return merge(_seen(project, known, base), mine, theirs)


def _seen(project: Project, full: FullKey, base: str) -> str:
    """The text that the person began with; blank when it is not known, so that nothing is left out."""
    if not (base.isascii() and base.isdecimal() and len(base) < 10):
        return ""
    seen = AnswerRevision.objects.filter(
        answer__project=project.pk, answer__field=full.name, answer__language=full.language
    )
    return seen.filter(revision=base).values_list("text", flat=True).first() or ""
