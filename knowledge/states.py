"""States and fixed choices of the learning platform, and the named sets of them; no database."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Visibility(models.TextChoices):
    """Who sees the profile of a member. Nobody but its owner, unless the owner opens it."""

    HIDDEN = "hidden", _("Nobody but me")
    MEMBERS = "members", _("Members of the platform who are signed in")
    EVERYBODY = "everybody", _("Everybody, on the public pages")


class PracticeState(models.TextChoices):
    """Where the work on a good practice stands; what is public meanwhile is known by its published row."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    IN_REVIEW = "in_review", _("In review")
    RETURNED = "returned", _("To be improved")
    PUBLISHED = "published", _("Published")
    REVISING = "revising", _("Published, a new version is being written")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Taken off the platform")


WRITABLE = frozenset({PracticeState.DRAFT, PracticeState.RETURNED, PracticeState.REVISING})
WAITING = frozenset({PracticeState.SUBMITTED, PracticeState.IN_REVIEW})


class ReviewState(models.TextChoices):
    ASKED = "asked", _("Asked")
    DONE = "done", _("Done")
    DECLINED = "declined", _("Declined")
    CANCELLED = "cancelled", _("Not needed any more")


class Recommendation(models.TextChoices):
    """What an expert advises, and what the secretariat decides."""

    PUBLISH = "publish", _("Publish")
    IMPROVE = "improve", _("Ask to improve")
    REFUSE = "refuse", _("Refuse")


class TransferState(models.TextChoices):
    TOLD = "told", _("Waiting for the secretariat")
    CONFIRMED = "confirmed", _("Confirmed")
    DECLINED = "declined", _("Not confirmed")
