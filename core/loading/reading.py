"""Reading YAML and CSV strictly: no duplicate keys, no surprises from YAML 1.1, exact decimals."""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import yaml

from core.loading.entries import Entry
from core.loading.problems import BadFiles, Problem


class StrictLoader(yaml.CSafeLoader):
    """Safe YAML in which NO is Norway, 12:00 is text, 1.5 is a Decimal, and a key stands once."""


# The resolvers of YAML 1.1 read NO as false and 12:00 as 720; only these plain ones remain.
StrictLoader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("bool", r"^(?:true|false)$", "tf"),
    ("null", r"^(?:null|~|)$", ["n", "~", ""]),
    ("int", r"^-?(?:0|[1-9][0-9]*)$", "-0123456789"),
    ("float", r"^-?[0-9]+\.[0-9]+$", "-0123456789"),
    ("timestamp", r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "0123456789"),
):
    StrictLoader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), list(_first))


def _decimal(loader: StrictLoader, node: yaml.ScalarNode) -> Decimal:
    try:
        return Decimal(str(loader.construct_scalar(node)))
    except InvalidOperation as error:
        problem = "not a decimal number"
        raise yaml.constructor.ConstructorError(None, None, problem, node.start_mark) from error


def _mapping(loader: StrictLoader, node: yaml.MappingNode) -> dict[Any, Any]:
    seen: set[str] = set()
    for key_node, _value in node.value:
        problem = "a key must be plain text"
        if isinstance(key_node, yaml.ScalarNode):
            problem = f'the key "{key_node.value}" stands twice' if key_node.value in seen else ""
        if problem:
            raise yaml.constructor.ConstructorError(None, None, problem, key_node.start_mark)
        seen.add(key_node.value)
    return loader.construct_mapping(node, deep=True)


StrictLoader.add_constructor("tag:yaml.org,2002:float", _decimal)
StrictLoader.add_constructor("tag:yaml.org,2002:map", _mapping)


def read_yaml(directory: Path, name: str, problems: list[Problem]) -> Entry:
    """The mapping in a YAML file as an entry that collects its faults in `problems`.

    Raises BadFiles when the file can't be read as YAML at all.
    """
    try:
        data = yaml.load(_read(directory, name), Loader=StrictLoader)  # noqa: S506 - a safe loader
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"line {mark.line + 1}" if mark else ""
        reason = getattr(error, "problem", None) or str(error)
        raise BadFiles([Problem(name, place, f"not valid YAML: {reason}")]) from error
    except ValueError as error:
        raise BadFiles([Problem(name, "", f"holds a value that can't be read: {error}")]) from error
    if not isinstance(data, dict):
        raise BadFiles([Problem(name, "", "must hold a mapping of keys to values")])
    return Entry(data, file=name, where="", problems=problems)


def read_csv(directory: Path, name: str, columns: tuple[str, ...]) -> list[dict[str, str]]:
    """The rows of a CSV file with exactly these columns. Raises BadFiles."""
    reader = csv.reader(io.StringIO(_read(directory, name)))
    try:
        rows = list(reader)
    except csv.Error as error:
        raise BadFiles([Problem(name, f"line {reader.line_num}", f"not valid CSV: {error}")]) from error
    if not rows or tuple(rows[0]) != columns:
        raise BadFiles([Problem(name, "line 1", "the columns must be " + ",".join(columns))])
    for number, row in enumerate(rows[1:], start=2):
        if len(row) != len(columns):
            reason = f"has {len(row)} values; {len(columns)} columns are named in line 1"
            raise BadFiles([Problem(name, f"line {number}", reason)])
    return [dict(zip(columns, row, strict=True)) for row in rows[1:]]


def _read(directory: Path, name: str) -> str:
    try:
        return (directory / name).read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise BadFiles([Problem(name, "", f"is missing in {directory}")]) from error
    except OSError as error:
        raise BadFiles([Problem(name, "", f"can't be read: {error.strerror}")]) from error
    except UnicodeDecodeError as error:
        raise BadFiles([Problem(name, f"byte {error.start}", "is not UTF-8; save it as UTF-8")]) from error
