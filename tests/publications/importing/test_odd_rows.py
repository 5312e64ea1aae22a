"""Rows and headings of lists that people made: totals, remarks, merged cells, units."""

import pytest
from openpyxl import Workbook

from core.errors import DomainError
from publications.models import ImportRow, Publication
from tests.factories.programmes import ProgrammePeriodFactory
from tests.publications.importing.lists import COLUMNS, mapping, taken, tried, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return ProgrammePeriodFactory()


@pytest.fixture
def chosen(edition):
    return mapping(edition)


def outcomes(run):
    rows = ImportRow.objects.filter(run=run).order_by("number")
    return [(row.number, row.outcome) for row in rows]


def notes(run, number):
    row = ImportRow.objects.get(run=run, number=number)
    return " ".join(note["why"] for note in row.notes)


def book(path, sheets, merged=(), hidden=()):
    made = Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for area in merged:
            sheet.merge_cells(area)
        for number in hidden:
            sheet.row_dimensions[number].hidden = True
    made.save(path)
    return path


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("Totaal;;;;3000;", "totals"),
        (";TOTAL GÉNÉRAL;;;3000;", "totals"),
        ("Code;Title;Start;Einde;Budget;Land", "repeats the headings"),
        ("(1);(2);(3);(4);(5);(6)", "numbers of the columns"),
        ("Bron: het programma, januari 2024;;;;;", "remark"),
    ],
)
def test_rows_that_tell_of_no_project_are_left_and_named(chosen, tmp_path, row, why):
    text = f"Code;Title;Start;Einde;Budget;Land\nP1;Water;2023-01-01;;1000;BE\n{row}\n"
    run = taken(chosen, written(tmp_path, text))
    assert outcomes(run) == [(2, "new"), (3, "blank")]
    assert why in notes(run, 3)
    assert list(Publication.objects.values_list("total_budget", flat=True)) == [1000]


def test_a_project_that_is_called_as_a_total_is_a_project(chosen, tmp_path):
    text = "Code;Title;Start;Organisatie\nP1;Total;2023-01-01;X\nTotal;Energy for all;2023-01-01;X\n"
    text += "SUM;Sum;;University of Kent\n1;c;;b\nSource;Source of life;;\n"
    assert {outcome for _number, outcome in outcomes(tried(chosen, written(tmp_path, text)))} == {"new"}


@pytest.mark.parametrize(
    ("heading", "written_as", "amount"),
    [
        ("Budget (k€)", "1.234,5", "1234500.00"),
        ("Budget (in duizend euro)", "12,3456", "12345.60"),
        ("Budget (M€)", "1,5", "1500000.00"),
        ("Budget (EUR)", "1.234,50", "1234.50"),
    ],
)
def test_amounts_are_as_large_as_their_heading_says(chosen, tmp_path, heading, written_as, amount):
    run = tried(chosen, written(tmp_path, f"Code;Title;{heading}\nP1;Water;{written_as}\n"))
    row = ImportRow.objects.get(run=run)
    assert row.data["total_budget"] == amount
    assert ("multiplied by" in notes(run, 2)) is (amount != "1234.50")


@pytest.mark.parametrize("heading", ["Budget (EU-deel)", "Budget (SEK)", "Budget / EU"])
def test_amount_whose_heading_says_something_else_is_not_the_total(chosen, tmp_path, heading):
    run = tried(chosen, written(tmp_path, f"Code;Title;{heading}\nP1;Water;100\n"))
    assert run.found["not_taken"] == [heading]
    assert "total_budget" not in ImportRow.objects.get(run=run).data


def test_amounts_below_a_heading_in_another_currency_are_refused(edition, tmp_path):
    chosen = mapping(edition, columns={**COLUMNS, "total_budget": "Budget SEK"})
    run = tried(chosen, written(tmp_path, "Code;Title;Budget SEK\nP1;Water;100\n"))
    assert outcomes(run) == [(2, "refused")]


