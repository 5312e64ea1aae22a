"""Data of long documents, made larger from what the demo world holds."""

from __future__ import annotations

import json
from itertools import cycle, islice
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import django

django.setup()

# What follows needs Django set up.
from assessments.committee import papers  # noqa: E402
from assessments.committee.sheets import sheets_of  # noqa: E402
from assessments.models import Session  # noqa: E402
from projects.models import Version  # noqa: E402
from projects.printing import application  # noqa: E402

Data = dict[str, Any]
PROSE = "The partners measure the water of the river, show it on one map, and decide together what follows. "
CHARACTERS = 2_000  # of each text
PARTNERS = 105
PROPOSALS = 100


def application_data() -> Data:
    """The form with the most answers, its partners many times over, every text filled: some 200 pages."""
    version = max(Version.objects.all(), key=lambda one: len(one.data["answers"]))
    data = json.loads(json.dumps(application.data_of_version(version)))
    dossier, partners = data["dossier"], data["dossier"]["partners"]
    dossier["partners"] = [
        _again(partner, number, dossier["answers"])
        for number, partner in enumerate(islice(cycle(partners), PARTNERS))
    ]
    for texts in dossier["answers"].values():
        for language, text in texts.items():
            if language and " " in str(text):
                texts[language] = f"{text} " + PROSE * (CHARACTERS // len(PROSE))
    return dict(data)


def papers_data() -> Data:
    """The papers of a session with the demo world's proposals, again and again."""
    session = Session.objects.order_by("pk")[0]
    sheets = sheets_of(list(Version.objects.select_related("project__call")))
    facts = json.loads(json.dumps(papers.facts_of(session), default=str))
    items = [
        {"project": None, "title": "", "text": PROSE * 3, "motion": "", "sheet": sheet}
        for sheet in islice(cycle(sheets.values()), PROPOSALS)
    ]
    return dict(json.loads(json.dumps({**facts, "items": items, "convened_at": None}, default=str)))


MADE = {application.KIND: application_data, papers.KIND: papers_data}


def _again(partner: Data, number: int, answers: Data) -> Data:
    """A partner once more under another key, with what it answered."""
    key = str(uuid5(NAMESPACE_URL, f"{partner['uid']} {number}"))
    for name in [name for name in answers if partner["uid"] in name]:
        answers[name.replace(partner["uid"], key)] = dict(answers[name])
    return {**partner, "uid": key, "number": number + 1}
