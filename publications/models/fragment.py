"""A part of a page about one record, drawn before (publications/fragments.py)."""

from __future__ import annotations

from django.db import models

from publications.models.publication import Publication


class Fragment(models.Model):
    """The card of a record in a language. `version` names the rows that it was drawn from."""

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=2)
    release = models.CharField(max_length=16)
    version = models.CharField(max_length=100)
    html = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["publication", "language"], name="fragment_once")]

    def __str__(self) -> str:
        return f"{self.publication_id} {self.language}"
