"""Packages that few requests need: a web process reads each when the first of them does, not before."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from threading import Lock
from types import ModuleType
from typing import Any

# Only what its users ask by its name (`openpyxl.Workbook`): `from openpyxl import Workbook` reads it at once.
PACKAGES = frozenset(
    {
        "PIL.Image",  # pictures for links in social media
        "PIL.ImageDraw",
        "PIL.ImageFont",
        "allauth.mfa.webauthn.internal.auth",  # sign-in by key, and with it all of cryptography
        "cryptography.fernet",  # secrets of the second factor
        "lxml.etree",  # lists of operations as spreadsheets
        "magic",  # templates of annexes
        "openpyxl",  # budgets as workbooks
        "pikepdf",  # many documents in one file
        "segno",  # codes on documents
    }
)


class Waiting(ModuleType):
    """Stands for a package until something of it is asked for, and hands on to it from then."""

    def __getattr__(self, name: str) -> Any:
        """What the package calls so; reads the package at the first time.

        Who takes all its names (`from lxml.etree import *`, as fontTools does) asks for `__all__` first.
        """
        if sys.modules.get(self.__name__, self) is self:
            if name.startswith("__") and name != "__all__":  # the import machinery asks for these
                raise AttributeError(name)
            with STEPPING_ASIDE:
                if self.__name__ not in READ:
                    READ.add(self.__name__)
                    del sys.modules[self.__name__]
        return getattr(importlib.import_module(self.__name__), name)


class _Stands(Loader):
    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return Waiting(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Nothing is read yet."""


class Finder(MetaPathFinder):
    """Finds what stands for a package, as long as nobody asked for it."""

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        return ModuleSpec(name, _Stands()) if name in PACKAGES - READ else None


READ: set[str] = set()
STEPPING_ASIDE = Lock()  # never held while reading: the locks of the imports themselves let threads wait


def install() -> None:
    """From now on these packages are read late; those that are there already stay as they are."""
    sys.meta_path.insert(0, Finder())
