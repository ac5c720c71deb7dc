"""Answers to a list of gaps: each goes into the column that its question is about."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import xlsxwriter

from planner.domain.contracts import Notice, NoticeUnit
from planner.domain.portfolio import Portfolio
from planner.domain.provenance import Basis, Provenance
from planner.plan.plan_case import PlanCase
from planner.reading.edits.base import GAPS, PLANNER_SHEET, SheetBase, WorkbookBase
from planner.reading.edits.base_sheet import write_base
from planner.reading.edits.words import ANSWER, GAP, GAPS_SHEET, REMARK
from planner.reading.importers.assumed_price import ASSUMED_PRICE
from planner.reading.importers.imported import Imported
from planner.reading.importers.typed_chain import typed_chain
from planner.reading.importers.workbook.returned_workbook import returned_edits
from tests.reading.importers.workbook.filled import laid, reasons
from tests.sample import contract, plan, portfolio

BARE = portfolio(contracts=(contract("k", notice=None, internal_lead_days=None),))
KEYS = tuple(f"k · {column}" for column in ("notice", "internal_lead_days", "options", "annual_price_pounds", "buyer"))


def answered(folder: Path, answers: dict[str, str | float], base: Portfolio = BARE) -> Imported:
    """The import of a list of gaps in which these questions are answered."""
    content = io.BytesIO()
    rows = dict.fromkeys(KEYS, ("", ""))
    sheet = SheetBase(key=GAP, green=(ANSWER, REMARK), rows=rows)
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        page = book.add_worksheet(GAPS_SHEET)
        page.write_row(0, 0, [GAP, ANSWER, REMARK])
        for number, key in enumerate(KEYS, start=1):
            page.write_row(number, 0, [key, answers.get(key, ""), ""])
        held = WorkbookBase(kind=GAPS, portfolio="", status_date="", sheets={GAPS_SHEET: sheet})
        write_base(book.add_worksheet(PLANNER_SHEET), held)
    path = folder / "gaps.xlsx"
    path.write_bytes(content.getvalue())
    return returned_edits(path, base)


def filled_in(folder: Path, answers: dict[str, str | float]) -> Portfolio:
    found = answered(folder, answers)
    assert reasons(found) == ""
    return laid(PlanCase(BARE, plan(m1=0)), found)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("6 months", Notice(6, NoticeUnit.MONTHS)),
        ("1 year", Notice(12, NoticeUnit.MONTHS)),
        ("90 days", Notice(90, NoticeUnit.DAYS)),
        (90, Notice(90, NoticeUnit.DAYS)),
        ("20 working days", Notice(20, NoticeUnit.WORKING_DAYS)),
    ],
)
def test_a_notice_says_its_unit(tmp_path: Path, typed: str | float, meant: Notice) -> None:
    found = filled_in(tmp_path, {"k · notice": typed}).contract_by_id["k"]
    assert found.notice == meant
    assert found.provenance.basis is Basis.INTERNAL


def test_other_answers_go_to_their_columns(tmp_path: Path) -> None:
    answers: dict[str, str | float] = {
        "k · internal_lead_days": "30",
        "k · annual_price_pounds": "£1.2m",
        "k · buyer": "dep",
    }
    found = filled_in(tmp_path, answers).contract_by_id["k"]
    assert (found.internal_lead_days, found.annual_price_pounds, found.buyer) == (30, 1_200_000, "dep")


def test_a_chain_of_lengths_becomes_options(tmp_path: Path) -> None:
    after = filled_in(tmp_path, {"k · options": "12 + 6", "k · annual_price_pounds": 1000})
    assert [(option.id, option.sequence, option.months) for option in after.options_by_contract["k"]] == [
        ("k-1", 1, 12),
        ("k-2", 2, 6),
    ]


@pytest.mark.parametrize(
    ("typed", "why"),
    [("none", "it cannot be extended"), ("a few", "is no chain of lengths")],
)
def test_no_chain_says_why(tmp_path: Path, typed: str, why: str) -> None:
    found = answered(tmp_path, {"k · options": typed})
    assert why in reasons(found)
    assert found.operations == ()


def test_the_notes_say_how_many_questions_are_answered(tmp_path: Path) -> None:
    assert answered(tmp_path, {"k · buyer": "dep"}).notes == ("1 question of 5 answered.",)


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("12 + 12", (12, 12)),
        ("2 x 12 months", (12, 12)),
        ("1 year + 6 months", (12, 6)),
        ("two years", (24,)),
        ("24", (24,)),
        ("12, 12 and 6", (12, 12, 6)),
        ("12 weeks", ()),
        ("0 + 12", ()),
        ("maybe", ()),
        ("99 x 12", ()),
    ],
)
def test_chains_as_people_type_them(text: str, months: tuple[int, ...]) -> None:
    assert tuple(option.months for option in typed_chain(text)) == months


@pytest.mark.parametrize("text", ["1 year and 6 months", "2 years, 6 months"])
def test_what_can_be_one_length_or_two_is_no_chain(text: str) -> None:
    assert typed_chain(text) == ()


def test_an_option_that_may_end_early_is_one(tmp_path: Path) -> None:
    after = filled_in(tmp_path, {"k · options": "12 + up to 24 months", "k · annual_price_pounds": 1000})
    assert [(option.months, option.up_to) for option in after.options_by_contract["k"]] == [(12, False), (24, True)]


UNPRICED = portfolio(
    contracts=(
        contract(
            "k",
            notice=None,
            annual_price_pounds=0,
            provenance=Provenance(basis=Basis.ASSUMED, reason=f"{ASSUMED_PRICE}; as told"),
        ),
    )
)
"""A contract whose price stands in for one that nobody stated."""


def basis_and_reason(folder: Path, answers: dict[str, str | float]) -> tuple[Basis, str]:
    found = laid(PlanCase(UNPRICED, plan(m1=0)), answered(folder, answers, UNPRICED)).contract_by_id["k"].provenance
    return found.basis, found.reason or ""


def test_a_row_whose_price_is_only_assumed_stays_assumed_when_something_else_is_answered(tmp_path: Path) -> None:
    basis, reason = basis_and_reason(tmp_path, {"k · notice": "6 months"})
    assert basis is Basis.ASSUMED
    assert ASSUMED_PRICE in reason


@pytest.mark.parametrize("price", [1200, 0])
def test_a_price_that_is_answered_is_assumed_no_more(tmp_path: Path, price: int) -> None:
    basis, reason = basis_and_reason(tmp_path, {"k · notice": "6 months", "k · annual_price_pounds": price})
    assert basis is Basis.INTERNAL
    assert ASSUMED_PRICE not in reason
    assert "as told" in reason


def test_an_option_at_no_price_gets_one_that_is_marked_as_assumed(tmp_path: Path) -> None:
    unpriced = portfolio(contracts=(contract("k", notice=None, annual_price_pounds=None),))
    found = laid(PlanCase(unpriced, plan(m1=0)), answered(tmp_path, {"k · options": "12"}, unpriced))
    after = found.contract_by_id["k"]
    assert (after.annual_price_pounds, after.provenance.basis) == (0, Basis.ASSUMED)
    assert ASSUMED_PRICE in (after.provenance.reason or "")
