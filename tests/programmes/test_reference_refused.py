"""A bad file of known facts is named with its reason, and changes nothing."""

from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command

from core.loading.problems import BadFiles
from programmes.models import Programme, ProgrammePeriod, Region
from programmes.reference import load
from tests.programmes.reference_files import spoil

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        (
            "editions/fwvl-vi.yaml",
            "max_rate: 60",
            "max_rate: 160",
            'editions/fwvl-vi.yaml, FWVL-VI: "max_rate" must be a percentage from 0 to 100, with at most',
        ),
        (
            "editions/fwvl-vi.yaml",
            "- code: RSO3.2",
            "- code: RSO9.9",
            "editions/fwvl-vi.yaml, FWVL-VI > priority 3 > objective RSO9.9: is not in objectives.yaml; give",
        ),
        (
            "editions/fwvl-vi.yaml",
            "programme: FWVL",
            "programme: FWLV",
            "editions/fwvl-vi.yaml, FWVL-VI: \"programme\" must be one of FWVL, IE, VLNED, not 'FWLV'",
        ),
        (
            "editions/fwvl-vi.yaml",
            "cci: null",
            "cci_code: null",
            'editions/fwvl-vi.yaml, FWVL-VI: the key "cci_code" is not known here',
        ),
        (
            "editions/fwvl-vi.yaml",
            "  nl: Interreg VI",
            "  de: Interreg VI",
            "editions/fwvl-vi.yaml, FWVL-VI: \"name\" has the language 'de'; known are nl, fr, en",
        ),
        (
            "editions/fwvl-vi.yaml",
            "regions: [BE234",
            "regions: [BE999",
            "editions/fwvl-vi.yaml, FWVL-VI > area: the region BE999 is not known",
        ),
        (
            "editions/fwvl-vi.yaml",
            "'*': public",
            "'*': hearsay",
            "FWVL-VI: provenance of \"*\" is 'hearsay'; it must begin with one of seed, regulation, public",
        ),
        (
            "editions/fwvl-vi.yaml",
            "generation: VI",
            "generation: VI\ngeneration: VI",
            'editions/fwvl-vi.yaml, line 6: not valid YAML: the key "generation" stands twice',
        ),
        ("periods.yaml", "code: 2007", "code: [2007", "periods.yaml, line 4: not valid YAML: "),
        (
            "programmes.yaml",
            "[FR, BE]",
            "[FR, XX]",
            "programmes.yaml, programme FWVL: the country XX is not known",
        ),
        ("regions.csv", "BE211,", "BE2 1,", "regions.csv, region BE2 1: is not a NUTS code"),
        ("regions.csv", "\nAT11,", "\nAT12,", "regions.csv, region AT12: stands twice"),
        ("regions.csv", "code,name", "name,code", "regions.csv, line 1: the columns must be code,name,"),
        ("regions.csv", "\nAT11,", "\nAT11,,,", "has 6 values; 4 columns are named in line 1"),
        (
            "indicators.yaml",
            "results: [RCR85]",
            "results: [RCR999]",
            "indicators.yaml, indicator RCO81: names the result RCR999, which is not in the file",
        ),
    ],
)
def test_bad_file_names_file_entry_and_reason_and_changes_nothing(files, name, old, new, told):
    spoil(files, name, old, new)

    with pytest.raises(BadFiles) as caught:
        load(files)

    assert told in str(caught.value)
    assert Region.objects.count() == 0
    assert Programme.objects.count() == 0


def test_bad_file_after_a_good_load_leaves_every_row(files):
    load(files)
    spoil(files, "editions/fwvl-v.yaml", "eu_budget: 170000000", "eu_budget: 1")
    spoil(files, "editions/vlned-v.yaml", "generation: V", "generation: X9")

    with pytest.raises(BadFiles):
        load(files)

    assert ProgrammePeriod.objects.get(code="FWVL-V").eu_budget == Decimal(170_000_000)


def test_missing_and_broken_files_are_named(files):
    (files / "funds.yaml").unlink()
    with pytest.raises(BadFiles, match=r"funds\.yaml: is missing in"):
        load(files)
    (files / "funds.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadFiles, match=r"funds\.yaml, byte 0: is not UTF-8"):
        load(files)


def test_command_tells_what_is_wrong(files):
    spoil(files, "editions/ie-v.yaml", "generation: V", "generation: five")

    with pytest.raises(CommandError, match=r"Nothing was changed\.\neditions/ie-v\.yaml, IE-V: "):
        call_command("load_reference", "--directory", str(files))
