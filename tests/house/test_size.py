"""Small pieces: a module, a class, a function, a view and a template have a ceiling in lines."""

import ast
from pathlib import Path

import pytest

from tests.house.tree import APPS, ROOT, sources, templates

MODULE, CLASS, FUNCTION, VIEW, TEMPLATE = 300, 200, 40, 30, 120


def length(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> int:
    """Lines of a definition, its decorators and docstring not counted."""
    first = node.body[0]
    has_docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    docstring = (first.end_lineno or 0) - first.lineno + 1 if has_docstring else 0
    return (node.end_lineno or 0) - node.lineno + 1 - docstring


def too_long(path: Path) -> list[str]:
    """What in this module is longer than allowed."""
    source = path.read_text()
    found = [f"module: {lines}"] if (lines := len(source.splitlines())) > MODULE else []
    functions = VIEW if "views" in path.parts or path.stem == "views" else FUNCTION
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ClassDef) and length(node) > CLASS:
            found.append(f"class {node.name}: {length(node)}")
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and length(node) > functions:
            found.append(f"function {node.name}: {length(node)}")
    return found


@pytest.mark.parametrize("place", [*APPS, "scripts"])
def test_code_comes_in_small_pieces(place: str) -> None:
    found = {str(path.relative_to(ROOT)): too_long(path) for path in sources(place)}
    assert {path: faults for path, faults in found.items() if faults} == {}


def test_templates_are_short() -> None:
    lengths = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in templates()}
    assert {path: lines for path, lines in lengths.items() if lines > TEMPLATE} == {}


def test_modules_say_what_they_know() -> None:
    modules = [path for place in [*APPS, "scripts"] for path in sources(place) if path.read_text().strip()]
    silent = [
        str(path.relative_to(ROOT)) for path in modules if not ast.get_docstring(ast.parse(path.read_text()))
    ]
    assert silent == []
