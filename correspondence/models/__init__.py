"""Mails and letters, and the wordings that they are written from."""

from correspondence.models.messages import Message, MessageQuerySet
from correspondence.models.wordings import Letterhead, LetterTemplate

__all__ = ["LetterTemplate", "Letterhead", "Message", "MessageQuerySet"]