def test_first_row_is_not_taken_for_a_second_row_of_headings(edition, tmp_path):
    chosen = mapping(edition, columns={**COLUMNS, "partner.department": "Service"})
    run = tried(chosen, written(tmp_path, "Code;Title;Type;Budget\nP1;Water;Service;100\nP2;Wind;Dienst;5\n"))
    assert outcomes(run) == [(2, "new"), (3, "new")]


def test_titles_above_the_headings_are_no_part_of_them(chosen, tmp_path):
    run = tried(chosen, written(tmp_path, "Lijst\n(artikel 49)\nCode;Title;Budget\nP1;Water;100\n"))
    assert (run.found["columns"], outcomes(run)) == (["Code", "Title", "Budget"], [(4, "new")])


def test_partner_without_a_project_holds_back_the_project_above(chosen, tmp_path):
    text = "Code;Title;Budget;Organisatie\nP1;Water;100;Stad Gent\n;;;Goes\nP2;Wind;5;Brugge\n"
    run = tried(chosen, written(tmp_path, text))
    assert outcomes(run) == [(2, "refused"), (3, "refused"), (4, "new")]


def test_fill_down_lets_empty_cells_mean_the_project_above(edition, tmp_path):
    text = "Code;Title;Budget;Organisatie\nP1;Water;100;Stad Gent\n;;;Goes\nP2;Wind;5;Brugge\n"
    taken(mapping(edition, fill_down=True), written(tmp_path, text))
    found = Publication.objects.order_by("code").values_list("code", "total_budget", "partner_count")
    assert list(found) == [("test-p1", 100, 2), ("test-p2", 5, 1)]


def test_merged_cells_hold_for_all_their_rows(chosen, tmp_path):
    rows = [
        ["Code", "Title", "Budget", "Organisatie"],
        ["P1", "Water", 100, "Gent"],
        [None, None, None, "Goes"],
    ]
    path = book(tmp_path / "a.xlsx", {"S": [*rows, ["P2", "Wind", 5, "Brugge"]]}, ["A2:A3", "B2:B3", "C2:C3"])
    run = taken(chosen, path)
    found = Publication.objects.order_by("code").values_list("code", "total_budget", "partner_count")
    assert list(found) == [("test-p1", 100, 2), ("test-p2", 5, 1)]
    assert run.found["merged"] == 3


def test_the_sheet_with_most_known_headings_is_read_and_those_like_it(chosen, tmp_path):
    rows = [["Code", "Title", "Budget"], ["P1", "Water", 100]]
    more = [["Code", "Title", "Budget"], ["P2", "Wind", 100]]
    notice = [["Title", "A list"], ["Made", "yesterday"]]
    run = tried(
        chosen, book(tmp_path / "a.xlsx", {"Read me": notice, "2022": rows, "2023": more}, hidden=[2])
    )
    assert (run.found["sheets"], run.found["left_sheets"]) == (["2022", "2023"], ["Read me"])
    assert (run.counts["new"], run.found["hidden"]) == (2, 2)


def test_errors_of_a_spreadsheet_are_no_values(chosen, tmp_path):
    run = tried(chosen, written(tmp_path, "Code;Title;Budget;Organisatie\nP1;Water;#DIV/0!;#REF!\n"))
    assert ImportRow.objects.get(run=run).data.keys() == {"external_id", "title", "programme"}
    assert notes(run, 2).count("shows an error") == 2


def test_shortened_codes_are_refused(chosen, tmp_path):
    run = tried(chosen, written(tmp_path, "Code;Title\n2,0211E+11;Water\n2,0211E+11;Wind\n"))
    assert outcomes(run) == [(2, "refused"), (3, "refused")]


