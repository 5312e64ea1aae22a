"""What editors write and upload, whom readers may ask, and issues of newsletters."""

from editorial.models.contacts import ContactCard, ContactCardQuerySet
from editorial.models.mentions import PaperMention
from editorial.models.newsletters import Issue, IssueItem, IssueQuerySet, IssueState, Sending
from editorial.models.pieces import Draft, Piece, PieceQuerySet, PieceVersion
from editorial.models.uploads import WIDTHS, Paper, PaperQuerySet, Picture, PictureQuerySet

__all__ = [
    "WIDTHS",
    "ContactCard",
    "ContactCardQuerySet",
    "Draft",
    "Issue",
    "IssueItem",
    "IssueQuerySet",
    "IssueState",
    "Paper",
    "PaperMention",
    "PaperQuerySet",
    "Picture",
    "PictureQuerySet",
    "Piece",
    "PieceQuerySet",
    "PieceVersion",
    "Sending",
]
