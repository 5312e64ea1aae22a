"""What the ideas app keeps."""

from ideas.models.boards import Board
from ideas.models.cards import Card, CardQuerySet
from ideas.models.contacts import Contact, ContactMessage, ContactQuerySet
from ideas.models.reports import Report

__all__ = ["Board", "Card", "CardQuerySet", "Contact", "ContactMessage", "ContactQuerySet", "Report"]
