"""Proposals of calls with the standard form: one in which all is filled, and one that is blank yet."""

from decimal import Decimal
from typing import Any

from calls.models import Call
from programmes.models import Indicator
from projects import form
from projects.models import Answer, Entry, Project
from tests.factories.programmes import ProgrammeIndicatorFactory, StrategyFactory
from tests.factories.projects import (
    AnswerFactory,
    EntryFactory,
    complete_call,
    complete_project,
    show_fields,
)

_WORDS = {
    "email": "info@example.org",
    "phone": "+32 56 00 00 00",
    "address": "https://www.example.org",
    "country": "BE",
    "region": "BE251",
    "activities": "",
}


def filled_project(**fields: Any) -> Project:
    """A whole project of two years in periods of six months, in a call with the standard form.

    It has two work packages with an activity, a deliverable and an output each, and one row of every list.
    """
    call = fields.pop("call", None) or show_fields(complete_call(period_months=6))
    project = complete_project(call=call, **fields)
    strategy = StrategyFactory(programme_period=call.programme_period)
    call.strategies.add(strategy)
    fitting = {"programme_period": call.programme_period, "objective": project.objective}
    output = ProgrammeIndicatorFactory(**fitting)
    result = ProgrammeIndicatorFactory(**fitting, kind=Indicator.Kind.RESULT)
    partners = list(project.partnerships.all())

    def add(kind: str, position: int = 1, **columns: Any) -> Entry:
        return Entry.objects.create(project=project, kind=kind, position=position, **columns)

    add("target_group", choice="general_public")
    add("strategy", choice=strategy.code)
    add("synergy")
    add("associated_organisation", partnership=partners[0])
    add("result", indicator=result, target=Decimal(5), first_period=255)
    for position in (1, 2):
        package = add("work_package", position)
        activity = add("activity", parent=package, first_period=1, last_period=4)
        activity.partners.set(partners)
        add("deliverable", parent=activity, first_period=2)
        add("output", parent=package, indicator=output, target=Decimal(2), first_period=4)
    add("investment", parent=package, first_period=3)
    fill(project)
    return project


def fill(project: Project) -> None:
    """Fill every blank text and choice of the standard form, but for departments and state aid."""
    rows = {"": [""], "partner": [str(row.uid) for row in project.partnerships.all()]}
    for entry in Entry.objects.present().filter(project=project):
        rows.setdefault(entry.kind, []).append(str(entry.uid))
    known = set(project.answers.values_list("field", "language"))
    answers = []
    for field in form.CATALOGUE:
        if form.STANDARD[field.key] == "hidden":
            continue
        if field.is_column or field.kind == "table" or field.part in {"department", "state_aid"}:
            continue
        for row in rows.get(field.group, []):
            name = form.row_key(field, row) if row else field.key
            answers += [
                Answer(
                    project=project,
                    field=name,
                    language=language,
                    text=_text(field, language),
                    saved_by=project.created_by,
                )
                for language in (project.call.languages if field.multilingual else ("",))
                if (name, language) not in known and _text(field, language)
            ]
    Answer.objects.bulk_create(answers)


def _text(field: form.FormField, language: str) -> str:
    if field.pattern or field.key in {"partner.legal_form", "partner.pic", "partner.nace"}:
        return ""
    if field.choices:
        return str(field.choices[0][0])
    return _WORDS.get(field.kind, f"Tekst {language}".strip())


def ask_for_everything(call: Call, *, period_months: int = 6) -> None:
    """The call shows the standard form and divides projects into periods."""
    Call.objects.filter(pk=call.pk).update(period_months=period_months)
    show_fields(call)


def standard_project(partners: int = 2, **fields: Any) -> Project:
    """A complete project of a call that asks for the standard form, most of which is blank yet."""
    project = complete_project(partners, **fields)
    ask_for_everything(project.call)
    return Project.objects.get(pk=project.pk)


def titled(entry: Entry, title: str, language: str = "nl") -> Entry:
    """The entry with a title."""
    AnswerFactory(
        project=entry.project, field=f"{entry.kind}.{entry.uid}.title", language=language, text=title
    )
    return entry


def work_package(project: Project, position: int, *, activities: int = 1, outputs: int = 1) -> Entry:
    """A work package with activities of one deliverable each, and outputs."""
    package = titled(EntryFactory(project=project, position=position), f"Pakket {position}")
    for number in range(1, activities + 1):
        activity = EntryFactory(project=project, kind="activity", parent=package, position=number)
        activity.partners.set(project.partnerships.all()[:2])
        titled(activity, f"Activiteit {position}.{number}")
        EntryFactory(project=project, kind="deliverable", parent=activity, position=1)
    for number in range(1, outputs + 1):
        EntryFactory(project=project, kind="output", parent=package, position=number)
    return package
