"""A small mapping and small files for tests of imports."""

from pathlib import Path
from typing import Any
from uuid import uuid4

from programmes.models import ProgrammePeriod
from publications.importing import running
from publications.models import ImportMapping, ImportRun

HEADER = "Code;Titel / Title;Start;Einde;Budget;EU;Organisatie;Rol;Land;Opmerking\n"
COLUMNS = {
    "external_id": "Code",
    "title": "Title",
    "start_date": ["Start", "Begin"],
    "end_date": "Einde",
    "total_budget": "Budget",
    "eu_funding": "EU",
    "partner.name": "Organisatie",
    "partner.role": "Rol",
    "partner.country": "Land",
}


def data(edition: ProgrammePeriod | str, **changes: Any) -> dict[str, Any]:
    code = edition if isinstance(edition, str) else edition.pk
    return {
        "title": "A list for tests",
        "source": "test-list",
        "prefix": "test",
        "licence": "CC0 1.0",
        "language": "nl",
        "key": ["external_id"],
        "columns": COLUMNS,
        "fixed": {"programme": code},
        **changes,
    }


def mapping(edition: ProgrammePeriod | str, **changes: Any) -> ImportMapping:
    made = data(edition, **changes)
    name = f"mapping-{ImportMapping.objects.count()}"
    return ImportMapping.objects.create(name=name, title=made["title"], source=made["source"], data=made)


def written(folder: Path, text: str, name: str = "list.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def tried(chosen: ImportMapping, path: Path, by: Any = None) -> ImportRun:
    run = running.begin(chosen, by=by, file_name=path.name, key=uuid4())
    running.read(run, path)
    return run


def taken(chosen: ImportMapping, path: Path, by: Any = None, **choices: bool) -> ImportRun:
    run = tried(chosen, path, by)
    given = {"all_or_nothing": False, "remove_gone": False, **choices}
    running.write(running.decide(run, by=by, **given))
    run.refresh_from_db()
    return run
