"""One's own proposals as cards: what each is called, where it stands, and what is next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from apply.pages.deadlines import Deadline, project_deadline
from apply.pages.findings import checked
from apply.pages.waiting import next_in_words
from core.texts import Text
from projects import dossier
from projects.models import Project
from projects.states import DRAFTS


@dataclass(frozen=True)
class ProposalCard:
    """A proposal in the list. `to_mend` counts what keeps it from being submitted, while it is written."""

    project: Project
    programme: str
    title: Text
    next: str
    deadline: Deadline | None
    to_mend: int


def cards(projects: Sequence[Project]) -> list[ProposalCard]:
    """Cards in the given order; a constant number of queries."""
    loaded = dossier.load_all(projects)
    return [_card(project, loaded[project.pk]) for project in projects]


def _card(project: Project, written: dossier.Dossier) -> ProposalCard:
    return ProposalCard(
        project=project,
        programme=written.call.programme,
        title=written.title,
        next=next_in_words(project.state, project.call.kind),
        deadline=project_deadline(project) if project.state in DRAFTS else None,
        to_mend=checked(written).to_mend if project.is_editable else 0,
    )
