"""How much a proposal may hold in files, and where they lie in the storage."""

MEGABYTE = 1024 * 1024
MOST_BYTES = 50 * MEGABYTE  # of one file
MOST_BYTES_OF_ALL = 500 * MEGABYTE  # of all files of a project
MOST_FILES = 200
MOST_REMOVED = 400  # taken away and not yet forgotten
FOLDER = "attachments"
