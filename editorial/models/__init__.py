"""What editors write and upload, and whom readers may ask."""

from editorial.models.contacts import ContactCard, ContactCardQuerySet
from editorial.models.pieces import Draft, Piece, PieceQuerySet, PieceVersion
from editorial.models.uploads import WIDTHS, Paper, PaperQuerySet, Picture, PictureQuerySet

__all__ = [
    "WIDTHS",
    "ContactCard",
    "ContactCardQuerySet",
    "Draft",
    "Paper",
    "PaperQuerySet",
    "Picture",
    "PictureQuerySet",
    "Piece",
    "PieceQuerySet",
    "PieceVersion",
]
