"""Loading the known facts: true counts, and a second load changes nothing."""

from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone

from core.facts import is_reliable, read, source_of
from core.texts import Text
from programmes.models import (
    ExampleAction,
    Indicator,
    KnownStrategy,
    PolicyObjective,
    Priority,
    Programme,
    ProgrammePeriod,
    Region,
    SpecificObjective,
    Theme,
)
from programmes.reference import load
from tests.factories.calls import CallFactory
from tests.programmes.reference_files import FILES, spoil

pytestmark = pytest.mark.django_db


def test_load_brings_the_true_structure():
    load(FILES)

    assert Region.objects.count() == 1584
    assert [Region.objects.filter(level=level).count() for level in range(4)] == [29, 94, 256, 1205]
    assert list(Programme.objects.values_list("code", flat=True)) == ["FWVL", "IE", "VLNED"]
    assert sorted(ProgrammePeriod.objects.values_list("code", flat=True)) == [
        "FWVL-IV",
        "FWVL-V",
        "FWVL-VI",
        "IE-V",
        "IE-VI",
        "VLNED-IV",
        "VLNED-V",
        "VLNED-VI",
    ]
    assert PolicyObjective.objects.count() == 7
    assert Indicator.objects.filter(is_interreg_specific=True).count() == 20
    assert Indicator.objects.count() == 161
    assert list(Indicator.objects.get(code="RCO84").results.values_list("code", flat=True)) == ["RCR104"]


def test_fwvl_v_has_four_priorities_six_themes_and_55_actions():
    load(FILES)
    edition = ProgrammePeriod.objects.get(code="FWVL-V")

    assert edition.priorities.filter(is_internal=False).count() == 4
    assert edition.priorities.filter(is_internal=True).count() == 1
    assert edition.themes.count() == 6
    actions = ExampleAction.objects.filter(priority__programme_period=edition)
    assert [actions.filter(priority__number=n).count() for n in (1, 2, 3, 4)] == [11, 14, 15, 15]
    objectives = SpecificObjective.objects.filter(priority__programme_period=edition)
    assert [o.code for o in objectives.order_by("code")] == [f"OBJ{n}" for n in range(1, 10)]
    assert (edition.eu_budget, edition.eu_budget_is_rounded) == (Decimal(170_000_000), True)
    assert edition.cci == "2014TC16RFCB044"


def test_unknown_stays_unknown():
    load(FILES)
    edition = ProgrammePeriod.objects.get(code="VLNED-IV")

    assert (edition.cci, edition.total_budget, edition.max_rate) == ("", None, None)
    assert edition.area.count() == 0
    assert edition.area_note.missing() == ()
    assert source_of(edition.provenance, "eu_budget") == "public: stated as more than 94 million"
    assert Text(Indicator.objects.get(code="RCO01").name).missing() == ("nl", "fr")


def test_areas_hold_the_regions_of_each_programme():
    load(FILES)
    area = {code: ProgrammePeriod.objects.get(code=code).area for code in ("FWVL-VI", "VLNED-VI", "IE-VI")}

    assert {code: regions.count() for code, regions in area.items()} == {
        "FWVL-VI": 32,
        "VLNED-VI": 28,
        "IE-VI": 256,
    }
    assert set(area["VLNED-VI"].filter(country="NL").values_list("code", flat=True)) == {
        "NL341",
        "NL342",
        "NL411",
        "NL412",
        "NL413",
        "NL414",
        "NL421",
        "NL422",
        "NL423",
    }
    assert not area["FWVL-VI"].exclude(level=3).exists()


def test_general_titles_are_taken_over_and_own_titles_kept():
    load(FILES)

    taken = SpecificObjective.objects.get(priority__programme_period="FWVL-VI", code="RSO1.1")
    assert taken.title["en"].startswith("Developing and enhancing research and innovation capacities")
    assert taken.policy_objective_id == "PO1"
    assert source_of(taken.provenance, "title", "nl") == "public"
    own = SpecificObjective.objects.get(priority__programme_period="FWVL-V", code="OBJ9")
    assert own.title["fr"].startswith("Favoriser l’emploi")
    assert own.policy_objective is None


def test_letter_themes_and_shares_of_vlned():
    load(FILES)

    assert Theme.objects.get(programme_period="VLNED-VI").code == "A1"
    priority = Priority.objects.get(programme_period="VLNED-VI", letter="A")
    assert (priority.share, priority.share_reading) == (Decimal(35), "at_least")
    doubtful = SpecificObjective.objects.get(priority__programme_period="VLNED-VI", code="RSO2.1")
    assert not is_reliable(source_of(doubtful.provenance, "code"))


