"""Parts of pages about one record, drawn before (publications/fragments.py, publications/bodies.py)."""

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


class ProjectBody(models.Model):
    """What the page of a record puts into the frame of all pages, in a language.

    `version` stands for the rows that `parts` was drawn from; `related` belongs to an edition of all records.
    """

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=2)
    release = models.CharField(max_length=16)
    version = models.CharField(max_length=32)
    edition = models.CharField(max_length=40)
    parts = models.TextField(help_text="JSON: HTML by block of the frame")
    related = models.TextField(blank=True, help_text="HTML of the related projects")
    changed_at = models.DateTimeField()
    expires_at = models.DateTimeField(help_text="when the page says something else of the same rows")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["publication", "language"], name="project_body_once")]

    def __str__(self) -> str:
        return f"{self.publication_id} {self.language}"
