"""The words of the public records, for mending typing errors."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db import models


class SearchWord(models.Model):
    """A word of the records, without accents: what a typing error is corrected to."""

    word = models.CharField(max_length=40, primary_key=True)

    class Meta:
        indexes = [GinIndex(fields=["word"], opclasses=["gin_trgm_ops"], name="search_word_resembling")]

    def __str__(self) -> str:
        return self.word
