"""Records survive the way to plain text and back."""

from __future__ import annotations

import dataclasses
import json

import pytest

from planner.domain.contracts import Contract, Notice, NoticeUnit
from planner.domain.plain_values import to_canonical_text, to_plain
from planner.domain.policy import Policy
from planner.domain.portfolio import Portfolio
from planner.errors import StoreError
from planner.solver.settings import SolveSettings
from planner.store.portfolio_archive import archive_portfolio, restore_portfolio
from planner.store.stored_values import from_stored
from tests.sample import day, departments


def test_a_portfolio_comes_back_equal() -> None:
    portfolio = departments()
    assert from_stored(Portfolio, json.loads(to_canonical_text(portfolio))) == portfolio


def test_an_archived_portfolio_comes_back_equal_and_small() -> None:
    portfolio = departments(moving=40)
    archive = archive_portfolio(portfolio)
    assert restore_portfolio(archive) == portfolio
    assert len(archive.data) < len(to_canonical_text(portfolio)) / 10


def test_equal_portfolios_have_one_hash_and_others_have_others() -> None:
    assert archive_portfolio(departments()).hash == archive_portfolio(departments()).hash
    assert archive_portfolio(departments()).hash != archive_portfolio(departments(moving=3)).hash


def test_a_whole_number_given_as_a_float_changes_no_hash() -> None:
    assert to_canonical_text(SolveSettings(time_limit_seconds=50)) == to_canonical_text(SolveSettings())
    assert from_stored(SolveSettings, to_plain(SolveSettings())) == SolveSettings()


def test_the_text_does_not_depend_on_the_order_of_fields() -> None:
    # Keys are sorted: amount before unit.
    assert to_canonical_text(Notice(3, NoticeUnit.MONTHS)) == '{"amount":3,"unit":"months"}'


def test_a_field_that_came_later_takes_its_default() -> None:
    plain = to_plain(Policy())
    del plain["bridge_lead_days"]
    assert from_stored(Policy, plain) == Policy()


def test_a_field_of_a_newer_version_is_refused_by_name() -> None:
    with pytest.raises(StoreError, match=r"Policy, colour: is not known; .* newer version"):
        from_stored(Policy, {**to_plain(Policy()), "colour": "blue"})


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("name", 7, "Contract, name: 7 is not text"),
        ("expiry_date", "soon", "Contract, expiry_date: 'soon' is not a date"),
        ("criticality", "huge", "Contract, criticality: 'huge' is not one of 'low', 'medium'"),
        ("services", "payroll", "Contract, services: 'payroll' is not a list"),
        ("notice", 5, "Contract, notice: 5 is not an object"),
        ("annual_price_pounds", True, "Contract, annual_price_pounds: True is not a whole number"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_with_its_place(field: str, value: object, message: str) -> None:
    plain = to_plain(Contract(id="k", name="K", expiry_date=day(1)))
    with pytest.raises(StoreError, match=message):
        from_stored(Contract, {**plain, field: value})


def test_every_fault_of_a_stored_value_is_named_at_once() -> None:
    plain = {**to_plain(Policy()), "buffer_days": "9", "undecided": "perhaps"}
    with pytest.raises(StoreError) as caught:
        from_stored(Policy, plain)
    assert len(str(caught.value).splitlines()) == 2


def test_half_of_a_character_is_no_text() -> None:
    plain = {**to_plain(Contract(id="k", name="K", expiry_date=day(1))), "name": "\ud800"}
    with pytest.raises(StoreError, match="is not text that can be written"):
        from_stored(Contract, plain)


def test_an_altered_archive_is_noticed() -> None:
    archive = archive_portfolio(departments())
    other = archive_portfolio(departments(moving=3))
    with pytest.raises(StoreError, match="has been altered"):
        restore_portfolio(dataclasses.replace(archive, data=other.data))
