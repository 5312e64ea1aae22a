"""Files in an S3-compatible store: loaded only when the settings name one."""

from __future__ import annotations

from typing import Any

from botocore.config import Config
from storages.backends.s3 import S3Storage


class Bucket(S3Storage):  # type: ignore[misc]  # has no stubs
    """A bucket that only the portal reads; a store that does not answer is given up soon, and tried again.

    An object is written in one step by the store itself: whole or not at all.
    """

    def get_default_settings(self) -> dict[str, Any]:
        """No public addresses, no overwriting, and limits in seconds for each answer."""
        return {
            **super().get_default_settings(),
            "default_acl": None,
            "file_overwrite": False,
            "querystring_auth": True,
            "max_memory_size": 8 * 1024 * 1024,  # larger ones are read by way of the disk
            "client_config": Config(
                signature_version="s3v4",
                connect_timeout=3,
                read_timeout=20,
                retries={"mode": "standard", "max_attempts": 3},
            ),
        }
