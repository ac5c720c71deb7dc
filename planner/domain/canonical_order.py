"""The order in which a portfolio keeps its records, so that the order they come in changes nothing.

By id, numbers inside ids by their value (`m2` before `m10`); what has no id by what it relates.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from planner.domain.migrations import Precedence
from planner.domain.resources import CapacityStep, WaveWindow

Key = tuple[object, ...]
NUMBER = re.compile(r"(\d+)")


def natural(text: str) -> Key:
    """Text and numbers in turn, and the text itself where only leading zeros differ."""
    parts = NUMBER.split(text)
    return tuple(int(part) if place % 2 else part for place, part in enumerate(parts)), text


def _by_id(record: Any) -> Key:
    return (natural(record.id),)


def _of_precedence(record: Precedence) -> Key:
    ends = natural(record.predecessor), natural(record.successor)
    return *ends, record.kind.value, record.lag_days, record.explanation or ""


def _of_step(record: CapacityStep) -> Key:
    return natural(record.resource), record.from_date, record.capacity


def _of_window(record: WaveWindow) -> Key:
    return natural(record.cluster), record.from_date, record.until_date


ORDERS: Mapping[str, Callable[[Any], Key]] = MappingProxyType(
    {
        "organisations": _by_id,
        "clusters": _by_id,
        "milestones": _by_id,
        "contracts": _by_id,
        "options": lambda option: (natural(option.contract), option.sequence, natural(option.id)),
        "profiles": _by_id,
        "migrations": _by_id,
        "modes": lambda mode: (natural(mode.migration), natural(mode.id)),
        "precedences": _of_precedence,
        "groups": _by_id,
        "resources": _by_id,
        "capacity_steps": _of_step,
        "freezes": _by_id,
        "wave_windows": _of_window,
        "budgets": lambda budget: (budget.financial_year, budget.pounds),
        "risk_drivers": _by_id,
        "decisions_taken": _by_id,
        "reference_slips": _by_id,
        "closed_days": lambda closed: (closed.from_date, closed.until_date, closed.name or ""),
    }
)
"""How each list of records of a portfolio is sorted."""
