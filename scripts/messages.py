"""The translations: compiled before a start, renewed by `make messages`, held complete by `make check`."""

from __future__ import annotations

import io
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from scripts.children import StartError, run
from scripts.places import ROOT

LANGUAGES = ("nl", "fr")  # English is the language of the code
DOMAINS = {"django": "html,txt,py", "djangojs": "js"}
NOT_OURS = {"tests", "benchmarks", "scripts", "docs", "fixtures", "var"}
SHOWN = 40
# Django's command, which is told by what further names our modules call the function that marks a text.
COLLECTOR = """
import sys
from django.core.management import execute_from_command_line
from django.core.management.commands.makemessages import Command

Command.xgettext_options = [*Command.xgettext_options, "--keyword=lazy", "--keyword=_lazy"]
execute_from_command_line(["django", *sys.argv[1:]])
"""
PLACEHOLDERS = re.compile(r"%\([\w.]+\)[a-z]|%[a-z%]|\{\w*\}")


def compile_all(locale: Path = ROOT / "locale") -> int:
    """Compile each catalogue that is newer than its compiled form; returns how many."""
    count = 0
    for source in sorted(locale.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.is_file() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        made = target.with_suffix(".mo.new")
        with made.open("wb") as file:
            write_mo(file, read(source))
        made.replace(target)
        count += 1
    return count


def read(path: Path) -> Catalog:
    """A catalogue (.po) or its template (.pot); an empty one when there is no such file."""
    language = path.parent.parent.name if path.suffix == ".po" else None
    if not path.is_file():
        return Catalog(locale=language)
    text = path.read_text(encoding="utf-8")
    # gettext's template leaves the plural forms open, in words that Babel takes for a number
    text = text.replace("nplurals=INTEGER; plural=EXPRESSION;", "nplurals=2; plural=(n != 1);")
    return read_po(io.StringIO(text), locale=language)


def problems(locale: Path = ROOT / "locale") -> list[str]:
    """What is missing, unsure, left over or mismatched in the translations; empty when all is well."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        _copy_sources(copy)
        found: list[str] = []
        for domain in DOMAINS:
            wanted = collect(copy, domain)
            for language in LANGUAGES:
                path = locale / language / "LC_MESSAGES" / f"{domain}.po"
                found += [f"{language}/{domain}: {text}" for text in compare(wanted, read(path))]
        return found


def compare(wanted: Catalog, have: Catalog) -> Iterator[str]:
    """Each fault of `have` against the texts `wanted` by the code."""
    keys = {_key(message): message for message in wanted if message.id}
    translated = {_key(message): message for message in have if message.id}
    for key, message in keys.items():
        known = translated.get(key)
        name = repr(_texts(message.id)[0])
        if known is None or not all(_texts(known.string)):
            yield f"missing: {name}"
        elif known.fuzzy:
            yield f"fuzzy: {name}"
        elif not _placeholders_agree(known):
            yield f"other placeholders than in English: {name}"
    left_over = [
        text for key, message in translated.items() if key not in keys for text in _texts(message.id)[:1]
    ]
    for text in [*left_over, *(str(key) for key in have.obsolete)]:
        yield f"obsolete: {text!r}"


def renew() -> None:
    """Bring new texts into the catalogues and drop those that the code no longer has."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        _copy_sources(copy)
        if (ROOT / "locale").is_dir():
            shutil.copytree(ROOT / "locale", copy / "locale", dirs_exist_ok=True)
        for domain in DOMAINS:
            collect(copy, domain)
            for language in LANGUAGES:
                made = copy / "locale" / language / "LC_MESSAGES" / f"{domain}.po"
                if made.is_file():
                    target = ROOT / made.relative_to(copy)
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_text(re.sub(r'"POT-Creation-Date:.*\n', "", made.read_text()))


def _copy_sources(target: Path) -> None:
    """Only what holds texts of ours: extraction must never look into .venv or var."""
    for language in LANGUAGES:
        (target / "locale" / language / "LC_MESSAGES").mkdir(parents=True)
    for place in sorted(ROOT.iterdir()):
        if place.is_dir() and place.name not in NOT_OURS and place.name[0] != ".":
            for path in place.rglob("*"):
                if path.suffix in {".py", ".html", ".txt", ".js"} and "migrations" not in path.parts:
                    copy = target / path.relative_to(ROOT)
                    copy.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(path, copy)


def collect(folder: Path, domain: str) -> Catalog:
    """Django's own extraction, run in a copy; returns the template catalogue."""
    languages = [part for language in LANGUAGES for part in ("-l", language)]
    options = ["-d", domain, "-e", DOMAINS[domain], "--no-location", "--no-wrap", "--no-obsolete"]
    command = [sys.executable, "-c", COLLECTOR, "makemessages", *languages, *options, "--keep-pot"]
    done = run(command, cwd=folder, env={"PATH": _path(), "LANG": "C.UTF-8"})
    if done.returncode:
        raise StartError(f"makemessages failed:\n{done.stdout}\n{done.stderr}")
    return read(folder / "locale" / f"{domain}.pot")


def _path() -> str:
    return f"{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin"


def _key(message: Message) -> tuple[str, str]:
    return (message.context or "", _texts(message.id)[0])


def _texts(value: object) -> list[str]:
    return [str(text) for text in value] if isinstance(value, list | tuple) else [str(value or "")]


def _placeholders_agree(message: Message) -> bool:
    """Singular and plural may each leave a number out; nothing may be added or lost altogether."""
    wanted = {found for text in _texts(message.id) for found in PLACEHOLDERS.findall(text)}
    return {found for text in _texts(message.string) for found in PLACEHOLDERS.findall(text)} == wanted


def main(command: str) -> int:
    """`compile`, `extract` or `check`."""
    if command == "extract":
        renew()
    elif command == "check":
        found = problems()
        print("\n".join(found[:SHOWN]) if found else "all texts are translated")
        if len(found) > SHOWN:
            print(f"... and {len(found) - SHOWN} more")
        return 1 if found else 0
    else:
        compile_all()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "compile"))