def test_rows_of_one_code_in_two_programmes_are_not_one_project(edition, tmp_path):
    other = ProgrammePeriodFactory()
    chosen = mapping(edition, columns={**COLUMNS, "programme": "Prog"}, fixed={})
    text = f"Code;Title;Prog\nP1;Water;{edition.pk}\nP1;Wind;{other.pk}\n"
    assert outcomes(tried(chosen, written(tmp_path, text))) == [(2, "refused"), (3, "refused")]


def test_amounts_on_which_rows_do_not_agree_are_not_known(chosen, tmp_path):
    text = "Code;Title;Budget;EU\nP1;Water;100;50\nP1;Water;200;50\n"
    taken(chosen, written(tmp_path, text))
    assert list(Publication.objects.values_list("total_budget", "eu_funding")) == [(None, 50)]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("Duitsland (DE)", "DE"),
        ("België / Belgique", "BE"),
        ("NLD", "NL"),
        ("U.K.", "UK"),
        ("BE - Belgium", "BE"),
    ],
)
def test_countries_by_several_names(chosen, tmp_path, said, code):
    run = tried(chosen, written(tmp_path, f"Code;Title;Organisatie;Land\nP1;Water;X;{said}\n"))
    assert ImportRow.objects.get(run=run).data["partner.country"] == code


def test_two_countries_in_a_cell_are_left_open(chosen, tmp_path):
    run = tried(chosen, written(tmp_path, "Code;Title;Organisatie;Land\nP1;Water;X;België / Nederland\n"))
    assert "partner.country" not in ImportRow.objects.get(run=run).data


def test_postcode_gets_its_lost_zero_and_a_former_region_its_country(edition, tmp_path):
    columns = {**COLUMNS, "partner.postcode": "Post", "partner.region": "NUTS"}
    text = "Code;Title;Organisatie;Land;Post;NUTS\nP1;Water;X;FR;1000;\nP2;Wind;Y;;;FR301\n"
    text += "P3;Zon;Z;BE;1000;GENT\n"
    run = tried(mapping(edition, columns=columns), written(tmp_path, text))
    rows = [row.data for row in ImportRow.objects.filter(run=run).order_by("number")]
    assert [(row.get("partner.postcode"), row.get("partner.country")) for row in rows] == [
        ("01000", "FR"),
        (None, "FR"),
        ("1000", "BE"),
    ]


def test_refused_project_whose_rows_disagree_on_days_is_told_of_and_no_crash(chosen, tmp_path):
    text = (
        "Code;Title;Start;Einde;Budget\nP1;Water;2023-01-01;2024-01-01;-1\nP1;Water;2022-01-01;2025-01-01;5\n"
    )
    assert outcomes(tried(chosen, written(tmp_path, text))) == [(2, "refused"), (3, "refused")]


@pytest.mark.parametrize(
    ("title", "kept", "why"),
    [
        ("<b>Water</b> &amp; wind<script>alert(1)</script>", "Water & wind", "web pages"),
        ("R\ufffdgion", "R\ufffdgion", "were lost"),
        ("Budget <5000 en >3", "Budget <5000 en >3", ""),
        ("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0", ""),
    ],
)
def test_texts_of_strangers_are_kept_plain(chosen, tmp_path, title, kept, why):
    run = tried(chosen, written(tmp_path, f'Code;Title\nP1;"{title}"\n'))
    assert (ImportRow.objects.get(run=run).data["title"], why in notes(run, 2)) == (kept, True)


def test_partner_that_is_addressed_as_a_person_is_told(chosen, tmp_path):
    text = "Code;Title;Organisatie\nP1;Water;Mevr. Jansen\nP2;Wind;Mrs\nP3;Zon;Herrenhaus GmbH\n"
    run = tried(chosen, written(tmp_path, text))
    assert ["natural person" in notes(run, number) for number in (2, 3, 4)] == [True, False, False]


def test_list_without_rows_says_so(chosen, tmp_path):
    with pytest.raises(DomainError, match="no rows"):
        tried(chosen, written(tmp_path, "Code;Title\n"))
