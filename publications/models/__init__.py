"""The public record of funded projects: all that may be seen, and nothing else."""

from publications.models.partner import PublishedPartner
from publications.models.publication import Publication, PublicationQuerySet
from publications.models.words import SearchWord

__all__ = ["Publication", "PublicationQuerySet", "PublishedPartner", "SearchWord"]
