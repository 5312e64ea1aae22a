"""Static files under names that change with their content, the modules that scripts import included."""

from __future__ import annotations

from django.contrib.staticfiles.storage import HashedFilesMixin, ManifestStaticFilesStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

# How the portal's own modules import each other. Django's own switch for this looks at scripts of packages
# too, and takes examples in their comments for imports.
MODULES = (
    "js/*.js",
    (
        (
            r"""(?P<matched>import(?s:(?P<import>[\s\{].*?))\s*from\s*["'](?P<url>[./].*?)["']\s*;)""",
            """import%(import)s from "%(url)s";""",
        ),
        (r"""(?P<matched>import\s*["'](?P<url>[./].*?)["']\s*;)""", """import "%(url)s";"""),
    ),
)


class HashedStorage(ManifestStaticFilesStorage):
    """Names in `import` statements are replaced too: a browser never mixes modules of two releases."""

    patterns = (*HashedFilesMixin.patterns, MODULES)


class CompressedHashedStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """The same, with compressed copies beside the files."""

    patterns = (*HashedFilesMixin.patterns, MODULES)
