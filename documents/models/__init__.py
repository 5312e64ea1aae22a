"""Documents, what jobs kept in rows have in common, and batches of documents."""

from documents.models.batches import Batch, BatchItem, BatchQuerySet
from documents.models.document import Document
from documents.models.jobs import Job, JobState

__all__ = ["Batch", "BatchItem", "BatchQuerySet", "Document", "Job", "JobState"]
