"""Files of a proposal: taken in, checked in quarantine, handed out, taken away and put back.

A file is a row and a thing in the storage. The row comes first and says "arriving", so that whatever a crash
leaves behind is found by the sweep; nobody gets a file before the check has passed it.
"""

from projects.attachments.adding import Place, add
from projects.attachments.changing import describe, put_back, remove
from projects.attachments.limits import MOST_BYTES, MOST_BYTES_OF_ALL, MOST_FILES
from projects.attachments.restoring import restore_as

__all__ = [
    "MOST_BYTES",
    "MOST_BYTES_OF_ALL",
    "MOST_FILES",
    "Place",
    "add",
    "describe",
    "put_back",
    "remove",
    "restore_as",
]
