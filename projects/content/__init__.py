"""What a dossier says, section by section, in words and tables: one tree for paper, pages and comparisons.

The catalogue of the form drives it: a field that the call shows appears here without further work. Nothing
reads the database; texts of labels are in the active language.
"""

from projects.content.parts import Column, Field, Row, Section, Table, TableRow, Words
from projects.content.sections import content_of, texts_of

__all__ = ["Column", "Field", "Row", "Section", "Table", "TableRow", "Words", "content_of", "texts_of"]
