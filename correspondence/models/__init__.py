"""Mails and letters, and the wordings that they are written from."""

from correspondence.models.circulars import Circular
from correspondence.models.messages import Message, MessageQuerySet
from correspondence.models.wordings import Letterhead, LetterTemplate

__all__ = ["Circular", "LetterTemplate", "Letterhead", "Message", "MessageQuerySet"]
