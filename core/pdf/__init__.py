"""Documents on paper: what they are made with, and what can be attached to them.

Light to import: the maker itself (`core.pdf.rendering`) loads libraries that only workers need.
"""

from core.pdf.attachments import Attachment

__all__ = ["Attachment"]
