"""Proposals that look like one that was submitted already: same call, same lead partner, same name."""

from __future__ import annotations

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Lower

from projects.models import Answer, Partnership, Project
from projects.states import State


def twins() -> ArraySubquery:
    """The codes of the twins, for a query for projects. What was withdrawn or only rehearsed is none."""
    lead = Partnership.objects.filter(project=OuterRef(OuterRef("pk")), role=Partnership.Role.LEAD)
    titles = Answer.objects.filter(project=OuterRef(OuterRef(OuterRef("pk"))), field="title").exclude(text="")
    same_title = Answer.objects.annotate(lower=Lower("text")).filter(
        project=OuterRef("pk"), field="title", lower__in=titles.values(found=Lower("text"))
    )
    return ArraySubquery(
        Project.objects.filter(
            Q(acronym__iexact=OuterRef("acronym")) | Exists(same_title),
            call=OuterRef("call"),
            code__isnull=False,
            is_rehearsal=False,
            partnerships__role=Partnership.Role.LEAD,
            partnerships__organisation__in=lead.values("organisation"),
        )
        .exclude(Q(pk=OuterRef("pk")) | Q(state=State.WITHDRAWN))
        .order_by("code")
        .values(found=F("code"))
    )
