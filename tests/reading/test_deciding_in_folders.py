"""Decisions written into a folder: the rows of a scenario, only those rows, and the same bytes when taken back."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from planner.domain.contracts import OptionState
from planner.domain.decisions_taken import CommitmentKind
from planner.domain.option_chain import usable_links
from planner.errors import DecisionError, InputError
from planner.futures import apply_scenario, parse_scenarios
from planner.reading import check, read_portfolio, write_portfolio
from planner.reading.deciding.csv_rows import CsvRows, value_of
from planner.reading.deciding.folder import decide, take_back
from planner.reading.deciding.records import Outcome
from planner.solver import SolveSettings, solve
from tests.tiny_portfolios import random_portfolio

TINY = Path(__file__).parents[2] / "data" / "tiny"
REPORTS = Path(__file__).parents[1] / "cases" / "reports"
STATUS = date(2027, 1, 1)
DECISIONS = [
    ("buy:ASH-1", Outcome.DONE),
    ("buy:ASH-1", Outcome.NOTICE_SERVED),
    ("notice:ASH-1", Outcome.DONE),
    ("buy:ASH-2", Outcome.REFUSED),
    ("buy:ASH-2", Outcome.NOT_USED),
    ("bridge:C-ASH", Outcome.DONE),
    ("accept:C-SHARED", Outcome.ACCEPTED),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(TINY, tmp_path / "portfolio")


def taken(folder: Path, act: str, outcome: Outcome) -> None:
    decide(folder, act, outcome, day=STATUS, by='The "board", I', note="item 4\nsecond line")


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize(("act", "outcome"), DECISIONS)
def test_a_folder_and_a_scenario_get_the_same_rows(folder: Path, act: str, outcome: Outcome) -> None:
    taken(folder, act, outcome)
    text = f"""
        [[scenario.s.decide]]
        act = "{act}"
        decision = "{outcome.value}"
        date = {STATUS}
        by = 'The "board", I'
        note = "item 4\\nsecond line"
    """
    (scenario,) = parse_scenarios(text).values()
    assert read_portfolio(folder) == apply_scenario(read_portfolio(TINY), scenario)


@pytest.mark.parametrize(("act", "outcome"), DECISIONS)
def test_what_is_taken_back_leaves_the_same_bytes(folder: Path, act: str, outcome: Outcome) -> None:
    before = bytes_of(folder)
    taken(folder, act, outcome)
    assert bytes_of(folder) != before
    take_back(folder, act)
    assert bytes_of(folder) == before


@pytest.mark.parametrize("seed", range(6))
def test_decisions_taken_back_in_any_order_leave_the_same_bytes(folder: Path, seed: int) -> None:
    before, drawn = bytes_of(folder), random.Random(seed)
    acts = [("buy:ASH-1", Outcome.DONE), *DECISIONS[3:4], *DECISIONS[5:]]
    for act, outcome in drawn.sample(acts, len(acts)):
        taken(folder, act, outcome)
    for act, _ in drawn.sample(acts, len(acts)):
        take_back(folder, act)
    assert bytes_of(folder) == before


RETYPED: dict[str, Callable[[str], str]] = {
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "no last end": lambda text: text.rstrip("\n"),
    "byte order mark": lambda text: "\ufeff" + text,
    "quotes": lambda text: text.replace("ASH-2,", '" ASH-2",').replace("assumed", '"assumed"'),
    "blank rows": lambda text: text.replace("\n", "\n\n,,\n", 1),
}


@pytest.mark.parametrize("typed", RETYPED)
def test_files_keep_how_they_are_typed(folder: Path, typed: str) -> None:
    for name in ("options.csv", "commitments.csv"):
        taken(folder, "bridge:C-ASH", Outcome.DONE) if name == "commitments.csv" else None
        file = folder / name
        file.write_bytes(RETYPED[typed](file.read_text(encoding="utf-8")).encode())
    before = bytes_of(folder)
    for act, outcome in (("buy:ASH-2", Outcome.REFUSED), ("accept:C-SHARED", Outcome.ACCEPTED)):
        decide(folder, act, outcome, by="Board")
        assert act.partition(":")[2].encode() in (folder / "decisions.json").read_bytes()
    if typed == "CRLF":
        assert b"\n" not in (folder / "options.csv").read_bytes().replace(b"\r\n", b"")
    take_back(folder, "buy:ASH-2")
    take_back(folder, "accept:C-SHARED")
    assert bytes_of(folder) == before


def test_a_table_that_has_the_column_changes_in_one_row(folder: Path) -> None:
    options = folder / "options.csv"
    lines = options.read_text(encoding="utf-8").splitlines()
    typed = [f"{line},{'available' if number else 'state'}" for number, line in enumerate(lines)]
    options.write_text("\n".join(typed) + "\n", encoding="utf-8")
    taken(folder, "buy:ASH-2", Outcome.REFUSED)
    after = options.read_text(encoding="utf-8").splitlines()
    assert [new for new, old in zip(after, typed, strict=True) if new != old] == [
        line.replace("available", "refused") for line in typed if line.startswith("ASH-2,")
    ]


def test_other_rows_stay_as_they_are(folder: Path) -> None:
    # the column of the state is missing, and comes at the end of every line
    taken(folder, "buy:ASH-2", Outcome.REFUSED)
    old = CsvRows.of((TINY / "options.csv").read_text(encoding="utf-8"))
    new = CsvRows.of((folder / "options.csv").read_text(encoding="utf-8"))
    for before, after in zip(old.rows, new.rows, strict=True):
        if value_of(before.cells[0]) not in ("id", "ASH-2"):
            assert after.cells[: len(before.cells)] == before.cells
            assert set(after.cells[len(before.cells) :]) == {""}


def test_a_new_plan_keeps_what_is_decided(folder: Path) -> None:
    # the best plan uses ASH-1; refused, nothing covers the 24 days at £5,000
    settings = SolveSettings(time_limit_seconds=10)
    taken(folder, "buy:SHARED-1", Outcome.DONE)
    found = solve(read_portfolio(folder), settings)
    assert found.plan is not None
    assert {"SHARED-1", "ASH-1"} <= found.plan.option_set
    taken(folder, "buy:ASH-1", Outcome.REFUSED)
    found = solve(read_portfolio(folder), settings)
    assert found.plan is not None
    assert found.plan.option_set == {"SHARED-1"}


def test_a_stop_that_is_served_ends_the_contract(tmp_path: Path) -> None:
    folder = shutil.copytree(REPORTS / "case05c", tmp_path / "renews")
    before = bytes_of(folder)
    written = decide(folder, "stop:C", Outcome.NOTICE_SERVED, day=date(2026, 10, 1), by="Board")
    (commitment,) = written.portfolio.decisions_taken
    assert (commitment.kind, commitment.agreed_date) == (CommitmentKind.STOP_SERVED, date(2026, 10, 1))
    take_back(folder, "stop:C")
    assert bytes_of(folder) == before


def test_the_log_says_who_decided_what(folder: Path) -> None:
    taken(folder, "buy:ASH-1", Outcome.DONE)
    log = json.loads((folder / "decisions.json").read_text(encoding="utf-8"))
    (entry,) = log["decisions"]
    assert (entry["act"], entry["decision"], entry["by"]) == ("buy:ASH-1", "done", 'The "board", I')


def test_a_decision_of_another_hand_is_taken_back_by_its_rows(folder: Path) -> None:
    taken(folder, "buy:ASH-1", Outcome.DONE)
    (folder / "decisions.json").unlink()
    take_back(folder, "buy:ASH-1")
    assert read_portfolio(folder) == read_portfolio(TINY)


def test_a_notice_is_taken_back_before_its_approval(folder: Path) -> None:
    taken(folder, "buy:ASH-1", Outcome.DONE)
    taken(folder, "notice:ASH-1", Outcome.DONE)
    take_back(folder, "buy:ASH-1")
    (left,) = read_portfolio(folder).decisions_taken
    assert left.kind is CommitmentKind.OPTION_APPROVED


class TestRefused:
    def refusal(self, folder: Path, act: str, outcome: Outcome, day: date | None = STATUS) -> str:
        before = bytes_of(folder)
        with pytest.raises(DecisionError) as caught:
            decide(folder, act, outcome, day=day, by="Board")
        assert bytes_of(folder) == before
        return str(caught.value)

    def test_a_day_after_the_last_day_for_notice(self, tmp_path: Path) -> None:
        # 31 December 2027 to 31 March 2028 is the window of the option; the status date is later here
        folder = shutil.copytree(REPORTS / "case18a", tmp_path / "window")
        settings = folder / "portfolio.csv"
        text = settings.read_text(encoding="utf-8")
        settings.write_text(text.replace("2027-01-01", "2028-06-01"), encoding="utf-8")
        option = read_portfolio(folder).options[0].id
        late = self.refusal(folder, f"buy:{option}", Outcome.NOTICE_SERVED, date(2028, 4, 1))
        assert "Sat 1 Apr 2028 lies after Fri 31 Mar 2028, the last day for notice" in late
        early = self.refusal(folder, f"buy:{option}", Outcome.NOTICE_SERVED, date(2027, 12, 30))
        assert "Thu 30 Dec 2027 lies before Fri 31 Dec 2027, the first day for notice" in early
        decide(folder, f"buy:{option}", Outcome.NOTICE_SERVED, day=date(2027, 12, 31), by="Board")

    def test_a_workbook(self, tmp_path: Path) -> None:
        (tmp_path / "book.xlsx").write_bytes(b"")
        with pytest.raises(DecisionError, match="decisions are written into a folder of CSV files"):
            decide(tmp_path / "book.xlsx", "buy:ASH-1", Outcome.DONE)

    def test_a_folder_with_errors(self, folder: Path) -> None:
        (folder / "contracts.csv").unlink()
        with pytest.raises(InputError):
            taken(folder, "buy:ASH-1", Outcome.DONE)

    def test_a_log_of_another_hand(self, folder: Path) -> None:
        (folder / "decisions.json").write_text("[]", encoding="utf-8")
        assert "is not the log that the planner wrote" in self.refusal(folder, "buy:ASH-1", Outcome.DONE)

    def test_nothing_to_take_back(self, folder: Path) -> None:
        with pytest.raises(DecisionError, match="nothing is decided about buy:ASH-1"):
            take_back(folder, "buy:ASH-1")

    def test_a_state_without_the_row_of_its_decision(self, folder: Path) -> None:
        options = folder / "options.csv"
        rows = CsvRows.of(options.read_text(encoding="utf-8"))
        rows.write("ASH-2", "state", "lapsed")
        options.write_text(rows.text(), encoding="utf-8")
        assert read_portfolio(folder).option_by_id["ASH-2"].state is OptionState.LAPSED
        with pytest.raises(DecisionError, match="nothing is decided about buy:ASH-2"):
            take_back(folder, "buy:ASH-2")


def test_a_refusal_that_the_state_does_not_say_is_a_warning(folder: Path) -> None:
    taken(folder, "buy:ASH-2", Outcome.REFUSED)
    rows = CsvRows.of((folder / "options.csv").read_text(encoding="utf-8"))
    rows.write("ASH-2", "state", "available")
    (folder / "options.csv").write_text(rows.text(), encoding="utf-8")
    (found,) = check(folder).warnings
    assert found.code == "decision-not-stated"
    assert 'options says that "ASH-2" is available' in found.message


@pytest.mark.parametrize("seed", range(4))
def test_every_plan_of_a_drawn_portfolio_keeps_what_is_decided(tmp_path: Path, seed: int) -> None:
    """Every option that can still be used is approved, then refused instead: the best plan has it, then has it not."""
    settings = SolveSettings(time_limit_seconds=5, workers=1)
    drawn = random_portfolio(seed)
    usable = [link.option.id for contract in drawn.contracts for link in usable_links(drawn, contract) if link.is_open]
    for option in usable[:2]:
        folder = write_portfolio(drawn, tmp_path / option)
        before = bytes_of(folder)
        decide(folder, f"buy:{option}", Outcome.DONE, by="Board")
        approved = solve(read_portfolio(folder), settings).plan
        assert approved is None or option in approved.option_set
        take_back(folder, f"buy:{option}")
        assert bytes_of(folder) == before
        decide(folder, f"buy:{option}", Outcome.REFUSED, by="Supplier")
        refused = solve(read_portfolio(folder), settings).plan
        assert refused is None or option not in refused.option_set
