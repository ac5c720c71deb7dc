"""`planner import ocds`: from a file to proposals, and from an accepted review to options in the folder."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from planner.reading.importers.applying import portfolio_at
from tests.cli.conftest import Run
from tests.importers.ocds.packages import OCID, package, release, written

RECORD = f"{OCID}/1"
BOTH = release(
    start="2025-04-01", end="2030-03-31", renewal="initial term of 3 years, option to extend for 2 x 12 months"
)


@pytest.fixture
def notices(workplace: Path) -> Path:
    return written(workplace, package(BOTH, release("ocds-test01-0002", id="2")))


def review(workplace: Path) -> list[dict[str, str]]:
    with (workplace / "options_review.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def answered(workplace: Path, rows: list[dict[str, str]], **answers: Any) -> None:
    """Write the review again as a person leaves it: the answers to its rows, by number."""
    for number, cells in answers.items():
        rows[int(number.removeprefix("row"))] |= cells
    with (workplace / "options_review.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def test_the_review_has_a_row_for_each_reading(run: Run, notices: Path, workplace: Path) -> None:
    result = run("import", "ocds", "notices.json", "--into", "new")
    assert result.exit_code == 0, result.output
    assert "options_review.csv" in result.stdout
    rows = review(workplace)
    assert list(rows[0]) == [
        "contract", "text", "initial_months", "proposal", "confidence", "why", "published_end", "expiry_date", "accept",
        "reviewer",
    ]  # fmt: skip
    # 60 months = 36 + 24: the first extension begins after 31 March 2028
    assert [(row["proposal"], row["published_end"], row["expiry_date"]) for row in rows] == [
        ("12 + 12", "2030-03-31", "2028-03-31"),
        ("12 + 12", "2030-03-31", "2030-03-31"),
    ]
    assert not (workplace / "new").exists()


def test_nothing_is_an_option_until_it_is_accepted(run: Run, notices: Path, workplace: Path) -> None:
    run("import", "ocds", "notices.json", "--into", "new")
    result = run("import", "ocds", "notices.json", "--into", "new", "--review", "options_review.csv", "--apply")
    assert result.exit_code == 0, result.output
    assert [file.name for file in (workplace / "new").iterdir()] == ["contracts.csv"]


def test_what_is_accepted_comes_back_as_options(run: Run, notices: Path, workplace: Path) -> None:
    run("import", "ocds", "notices.json", "--into", "new")
    rows = review(workplace)
    answered(workplace, rows, row0={"accept": "yes", "reviewer": "Commercial team"})
    result = run("import", "ocds", "notices.json", "--into", "new", "--review", "options_review.csv", "--apply")
    assert result.exit_code == 0, result.output
    portfolio = portfolio_at(workplace / "new")
    assert portfolio is not None
    assert str(portfolio.contract_by_id[RECORD].expiry_date) == "2028-03-31"
    assert [(o.id, o.sequence, o.months) for o in portfolio.options] == [(f"{RECORD}-1", 1, 12), (f"{RECORD}-2", 2, 12)]
    assert "Commercial team" in str(portfolio.options[0].provenance.reason)
    assert "Next: planner dates new" in result.stderr


def test_a_person_may_write_another_proposal_and_end(run: Run, notices: Path, workplace: Path) -> None:
    run("import", "ocds", "notices.json", "--into", "new")
    answered(
        workplace, review(workplace), row0={"accept": "y", "proposal": "6 + up to 18", "expiry_date": "2028-09-30"}
    )
    run("import", "ocds", "notices.json", "--into", "new", "--review", "options_review.csv", "--apply")
    portfolio = portfolio_at(workplace / "new")
    assert portfolio is not None
    assert str(portfolio.contract_by_id[RECORD].expiry_date) == "2028-09-30"
    assert [(o.months, o.up_to, o.minimum_commitment_days) for o in portfolio.options] == [
        (6, False, None),
        (18, True, 1),
    ]


def test_an_option_of_a_contract_without_a_price_is_free_until_somebody_states_it(run: Run, workplace: Path) -> None:
    contract = {
        "id": "1",
        "period": {"startDate": "2025-04-01", "endDate": "2026-03-31"},
        "renewal": {"description": "2 x 12 months"},
    }
    written(workplace, release(contracts=[contract]))
    run("import", "ocds", "notices.json", "--into", "new")
    answered(workplace, review(workplace), row0={"accept": "yes"})
    result = run("import", "ocds", "notices.json", "--into", "new", "--review", "options_review.csv", "--apply")
    assert result.exit_code == 0, result.output
    portfolio = portfolio_at(workplace / "new")
    assert portfolio is not None
    assert portfolio.contract_by_id[RECORD].annual_price_pounds == 0
    assert "0 until it is stated" in str(portfolio.contract_by_id[RECORD].provenance.reason)


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        ({"row0": {"accept": "yes"}, "row1": {"accept": "yes"}}, "is accepted in options_review.csv row 2 as well"),
        ({"row0": {"accept": "perhaps"}}, "neither yes nor no"),
        ({"row0": {"accept": "yes", "proposal": "a while"}}, "states no options"),
        ({"row0": {"accept": "yes", "proposal": ""}}, "no options are stated"),
        ({"row0": {"accept": "yes", "expiry_date": "31/03/2028"}}, "is not a date"),
        ({"row0": {"accept": "yes", "contract": "C-9"}}, "describes no contract C-9"),
    ],
)
def test_a_review_that_cannot_be_read_changes_nothing(
    run: Run, notices: Path, workplace: Path, answers: dict[str, dict[str, str]], says: str
) -> None:
    run("import", "ocds", "notices.json", "--into", "new")
    answered(workplace, review(workplace), **answers)
    result = run("import", "ocds", "notices.json", "--into", "new", "--review", "options_review.csv", "--apply")
    assert result.exit_code == 2
    assert says in result.stderr
    assert not (workplace / "new").exists()


def test_another_table_is_no_review(run: Run, notices: Path, workplace: Path) -> None:
    (workplace / "other.csv").write_text("id,name\nC-1,Payroll\n", encoding="utf-8")
    result = run("import", "ocds", "notices.json", "--into", "new", "--review", "other.csv")
    assert result.exit_code == 2
    assert "it has no column contract" in result.stderr


def test_a_review_with_semicolons_is_read(run: Run, notices: Path, workplace: Path) -> None:
    path = workplace / "options_review.csv"
    path.write_text(f"contract;proposal;expiry date;accept\n{RECORD};12;2028-03-31;yes\n", encoding="utf-8-sig")
    result = run("import", "ocds", "notices.json", "--into", "new", "--review", "options_review.csv", "--apply")
    assert result.exit_code == 0, result.output
    portfolio = portfolio_at(workplace / "new")
    assert portfolio is not None
    assert len(portfolio.options) == 1


def test_a_mapping_file_with_mistakes_is_named_with_its_lines(run: Run, notices: Path, workplace: Path) -> None:
    (workplace / "map.toml").write_text('[contracts]\nid = "x"\n\n[ids]\n"a" = 5\n', encoding="utf-8")
    result = run("import", "ocds", "notices.json", "--into", "new", "--map", "map.toml")
    assert result.exit_code == 2
    assert "map.toml line 1" in result.stderr
    assert "map.toml line 5" in result.stderr


def test_no_next_step_is_named_in_a_folder_that_is_not_there(run: Run, workplace: Path) -> None:
    written(workplace, package(release(renewal="two (2) extensions of twelve months each")))
    result = run("import", "ocds", "notices.json", "--into", "new", "--apply")
    assert result.exit_code == 0, result.output
    assert "Changed in new: nothing" in result.output
    assert "Next:" not in result.output