def test_facts_of_interreg_europe_are_typed():
    load(FILES)
    facts = {fact.key: fact for fact in read(ProgrammePeriod.objects.get(code="IE-VI").facts)}

    assert (facts["group_1"].value, len(facts["group_1"].codes)) == (Decimal(80), 16)
    assert (facts["group_2"].value, len(facts["group_2"].codes)) == (Decimal(20), 7)
    assert set(facts["group_2"].objectives) == set(facts["group_2"].codes)
    named = facts["group_1"].objectives["RSO1.2"]
    assert named["title"]["nl"].startswith("Profiteren van de voordelen van digitalisering")
    assert named["provenance"]["title.nl"] == "public"
    assert facts["budget_min"].value == Decimal(1_000_000)
    assert facts["budget_min"].approximate
    assert facts["phases"].value[0]["nl"] == "kernfase"


def test_second_load_changes_nothing_and_says_so():
    load(FILES)
    report = load(FILES)

    assert not report.changes_anything
    assert report.kind("regions").unchanged == 1584
    assert report.kind("example actions").unchanged == 60


def test_load_reports_changed_fields_and_new_links(files):
    load(files)
    spoil(files, "editions/fwvl-vi.yaml", "eu_budget: 268000000", "eu_budget: 267500000.50")
    spoil(files, "editions/vlned-vi.yaml", "NL34, NL4]", "NL34]")
    report = load(files)

    assert report.kind("editions").changed == {
        "FWVL-VI": {"eu_budget": (Decimal("268000000.00"), Decimal("267500000.50"))},
        "VLNED-VI": {"area": ("28 linked", "21 linked")},
    }
    assert report.kind("editions").unchanged == 6
    assert "  changed FWVL-VI: eu_budget '268000000.00' → '267500000.50'" in list(report.lines())
    assert ProgrammePeriod.objects.get(code="VLNED-VI").area.count() == 21


def without_theme_a1(files: Path) -> None:
    path = files / "editions/vlned-vi.yaml"
    path.write_text(path.read_text(encoding="utf-8").partition("themes:\n")[0], encoding="utf-8")


def test_gone_entry_is_reported_and_kept(files):
    load(files)
    without_theme_a1(files)
    report = load(files)

    assert list(report.kind("themes").gone) == ["VLNED-VI theme A1"]
    assert Theme.objects.filter(code="A1").exists()


def test_prune_removes_what_nothing_uses_and_keeps_the_rest(files):
    load(files)
    used = SpecificObjective.objects.get(priority__programme_period="FWVL-VI", code="RSO3.2")
    CallFactory(programme_period=used.priority.programme_period, objectives=[used])
    without_theme_a1(files)
    spoil(files, "editions/fwvl-vi.yaml", "- code: RSO3.2\n        provenance: {code: public}", "")
    report = load(files, prune=True)

    assert report.kind("themes").removed == ["VLNED-VI theme A1"]
    assert not Theme.objects.filter(code="A1").exists()
    assert list(report.kind("specific objectives").in_use) == ["FWVL-VI priority 3 RSO3.2"]
    assert SpecificObjective.objects.filter(pk=used.pk).exists()


def test_edition_kept_in_the_portal_is_not_touched_by_files(files):
    load(files)
    edition = ProgrammePeriod.objects.get(code="VLNED-VI")
    edition.set_up_since = timezone.now()
    edition.name = {"en": "As the programme says"}
    edition.save()
    Theme.objects.filter(programme_period=edition).update(title={"en": "Renamed"})
    without_theme_a1(files)
    report = load(files, prune=True)

    assert not report.changes_anything
    assert report.kind("themes").gone == {}
    assert str(ProgrammePeriod.objects.get(code="VLNED-VI").name) == "As the programme says"
    assert set(edition.themes.values_list("title__en", flat=True)) == {"Renamed"}


def test_strategies_are_the_fixed_list_of_fifteen():
    load(FILES)
    kinds = list(KnownStrategy.objects.values_list("kind", flat=True))
    assert [kinds.count(kind) for kind in ("macro_region", "sea_basin", "policy", "other")] == [4, 8, 2, 1]
    assert all(strategy.title.missing() == () for strategy in KnownStrategy.objects.all())


def test_command_with_check_says_what_would_change_and_changes_nothing(capsys):
    call_command("load_reference", "--check")

    told = capsys.readouterr().out
    assert "regions: 1584 added, 0 changed, 0 unchanged" in told
    assert "Checked only; nothing was changed." in told
    assert Region.objects.count() == 0
