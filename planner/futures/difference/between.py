"""Portfolios on the way from one to another: some changes made, the others not yet."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from planner.domain.portfolio import Portfolio
from planner.futures.difference.input_changes import RECORD_TABLES, SETTING_TABLES, Node, Rows, rows_of
from planner.reading.overlay.table_rows import read_tables, table_rows


def portfolio_between(old: Portfolio, new: Portfolio, made: Collection[Node]) -> Portfolio:
    """The old portfolio with the records and settings of `made` as they are in the new one."""
    before, after = rows_of(old), rows_of(new)
    values = {
        table.name: {
            node.key[0]: (after if node in made else before)[node] for node in before if node.table == table.name
        }
        for table in SETTING_TABLES
    }
    records = {table.portfolio_field: _records(before, after, made, table.name) for table in RECORD_TABLES}
    policy = replace(old.policy, **values["policy"])
    changed: dict[str, Any] = {**values["portfolio"], **records, "policy": policy}
    return replace(old, **changed)


def kinds_of_errors(portfolio: Portfolio) -> frozenset[tuple[str, str, str | None]]:
    """What the checks of reading find wrong with it: code, table and column of each error."""
    report = read_tables(table_rows(portfolio), portfolio.name)
    return frozenset((finding.code, finding.file, finding.column) for finding in report.errors)


def _records(before: Rows, after: Rows, made: Collection[Node], table: str) -> tuple[Any, ...]:
    nodes = (node for node in dict.fromkeys([*before, *after]) if node.table == table)
    found = ((after if node in made else before).get(node) for node in nodes)
    return tuple(record for record in found if record is not None)
