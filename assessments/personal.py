"""What assessments hold of a person: declarations, fields of knowledge, judgements."""

from __future__ import annotations

from typing import Any

from accounts.holdings import Holding
from accounts.models import User
from assessments.models import Assessment, Expertise
from projects.models import Interest

# Stands where a person's own words about a conflict stood: the conflict itself stays on record.
TAKEN_OUT = "–"


class Judgements(Holding):
    """What the person declared, knows and judged. Judgements stay with the proposals, under the pseudonym."""

    name = "judgements"

    def export(self, user: User) -> Any:
        """Declarations with their words, fields of knowledge, and which proposals were assessed and when."""
        declared = (
            Interest.objects.filter(person=user).select_related("project").order_by("declared_at", "pk")
        )
        known = Expertise.objects.filter(user=user).prefetch_related("objectives", "themes").order_by("pk")
        judged = Assessment.objects.filter(assessor=user).select_related("project__call").order_by("pk")
        return {
            "declared": [
                {
                    "project": row.project.code or str(row.project),
                    "conflict": row.has_conflict,
                    "note": row.note,
                    "at": row.declared_at.isoformat(),
                }
                for row in declared
            ],
            "knows": [
                {
                    "programme": row.programme_id,
                    "objectives": [one.code for one in row.objectives.all()],
                    "themes": [one.code for one in row.themes.all()],
                    "capacity": row.capacity,
                    "away": [day.isoformat() for day in (row.away_from, row.away_to) if day],
                    "note": row.note,
                }
                for row in known
            ],
            "assessed": [
                {
                    "project": row.known_as,
                    "asked": row.invited_at.isoformat(),
                    "finished": row.finished_at and row.finished_at.isoformat(),
                    "recommendation": row.recommendation,
                    "comment": row.comment,
                }
                for row in judged
            ],
        }

    def forget(self, user: User) -> None:
        """Fields of knowledge go, and the words about conflicts: they tell of the person's own life."""
        Expertise.objects.filter(user=user).delete()
        Interest.objects.filter(person=user).exclude(note="").update(note=TAKEN_OUT)
