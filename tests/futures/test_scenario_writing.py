"""A scenario file that is written from operations reads back as the same operations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.provenance import Basis
from planner.futures import parse_scenarios
from planner.reading.deciding.records import Outcome
from planner.reading.overlay.forms import FORMS
from planner.reading.overlay.operations.capacity import ChangeCapacity
from planner.reading.overlay.operations.dates import Slip
from planner.reading.overlay.operations.decide import Decide
from planner.reading.overlay.operations.edits import Add, Remove, SetSettings, SetValues
from planner.reading.overlay.operations.figures import Reprice, Scale
from planner.reading.overlay.operations.ordering import OrderBy, OrderStarts
from planner.reading.overlay.scenario import Operation
from planner.reading.overlay.scenario_writing import scenario_text
from planner.reading.overlay.selector import Selector
from tests.futures.written_scenarios import under

ONE = Selector(ids=("A",))
EACH: tuple[Operation, ...] = (
    Slip(table="milestones", selector=ONE, columns=("forecast_date",), months=1, days=-3),
    SetValues(table="contracts", selector=ONE, values={"expiry_date": "2028-10-31", "notice": ""}),
    Scale(table="options", selector=Selector(everything=True), columns=("fee_pounds",), factor=Fraction("1.5")),
    Add(table="contracts", rows=({"id": "B", "name": "Two"}, {"id": "C"})),
    Remove(table="options", selector=Selector(where={"kind": ("bridge", "option")})),
    ChangeCapacity(selector=Selector(clusters=("N",), departments=("D",)), by=-1, from_date=date(2028, 1, 1)),
    Reprice(selector=Selector(suppliers=("S", "T")), share=Fraction("0.125"), fees=True),
    OrderStarts(selector=Selector(organisations=("O",)), by=OrderBy.LARGEST),
    Decide(act="accept:C", decision=Outcome.ACCEPTED, day=date(2026, 7, 1), until=date(2027, 1, 31), by="B", note="N"),
    SetSettings(table="policy", values={"buffer_days": "120"}),
)


def read_back(operations: Sequence[Operation], **head: str) -> list[Operation]:
    (read,) = parse_scenarios(scenario_text("s", operations, **head)).values()
    return [step.operation for step in read.layers[-1].steps]


@pytest.mark.parametrize("operation", EACH, ids=lambda operation: type(operation).__name__)
def test_an_operation_reads_back_equal(operation: Operation) -> None:
    assert read_back([operation]) == [operation]


def test_every_form_is_written_by_a_class_or_is_a_shorthand_of_another() -> None:
    assert {form.name for form in FORMS if form.operation is None} == {"commitment", "freeze"}


def test_kinds_keep_the_order_in_which_they_first_appear() -> None:
    slip, written, _, added, *_ = EACH
    assert read_back([written, added, written, slip]) == [written, written, added, slip]


def test_no_operation_is_a_scenario_that_changes_nothing() -> None:
    assert read_back([], title="Nothing") == []


@given(st.text(st.characters(codec="utf-8"), max_size=30))
def test_any_text_survives(text: str) -> None:
    # cells are stripped when they are read, and so are titles
    values = {"name": text}
    (read,) = parse_scenarios(scenario_text("s", [SetValues(table="contracts", selector=ONE, values=values)])).values()
    (step,) = read.layers[-1].steps
    assert step.operation == SetValues(table="contracts", selector=ONE, values={"name": text.strip()})


@pytest.mark.parametrize("name", ["plain-name", "two words", 'with "quotes"', "a.b", "ü"])
def test_any_name_survives(name: str) -> None:
    assert list(parse_scenarios(scenario_text(name, []))) == [name]


def test_a_comment_stays_on_its_line() -> None:
    text = scenario_text("s", [], comments=["OFFICIAL\n[scenario.other]"])
    assert list(parse_scenarios(text)) == ["s"]


def test_a_basis_that_a_scenario_states_holds_for_the_rows_it_changes() -> None:
    body = '[[set]]\ntable = "contracts"\nids = ["k"]\nvalues = { basis = "internal", annual_price_pounds = 7 }'
    after = under(body).contract_by_id["k"]
    assert (after.annual_price_pounds, after.provenance.basis) == (7, Basis.INTERNAL)


def test_a_basis_beside_values_that_change_nothing_is_not_written() -> None:
    before = under('[[slip]]\nids = ["north-ready"]\nmonths = 1').contract_by_id["k"]
    body = f'[[set]]\ntable = "contracts"\nids = ["k"]\nvalues = {{ basis = "internal", name = "{before.name}" }}'
    assert under(body).contract_by_id["k"] == before
