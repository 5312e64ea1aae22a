"""Scripts import each other under names that change with their content."""

import re

import pytest
from django.core.management import call_command

IMPORT = re.compile(r"""(?:from|import)\s*["'](\.[^"']+)["']""")


@pytest.mark.parametrize("name", ["HashedStorage", "CompressedHashedStorage"])
def test_modules_import_each_other_by_hashed_names(settings, tmp_path, name):
    settings.STATIC_ROOT = tmp_path
    settings.WHITENOISE_KEEP_ONLY_HASHED_FILES = False
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": f"core.staticfiles.{name}"}}
    call_command("collectstatic", interactive=False, verbosity=0)
    hashed = [path for path in tmp_path.rglob("js/**/*.js") if re.search(r"\.[0-9a-f]{12}\.js$", path.name)]
    named = {path: IMPORT.findall(path.read_text()) for path in hashed}
    assert sum(map(len, named.values())) > 10
    for path, targets in named.items():
        for target in targets:
            assert re.search(r"\.[0-9a-f]{12}\.js$", target), f"{path.name} imports {target}"
            assert (path.parent / target).exists()
