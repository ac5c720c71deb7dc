"""Writing is the inverse of reading, and a workbook is worth the same as a folder."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from planner.domain.clusters import Cluster
from planner.domain.contracts import Notice, NoticeUnit
from planner.domain.migrations import DEFAULT_PROFILE, Phase
from planner.domain.policy import Policy
from planner.domain.portfolio import Portfolio
from planner.domain.provenance import Basis, Confidence, Provenance
from planner.errors import InputError
from planner.reading import check, read_portfolio, write_portfolio, write_template
from planner.reading.schema.columns import default_text
from tests.reading.folder import CLEAN, OF_RISK, Folder

REPOSITORY = Path(__file__).parents[2]
FOLDERS = [CLEAN, *(path for name in ("whitehall", "tiny") if (path := REPOSITORY / "data" / name).is_dir())]


@pytest.fixture(params=FOLDERS, ids=lambda path: path.name)
def portfolio(request: pytest.FixtureRequest) -> Portfolio:
    return read_portfolio(request.param)


def test_folder_written_and_read_is_equal(portfolio: Portfolio, tmp_path: Path) -> None:
    assert read_portfolio(write_portfolio(portfolio, tmp_path / "again")) == portfolio


def test_workbook_written_and_read_is_equal(portfolio: Portfolio, tmp_path: Path) -> None:
    assert read_portfolio(write_template(tmp_path / "book.xlsx", portfolio)) == portfolio


def test_workbook_typed_by_hand_is_equal_to_the_folder(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for path in sorted(CLEAN.glob("*.csv")):
        sheet = book.create_sheet(path.stem)
        for row in Folder(tmp_path / path.stem).rows(path.stem):
            sheet.append([as_typed(text) for text in row])
    book.remove(book["Sheet"])
    book.save(tmp_path / "Three moves.xlsx")
    assert read_portfolio(tmp_path / "Three moves.xlsx") == read_portfolio(CLEAN)


def as_typed(text: str) -> str | int | date | None:
    """The cell a person would fill: dates and whole numbers as such, nothing where nothing is stated."""
    if text.isdigit():
        return int(text)
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text or None


def test_findings_in_a_workbook_name_sheet_row_and_column(tmp_path: Path) -> None:
    path = write_template(tmp_path / "book.xlsx", read_portfolio(CLEAN))
    book = openpyxl.load_workbook(path)
    header = [cell.value for cell in book["contracts"][1]]
    book["contracts"].cell(row=3, column=header.index("expiry_date") + 1, value=46843)
    book["contracts"].cell(row=3, column=header.index("expiry_date") + 1).number_format = "0"
    book.save(path)
    (finding,) = check(path).findings
    assert finding.place == "book.xlsx[contracts] row 3, expiry_date"
    assert finding.cure == "format the cell as a date; as spreadsheets number the days it is 2028-03-31"


def test_a_formula_that_ends_in_an_error_is_not_taken_for_a_blank_cell(tmp_path: Path) -> None:
    path = write_template(tmp_path / "book.xlsx", read_portfolio(CLEAN))
    book = openpyxl.load_workbook(path)
    header = [cell.value for cell in book["contracts"][1]]
    book["contracts"].cell(row=3, column=header.index("exposure_pounds_per_day") + 1, value="#DIV/0!")
    book.save(path)
    (finding,) = check(path).findings
    assert (finding.is_error, finding.place) == (True, "book.xlsx[contracts] row 3, exposure_pounds_per_day")
    assert finding.message == "the cell shows the error #DIV/0!"


def test_sheet_that_is_no_table_is_a_warning(tmp_path: Path) -> None:
    path = write_template(tmp_path / "book.xlsx", read_portfolio(CLEAN))
    book = openpyxl.load_workbook(path)
    book["freezes"].title = "freeze"
    book.save(path)
    (finding,) = [found for found in check(path).findings if found.code not in OF_RISK]
    assert (finding.code, finding.file) == ("unknown-table", "book.xlsx[freeze]")


def test_blank_rows_and_an_empty_first_row_do_not_shift_the_rows_of_a_workbook(tmp_path: Path) -> None:
    path = write_template(tmp_path / "book.xlsx", read_portfolio(CLEAN))
    book = openpyxl.load_workbook(path)
    book["clusters"].insert_rows(2, amount=3)
    book["clusters"].cell(row=6, column=2, value=" ")
    book.save(path)
    (finding,) = check(path).findings
    assert finding.place == "book.xlsx[clusters] row 6, name"


def test_cell_to_the_right_of_the_header_is_found(tmp_path: Path) -> None:
    path = write_template(tmp_path / "book.xlsx", read_portfolio(CLEAN))
    book = openpyxl.load_workbook(path)
    book["clusters"].cell(row=2, column=30, value="a note")
    book.save(path)
    (finding,) = check(path).findings
    assert (finding.code, finding.row) == ("ragged-row", 2)


def test_text_like_a_formula_stays_text(tmp_path: Path) -> None:
    portfolio = read_portfolio(CLEAN)
    odd = replace(portfolio, clusters=(Cluster(id="=1+1", name="@sum"), *portfolio.clusters))
    assert read_portfolio(write_template(tmp_path / "book.xlsx", odd)) == odd
    assert read_portfolio(write_portfolio(odd, tmp_path / "folder")) == odd


def test_every_kind_of_record_survives_every_kind_of_figure(tmp_path: Path) -> None:
    stream = random.Random(11)
    portfolio = read_portfolio(CLEAN)
    for number in range(40):
        drawn = redrawn(portfolio, stream)
        assert read_portfolio(write_portfolio(drawn, tmp_path / "again")) == drawn, number


def redrawn(portfolio: Portfolio, stream: random.Random) -> Portfolio:
    """The portfolio with other provenance, notices, prices and probabilities, all of them legal."""

    def provenance() -> Provenance:
        return Provenance(
            source=stream.choice((None, 'A "quoted", source', "two\nlines", "£ and ; signs")),
            source_date=stream.choice((None, date(2026, 2, 28))),
            basis=stream.choice(list(Basis)),
            confidence=stream.choice(list(Confidence)),
            public_fields=stream.choice(((), ("name",), ("name", "id"))),
            reason=stream.choice((None, "because", "-")),
        )

    unit = stream.choice(list(NoticeUnit))
    notice = stream.choice((None, Notice(0, unit), Notice(stream.randrange(90), unit)))
    return replace(
        portfolio,
        provenance=provenance(),
        policy=replace(Policy(), buffer_days=stream.choice((0, 90)), provenance=provenance()),
        contracts=tuple(
            replace(contract, notice=notice or Notice(), provenance=provenance()) for contract in portfolio.contracts
        ),
        options=tuple(
            replace(option, notice=notice, agreement_probability=stream.choice((0.0, 1.0, 1e-07, stream.random())))
            for option in portfolio.options
        ),
        risk_drivers=tuple(
            replace(
                driver,
                probability=stream.uniform(0.1, 1),  # the clean folder has 0.1 with the mitigation
                likely_days=driver.early_days,
                provenance=provenance(),
            )
            for driver in portfolio.risk_drivers
        ),
        profiles=tuple(
            profile if profile == DEFAULT_PROFILE else replace(profile, provenance=provenance())
            for profile in portfolio.profiles
        ),
        freezes=tuple(replace(freeze, yearly=stream.random() < 0.5) for freeze in portfolio.freezes),
    )


def test_default_profile_of_ones_own_takes_the_place_of_the_built_in_one(tmp_path: Path) -> None:
    portfolio = read_portfolio(CLEAN)
    own = replace(DEFAULT_PROFILE, phases=(Phase(name="cutover", days=9),), legacy_days=3)
    changed = replace(portfolio, profiles=(own, *portfolio.profiles[1:]))
    assert read_portfolio(write_portfolio(changed, tmp_path / "again")) == changed


def test_writing_removes_tables_that_have_no_rows_any_more(tmp_path: Path) -> None:
    portfolio = read_portfolio(CLEAN)
    folder = write_portfolio(portfolio, tmp_path / "again")
    write_portfolio(replace(portfolio, freezes=()), folder)
    assert not (folder / "freezes.csv").exists()
    assert read_portfolio(folder).freezes == ()


@pytest.mark.parametrize("name", ["", " Alpha", "Alpha "])
def test_text_that_would_not_be_read_back_is_refused(tmp_path: Path, name: str) -> None:
    portfolio = read_portfolio(CLEAN)
    changed = replace(portfolio, clusters=(Cluster(id="alpha", name=name), portfolio.clusters[1]))
    for write in (
        lambda: write_portfolio(changed, tmp_path / "again"),
        lambda: write_template(tmp_path / "b", changed),
    ):
        with pytest.raises(InputError) as raised:
            write()
        assert (raised.value.findings[0].file, raised.value.findings[0].row) == ("clusters.csv", 2)
    assert list(tmp_path.iterdir()) == []


def test_list_with_the_separator_in_a_value_is_refused(tmp_path: Path) -> None:
    portfolio = read_portfolio(CLEAN)
    contracts = (replace(portfolio.contracts[0], services=("HR; payroll",)), *portfolio.contracts[1:])
    with pytest.raises(InputError):
        write_portfolio(replace(portfolio, contracts=contracts), tmp_path / "again")


def test_small_numbers_are_written_without_exponent() -> None:
    assert default_text(1e-07) == "0.0000001"
    assert default_text(2.0) == "2"
