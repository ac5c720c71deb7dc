"""A fingerprint that tells whether two portfolios plan alike."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any

from planner.domain.portfolio import Portfolio

UNPLANNED_FIELDS = frozenset({"provenance", "marking"})


def fingerprint(portfolio: Portfolio) -> str:
    """SHA-256, in hexadecimal, of everything in the portfolio that a plan can depend on.

    The order of rows, the provenance of figures and the marking leave it unchanged.
    """
    content = {
        field.name: _table(getattr(portfolio, field.name))
        for field in fields(portfolio)
        if field.name not in UNPLANNED_FIELDS
    }
    return hashlib.sha256(_text(content).encode()).hexdigest()


def _table(value: Any) -> Any:
    plain = _plain(value)
    return sorted(plain, key=_text) if isinstance(plain, list) else plain


def _plain(value: Any) -> Any:
    """Records as mappings, sequences as lists, dates and enumerations as text."""
    if is_dataclass(value):
        names = (field.name for field in fields(value))
        return {name: _plain(getattr(value, name)) for name in names if name not in UNPLANNED_FIELDS}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value


def _text(plain: Any) -> str:
    return json.dumps(plain, sort_keys=True, separators=(",", ":"))
