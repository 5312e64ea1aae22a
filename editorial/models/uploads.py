"""Files that editors upload: pictures with words for who does not see them, papers (PDFs) with their text."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from core.texts import TextField
from core.uploads import Fault
from core.uploads.names import LENGTH as NAME_LENGTH
from editorial.states import Origin, UploadState
from programmes.models import Programme

# Of pictures as readers get them, in pixels; none is made larger than it came.
WIDTHS = (480, 960, 1600)


class Upload(models.Model):
    """A file of a programme between the browser and its readers.

    `file` is a name in the storage that cannot be guessed, `name` the cleaned one that people see, `size` is
    in bytes, `content_type` what the content says. `fault` says why a refused one is.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=NAME_LENGTH)
    file = models.CharField(max_length=200, blank=True)
    size = models.PositiveBigIntegerField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    content_type = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=9, choices=UploadState, default=UploadState.ARRIVING)
    fault = models.CharField(max_length=12, choices=Fault, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0, help_text="checks that were begun")
    due_at = models.DateTimeField(default=timezone.now, help_text="not checked before")
    creation_key = models.UUIDField(unique=True, default=uuid.uuid4, help_text="one choice, one file")
    uploaded_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now)
    is_demo = models.BooleanField(default=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def is_clean(self) -> bool:
        return self.state == UploadState.CLEAN

    @property
    def is_waiting(self) -> bool:
        return self.state in {UploadState.ARRIVING, UploadState.WAITING}


class PictureQuerySet(models.QuerySet["Picture"]):
    """Named sets of pictures."""

    def clean(self) -> PictureQuerySet:
        """Those that were checked and made safe."""
        return self.filter(state=UploadState.CLEAN)

    def waiting(self) -> PictureQuerySet:
        return self.filter(state=UploadState.WAITING, due_at__lte=timezone.now())


class Picture(Upload):
    """A picture, redrawn in a few widths without what the camera wrote into it (place, time, device).

    `alt` says what it shows to who does not see it; a decorative one says nothing. `is_shown` is true once
    something public shows it: only then strangers get it.
    """

    alt = TextField()
    is_decorative = models.BooleanField(default=False)
    credit = models.CharField(max_length=200, blank=True, help_text="who made it, and under which licence")
    width = models.PositiveIntegerField(default=0, help_text="pixels, of the largest one kept")
    height = models.PositiveIntegerField(default=0)
    widths = ArrayField(models.PositiveIntegerField(), default=list, blank=True)
    is_shown = models.BooleanField(default=False)

    objects = PictureQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=UploadState.values), name="picture_state_known"),
            models.CheckConstraint(
                condition=~Q(state=UploadState.CLEAN) | ~Q(widths=[]), name="picture_clean_has_sizes"
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state=UploadState.WAITING), name="picture_waiting"),
            models.Index(fields=["programme", "-uploaded_at"], name="picture_of_programme"),
        ]

    @property
    def lacks_text(self) -> bool:
        """Whether somebody who does not see it would not know what it shows."""
        return not self.is_decorative and not self.alt


class PaperQuerySet(models.QuerySet["Paper"]):
    """Named sets of papers."""

    def waiting(self) -> PaperQuerySet:
        return self.filter(state=UploadState.WAITING, due_at__lte=timezone.now())

    def unread(self) -> PaperQuerySet:
        """Those whose text nobody has read yet for names of forgotten persons."""
        return self.filter(state=UploadState.CLEAN, looked_at=None).exclude(text="")

    def readable(self) -> PaperQuerySet:
        """Those that readers may get, and those of which only the name is known."""
        return self.filter(Q(state=UploadState.CLEAN) | Q(file=""))


class Paper(Upload):
    """A document (PDF). `title` is what readers hear and see; `name` is that of the file.

    Without `file` only its name is known: the portal says that it does not hold it. `text` is what its pages
    say, `words` its stems for the search.
    """

    title = TextField()
    language = models.CharField(max_length=2, blank=True, help_text="of its content")
    dated_on = models.DateField(null=True, blank=True)
    pages = models.PositiveIntegerField(null=True, blank=True)
    is_tagged = models.BooleanField(null=True, help_text="whether its structure is marked for screen readers")
    text = models.TextField(blank=True)
    words = SearchVectorField(null=True)
    looked_at = models.DateTimeField(
        null=True, blank=True, help_text="when its text was read for names that had been forgotten before"
    )
    source = models.CharField(max_length=300, blank=True)
    origin = models.CharField(max_length=9, choices=Origin, default=Origin.PORTAL, blank=True)

    objects = PaperQuerySet.as_manager()

    class Meta:
        ordering = ["dated_on", "name", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=UploadState.values), name="paper_state_known"),
            models.CheckConstraint(
                condition=~Q(file="") | ~Q(state__in=[UploadState.WAITING]), name="paper_waits_with_file"
            ),
        ]
        indexes = [
            GinIndex(fields=["words"], name="paper_words"),
            models.Index(fields=["due_at"], condition=Q(state=UploadState.WAITING), name="paper_waiting"),
            models.Index(fields=["programme", "name"], name="paper_of_programme"),
        ]

    def __str__(self) -> str:
        return str(self.title) or self.name

    @property
    def is_held(self) -> bool:
        """Whether the file itself is here and was checked."""
        return bool(self.file) and self.state == UploadState.CLEAN
