"""Files that people bring: their names, their types by content, their structure, a scanner for viruses.

Nothing here trusts a name or a header that a browser sent, and nothing keeps a whole file in memory. What
opens PDFs and pictures is heavy: `core.uploads.inspection` is loaded by workers alone.
"""

from core.uploads.faults import Fault, Unfit
from core.uploads.names import clean_name, extension_of, numbered
from core.uploads.types import ACCEPT, EXTENSIONS, FAMILIES

__all__ = [
    "ACCEPT",
    "EXTENSIONS",
    "FAMILIES",
    "Fault",
    "Unfit",
    "clean_name",
    "extension_of",
    "numbered",
]
