"""Writing what differs, in few statements, and never more."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.loading.writing import Kind, Report, settle_gone, sync, sync_links
from programmes.models import Fund, ProgrammePeriod, Region, Theme
from tests.factories.programmes import FundFactory, ProgrammePeriodFactory, RegionFactory, ThemeFactory

pytestmark = pytest.mark.django_db


def fund(code: str, english: str) -> dict:
    return {"code": code, "name": {"en": english}, "abbreviation": {"en": code}, "is_eu": True}


def test_sync_adds_changes_and_keeps():
    FundFactory(code="OLD", name={"en": "Gone"})
    sync(Fund, [fund("A", "One"), fund("B", "Two")], key=["code"], report=Kind("funds"))
    kind = Kind("funds")
    rows = sync(Fund, [fund("A", "One"), fund("B", "Deux"), fund("C", "Three")], key=["code"], report=kind)

    assert (kind.added, kind.unchanged, list(kind.gone)) == (["C"], 1, ["OLD"])
    assert kind.changed == {"B": {"name": ({"en": "Two"}, {"en": "Deux"})}}
    assert [code for (code,) in rows] == ["A", "B", "C"]
    assert Fund.objects.get(code="B").name == {"en": "Deux"}
    assert Fund.objects.filter(code="OLD").exists()


def test_sync_costs_the_same_for_one_and_for_thirty_rows():
    def cost(number: int, english: str) -> int:
        rows = [fund(f"F{n}", english) for n in range(number)]
        with CaptureQueriesContext(connection) as queries:
            sync(Fund, rows, key=["code"], report=Kind("funds"))
        return len(queries)

    assert cost(1, "new") == cost(30, "newer") - 1 == 2
    assert cost(30, "newest") == cost(30, "newest of all")


def test_sync_links_adds_and_removes():
    period = ProgrammePeriodFactory(code="X-VI")
    for code in ("BE251", "BE252", "BE253"):
        RegionFactory(code=code)
    sync_links(ProgrammePeriod, "area", {period: ["BE251", "BE252"]}, report=Kind("editions"))
    kind = Kind("editions", unchanged=1)
    sync_links(ProgrammePeriod, "area", {period: ["BE252", "BE253"]}, report=kind)

    assert set(period.area.values_list("code", flat=True)) == {"BE252", "BE253"}
    assert (kind.changed, kind.unchanged) == ({"X-VI": {"area": ("2 linked", "2 linked")}}, 0)


def test_settle_gone_deletes_only_what_nothing_uses():
    used = RegionFactory(code="BE251")
    period = ProgrammePeriodFactory()
    period.area.add(used)
    unused = RegionFactory(code="BE252")
    report = Report()
    report.kind("regions").gone.update({"BE251": used, "BE252": unused})
    settle_gone(report, prune=True)

    assert report.kind("regions").removed == ["BE252"]
    assert list(report.kind("regions").in_use) == ["BE251"]
    assert list(Region.objects.values_list("code", flat=True)) == ["BE251"]


def test_without_prune_nothing_goes_and_the_report_says_so():
    theme = ThemeFactory(code="A1")
    report = Report()
    report.kind("themes").gone["A1"] = theme
    settle_gone(report, prune=False)

    assert Theme.objects.filter(pk=theme.pk).exists()
    assert list(report.lines()) == [
        "themes: 0 added, 0 changed, 0 unchanged",
        "  no longer in the files, kept: A1 (not in use)",
    ]


def test_report_tells_old_and_new_and_cuts_long_values():
    report = Report()
    report.kind("editions").changed["X"] = {"eu_budget": (None, Decimal("1.50")), "note": ("a" * 80, "b")}

    assert list(report.lines())[1] == f"  changed X: eu_budget 'None' → '1.50'; note '{'a' * 57}...' → 'b'"
    assert report.changes_anything
