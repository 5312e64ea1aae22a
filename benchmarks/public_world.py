"""Addresses of public pages of every type, from what the database holds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from benchmarks.world import in_shell

# Runs where Django is set up; prints one line of JSON.
SCRIPT = """
import json
from django.urls import reverse
from django.utils import translation
from calls.models import Call
from programmes.models import Priority, ProgrammePeriod, SpecificObjective, Theme
from publications.models import Organisation, Publication, RecordVersion
translation.activate("en")
def at(name, *args):
    return reverse(f"catalogue:{name}", args=args)
edition = ProgrammePeriod.objects.select_related("programme").get(
    pk=Publication.objects.filter(code__startswith="gen-").values("programme_period")[:1])
place = (edition.programme.slug, edition.period_id)
codes = list(Publication.objects.filter(code__startswith="gen-").order_by("code")[:400]
    .values_list("code", flat=True))
pages = {"home": at("home"), "list": at("projects"), "project": at("project", codes[7]),
    "map": at("map"), "figures": at("figures"), "network": at("network"), "programmes": at("programmes"),
    "programme": at("programme", place[0]), "period": at("edition", *place), "calls": at("calls"),
    "organisations": at("organisations"), "regions": at("regions"), "region": at("region", "BE23"),
    "data": at("data"), "feed": at("projects_feed"), "search": at("projects") + "?q=water",
    "mistyped": at("projects") + "?q=watre", "facet": at("projects") + "?country=BE&status=closed"}
for name, model in (("priority", Priority), ("objective", SpecificObjective), ("theme", Theme)):
    found = model.objects.filter(programme_period=edition) if name != "objective" else model.objects.filter(
        priority__programme_period=edition)
    for one in found.order_by("pk")[:1]:
        pages[name] = at(name, *place, one.code if hasattr(one, "code") else one.number)
largest = Organisation.objects.filter(merged_into=None).order_by("-project_count").first()
if largest:
    pages["organisation"] = at("organisation", largest.slug)
call = Call.objects.published().first()
if call:
    pages["call"] = at("call", call.code)
version = RecordVersion.objects.filter(code__in=codes).first()
if version:
    pages["version"] = at("record_version", version.code, version.number)
before = Publication.objects.order_by("-data_date", "-pk").values_list("pk", flat=True)
deep = at("projects") + "?after=" + "".join(str(key) for key in before[499 * 20 - 1 : 499 * 20])
print(json.dumps({"pages": pages, "deep": deep, "projects": [at("project", code) for code in codes]}))
"""


@dataclass(frozen=True)
class Addresses:
    """One address for each type of page, page 500 of the list, and some hundred projects."""

    pages: dict[str, str]
    deep: str
    projects: list[str]


@cache
def addresses() -> Addresses:
    """Read once from the database that the environment names."""
    return Addresses(**in_shell(SCRIPT))
