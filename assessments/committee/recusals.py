"""Which delegations take no part in which items, because one of their members has a conflict of interest.

A full member's declared conflict recuses the delegation for that item; so does a full member who writes the
proposal. A deputy's conflict keeps only the deputy from voting.
"""

from __future__ import annotations

from django.db.models import OuterRef, Q, QuerySet

from assessments.models import DelegationMember, Session

Recusals = frozenset[tuple[int, int]]  # project, delegation


def of(session: Session) -> Recusals:
    """The pairs of project and delegation that are recused now. Two statements, however long the agenda."""
    members = DelegationMember.objects.filter(delegation__attendances__session=session, is_deputy=False)
    declared = members.filter(
        user__interests__has_conflict=True, user__interests__project__agenda_items__session=session
    ).values_list("user__interests__project", "delegation")
    writing = members.filter(user__collaborations__project__agenda_items__session=session).values_list(
        "user__collaborations__project", "delegation"
    )
    return frozenset(declared.union(writing))


def members(project: OuterRef, delegation: OuterRef) -> QuerySet[DelegationMember]:
    """Whose interest in the project keeps the delegation from voting: `of` as a condition within a query."""
    interested = Q(user__interests__has_conflict=True, user__interests__project=project)
    writes = Q(user__collaborations__project=project)
    return DelegationMember.objects.filter(interested | writes, delegation=delegation, is_deputy=False)
