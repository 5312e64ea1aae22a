"""Where files are kept: on disk, in an S3-compatible store, or in any storage that Django has a class for."""

from __future__ import annotations

from typing import Any

import environ

env = environ.Env()


def storage() -> dict[str, Any]:
    """The default storage by the environment: S3 when a bucket is named."""
    bucket = env.str("S3_BUCKET", default="")
    if not bucket:
        return {
            "BACKEND": env.str("FILES_BACKEND", default="django.core.files.storage.FileSystemStorage"),
            "OPTIONS": env.json("FILES_OPTIONS", default={}),
        }
    options = {
        "bucket_name": bucket,
        "endpoint_url": env.str("S3_ENDPOINT_URL", default="") or None,  # AWS itself without one
        "region_name": env.str("S3_REGION", default="") or None,
        "access_key": env.str("S3_ACCESS_KEY_ID", default="") or None,  # the machine's own role without one
        "secret_key": env.str("S3_SECRET_ACCESS_KEY", default="") or None,
        "location": env.str("S3_PREFIX", default=""),
    }
    return {"BACKEND": "core.s3.Bucket", "OPTIONS": options}
