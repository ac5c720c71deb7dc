"""A fingerprint that tells whether two portfolios plan alike."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from enum import Enum
from types import MappingProxyType
from typing import Any

from planner.domain.clusters import Cluster, Milestone
from planner.domain.days.closed_days import DayCount
from planner.domain.decisions_taken import NOTED_KINDS
from planner.domain.migrations import Phase
from planner.domain.policy import Policy
from planner.domain.portfolio import Portfolio
from planner.domain.risks import RiskDriver
from planner.plan.entries import Plan

UNPLANNED_FIELDS = frozenset({"provenance", "marking", "decided_by", "decided_date", "decision_note"})

LATER_FIELDS = MappingProxyType(
    {
        "day_count": DayCount.CALENDAR,
        "closed_days": (),
        "renewal_months": None,
        "renewal_annual_price_pounds": None,
        "rolling": False,
        "earliest_notice": None,
        "earliest_notice_unit": None,
        "up_to": False,
        "bundle": None,
    }
)
"""Fields that came later; where they hold these values, which change nothing, the fingerprint is that of before."""
LeftOut = Mapping[type[Any], frozenset[str]]
OF_RISK: LeftOut = MappingProxyType(
    {
        Portfolio: frozenset({"reference_slips"}),
        Cluster: frozenset({"common_share"}),
        Milestone: frozenset({"range", "forecast_skill", "warning_days"}),
        Phase: frozenset({"early_days", "late_days"}),
        RiskDriver: frozenset({"known_date", "state", "mitigated_probability", "mitigated_percent"}),
        Policy: frozenset(
            {
                "phase_early_percent",
                "phase_late_percent",
                "programme_share",
                "cluster_share",
                "forecast_skill",
                "warning_days",
            }
        ),
    }
)
"""Fields of a record that say how uncertain it is: risk is computed from them, and no plan."""
NONE: frozenset[str] = frozenset()
IN_WORKING_DAYS = frozenset({"legacy_stated"})
"""Fields that no plan depends on where calendar days are counted."""


def fingerprint(portfolio: Portfolio) -> str:
    """SHA-256, in hexadecimal, of everything in the portfolio that a plan can depend on.

    The order of rows, the provenance of figures, who decided and the marking leave it unchanged. So do decisions that bind
    no plan.
    """
    return _hash(_content(portfolio, OF_RISK))


def risk_basis(portfolio: Portfolio, plan: Plan) -> str:
    """As `fingerprint`, of everything that sampled futures can depend on: what is uncertain, and the plan, count too."""
    return _hash([_content(portfolio, {}), _plain(plan, NONE, {})])


def _content(portfolio: Portfolio, left_out: LeftOut) -> dict[str, Any]:
    binding = tuple(taken for taken in portfolio.decisions_taken if taken.kind not in NOTED_KINDS)
    portfolio = replace(portfolio, decisions_taken=binding)
    ignored = UNPLANNED_FIELDS | (IN_WORKING_DAYS if portfolio.axis.is_calendar else frozenset())
    return {name: _table(value, ignored, left_out) for name, value in _stated(portfolio, ignored, left_out)}


def _hash(content: Any) -> str:
    return hashlib.sha256(_text(content).encode()).hexdigest()


def _stated(record: Any, ignored: frozenset[str], left_out: LeftOut) -> Iterator[tuple[str, Any]]:
    """The fields that a plan can depend on and that say something, with their values."""
    of_risk = left_out.get(type(record), NONE)
    for name in (field.name for field in fields(record)):
        value = getattr(record, name)
        if name not in ignored and name not in of_risk and not (name in LATER_FIELDS and value == LATER_FIELDS[name]):
            yield name, value


def _table(value: Any, ignored: frozenset[str], left_out: LeftOut) -> Any:
    plain = _plain(value, ignored, left_out)
    return sorted(plain, key=_text) if isinstance(plain, list) else plain


def _plain(value: Any, ignored: frozenset[str], left_out: LeftOut) -> Any:
    """Records as mappings, sequences as lists, dates and enumerations as text."""
    if is_dataclass(value):
        return {name: _plain(field, ignored, left_out) for name, field in _stated(value, ignored, left_out)}
    if isinstance(value, tuple):
        return [_plain(item, ignored, left_out) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value


def _text(plain: Any) -> str:
    return json.dumps(plain, sort_keys=True, separators=(",", ":"))
