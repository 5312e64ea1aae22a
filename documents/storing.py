"""Putting a finished file into the storage in one step: whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.conf import settings
from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage


class _Whole(File):  # type: ignore[type-arg]  # generic in its stubs only
    """A finished file on disk, which a file system storage takes over by renaming."""

    def temporary_file_path(self) -> str:
        return str(self.name)


def store(name: str, content: bytes) -> str:
    """Store what is in memory under `name`, once: a file that is there already has the same content."""
    if default_storage.exists(name):
        return name
    if not isinstance(default_storage, FileSystemStorage):
        return default_storage.save(name, ContentFile(content))  # such a store takes it in one step
    with making(".part") as made:
        made.write(content)
        return keep(made, name)


@contextmanager
def making(suffix: str) -> Iterator[IO[bytes]]:
    """A file to write beside the stored ones; hand it to `keep` before the block ends, or it is gone."""
    folder = Path(settings.MEDIA_ROOT) / "making"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder, suffix=suffix, delete=False) as made:
        path = Path(made.name)
        try:
            yield made
        finally:
            path.unlink(missing_ok=True)


def keep(made: IO[bytes], name: str) -> str:
    """Write what was made to disk and hand it over under `name`; the name under which it is stored."""
    made.flush()
    os.fsync(made.fileno())
    path = Path(made.name)
    with path.open("rb") as whole:
        return default_storage.save(name, _Whole(whole, name=str(path)))
