"""What a dossier can be found by: the words of its newest version."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from projects.models.project import Project


class DossierText(models.Model):
    """The words of a dossier's newest version; written with the version itself (projects/searching.py).

    `words` holds each text as its own language reduces it, names and codes as they are: title, acronym and
    code weigh most (A), then the summary and the partners (B), then all other texts (C). `names` holds code,
    acronym and partners without capitals and accents, for parts of words and for typing errors.
    """

    project = models.OneToOneField(
        Project, primary_key=True, on_delete=models.CASCADE, related_name="dossier_text"
    )
    words = SearchVectorField()
    names = models.TextField()

    class Meta:
        indexes = [
            GinIndex(fields=["words"], name="dossier_words", fastupdate=False),
            GinIndex(fields=["names"], name="dossier_names", opclasses=["gin_trgm_ops"], fastupdate=False),
        ]
