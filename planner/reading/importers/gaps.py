"""What an imported list does not say about its contracts, as questions in words, dearest and earliest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from planner.domain.policy import Policy
from planner.reading.cells.numbers import parse_number
from planner.reading.edits.words import END_GAP as END
from planner.reading.edits.words import GAP_SEPARATOR, OPTIONS_GAP
from planner.reading.importers.assumed_price import COLUMN, stands_in
from planner.reading.overlay.table_rows import Cells


@dataclass(frozen=True, kw_only=True)
class Gap:
    """One thing that is not stated of one contract. `column` is one of the table contracts, or `OPTIONS_GAP`."""

    contract: str
    name: str
    ends_on: str
    pounds: int | None
    column: str
    question: str
    assumed: str
    who_knows: str

    @property
    def key(self) -> str:
        """What tells it from every other one."""
        return f"{self.contract}{GAP_SEPARATOR}{self.column}"


@dataclass(frozen=True, kw_only=True)
class _Question:
    column: str
    text: str
    assumed: str
    who_knows: str


def _questions(policy: Policy) -> tuple[_Question, ...]:
    notice, lead = policy.unstated_notice_days, policy.unstated_lead_days
    return (
        _Question(
            column=END,
            text="When does it end: its last day in force? Write rolling where it runs on until notice is given.",
            assumed="nothing: it is left out until its end is known",
            who_knows="who manages the contract: the clause on the term",
        ),
        _Question(
            column="notice",
            text="How long before its end must notice be given, in months or days? Which clause says so?",
            assumed=f"{notice} days, marked as assumed",
            who_knows="who manages the contract: the clause on extension or termination",
        ),
        _Question(
            column="internal_lead_days",
            text="How many days does your own approval take before notice can be given?",
            assumed=f"{lead} days, marked as assumed",
            who_knows="the buyer's commercial or finance board",
        ),
        _Question(
            column=OPTIONS_GAP,
            text="Can it be extended? How often and by how many months, for instance 12 + 12? Write none where it cannot.",
            assumed="it cannot be extended",
            who_knows="who manages the contract: the clause on the term",
        ),
        _Question(
            column="annual_price_pounds",
            text="What does a year of it cost?",
            assumed="none; where it can be extended or goes on by itself, 0 a year, marked as assumed",
            who_knows="finance: the last year's invoices",
        ),
        _Question(
            column="exposure_pounds_per_day",
            text="What would a day without it cost?",
            assumed=f"{policy.exposure_medium_pounds_per_day:,} a day, as for medium criticality",
            who_knows="who answers for the service",
        ),
        _Question(
            column="buyer",
            text="Which organisation does it serve?",
            assumed="an example organisation, where planner new adds one",
            who_knows="who signed it",
        ),
        _Question(
            column="decision_owner",
            text="Who decides whether it is extended? A role, not a name.",
            assumed="the buyer",
            who_knows="the scheme of delegation",
        ),
    )


def gaps_of(contracts: Iterable[Cells], options: Iterable[Cells], policy: Policy) -> tuple[Gap, ...]:
    """Every gap of the contracts, those of the dearest contract first, and of equal ones those of the earliest end.

    A contract without a price comes after those with one, by its end; one without an end comes last of its kind. A price
    that stands in for one is not stated.
    """
    extended = {option["contract"] for option in options}
    asked = _questions(policy)
    ordered = sorted(map(_stated, contracts), key=_dearest_and_earliest)
    return tuple(gap for cells in ordered for gap in _of_contract(cells, extended, asked))


def _stated(cells: Cells) -> Cells:
    """The cells that somebody stated."""
    return {name: text for name, text in cells.items() if name != COLUMN} if stands_in(cells) else cells


def _dearest_and_earliest(cells: Mapping[str, str]) -> tuple[int, str, str]:
    return (-(_pounds(cells) or 0), cells.get(END, "9999"), cells["id"])


def _pounds(cells: Mapping[str, str]) -> int | None:
    number = parse_number(cells.get("annual_price_pounds", ""))
    return None if number is None else int(number)


def _of_contract(cells: Mapping[str, str], extended: set[str], asked: Iterable[_Question]) -> Iterator[Gap]:
    rolls_on = cells.get("rolling") == "yes"
    for question in asked:
        known = question.column in cells
        if question.column == END:
            known = known or rolls_on
        if question.column == OPTIONS_GAP:
            known = cells["id"] in extended or rolls_on
        if question.column == "exposure_pounds_per_day":
            known = known or "criticality" in cells
        if not known:
            yield Gap(
                contract=cells["id"],
                name=cells.get("name", ""),
                ends_on=cells.get(END, "rolls on" if rolls_on else "not stated"),
                pounds=_pounds(cells),
                column=question.column,
                question=question.text,
                assumed=question.assumed,
                who_knows=question.who_knows,
            )
