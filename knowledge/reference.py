"""Loading the learning platforms that programmes are known to offer."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db import transaction

from core.loading.entries import Entry
from core.loading.problems import Problem, refuse_if_any
from core.loading.reading import read_yaml
from core.loading.writing import Report, settle_gone, sync
from core.texts import Text
from knowledge.models import Criterion, Platform, Topic
from programmes.models import Programme

FILE = "platforms.yaml"
Row = dict[str, Any]
Titles = Mapping[str, tuple[Text, dict[str, str]]]


def load(directory: Path, *, prune: bool = False) -> Report:
    """Bring the platforms in line with the file; needs the programmes loaded first. Raises BadFiles."""
    problems: list[Problem] = []
    titles = _titles(read_yaml(directory, "objectives.yaml", problems))
    file = read_yaml(directory, FILE, problems)
    known = set(Programme.objects.of_the_portal().values_list("code", flat=True))
    found = [_platform(entry, known, titles) for entry in file.entries("platforms", "platform", "programme")]
    file.finish()
    refuse_if_any(problems)
    report = Report()
    with transaction.atomic():
        rows = [row for row, _topics, _criteria in found]
        sync(Platform, rows, key=["programme_id"], report=report.kind("platforms"))
        topics = [row for _row, group, _criteria in found for row in group]
        sync(Topic, topics, key=["platform_id", "code"], report=report.kind("topics of platforms"))
        criteria = [row for _row, _topics, group in found for row in group]
        sync(Criterion, criteria, key=["platform_id", "code"], report=report.kind("criteria of platforms"))
        settle_gone(report, prune=prune)
    return report


def _titles(file: Entry) -> Titles:
    """The titles of all specific objectives with their sources; the file was checked with the programmes."""
    found: dict[str, tuple[Text, dict[str, str]]] = {}
    for above in file.entries("policy_objectives", "policy objective"):
        for entry in above.entries("specific_objectives", "objective"):
            code = entry.string("code", required=True)
            found[code] = (entry.text("title", required=True), entry.provenance())
    return found


def _platform(entry: Entry, known: set[str], titles: Titles) -> tuple[Row, list[Row], list[Row]]:
    programme = entry.choice("programme", known)
    row: Row = {
        "programme_id": programme,
        "name": entry.text("name", required=True),
        "introduction": entry.text("introduction", required=True),
        "services": [_service(inner) for inner in entry.entries("services", "service")],
    }
    topics = [
        topic for group in entry.entries("topics", "topics", "group") for topic in _topics(group, titles)
    ]
    criteria = [
        _criterion(inner, position)
        for position, inner in enumerate(entry.entries("criteria", "criterion"), start=1)
    ]
    row["provenance"] = entry.provenance()
    entry.finish()
    mine = {"platform_id": programme}
    return row, [topic | mine for topic in topics], [criterion | mine for criterion in criteria]


def _service(entry: Entry) -> Row:
    row = {
        "code": entry.string("code", required=True, pattern=r"[a-z_]{2,30}"),
        "name": dict(entry.text("name", required=True)),
        "detail": dict(entry.text("detail")),
    }
    entry.finish()
    return row


def _topics(entry: Entry, titles: Titles) -> list[Row]:
    group = entry.whole("group", least=1, most=9, required=True)
    codes = entry.codes("codes")
    entry.finish()
    for code in codes:
        if code not in titles:
            entry.wrong(f"{code} is not an objective of objectives.yaml")
    return [
        {"code": code, "title": titles[code][0], "provenance": titles[code][1], "group": group}
        for code in codes
        if code in titles
    ]


def _criterion(entry: Entry, position: int) -> Row:
    row = {
        "code": entry.string("code", required=True, pattern=r"[a-z-]{2,30}"),
        "title": entry.text("title", required=True),
        "guidance": entry.text("guidance"),
        "position": position,
    }
    entry.finish()
    return row
