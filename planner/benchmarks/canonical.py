"""One text for equal portfolios, and its hash."""

from __future__ import annotations

import json
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from enum import Enum
from hashlib import sha256

from planner.domain.portfolio import Portfolio


def canonical_hash(portfolio: Portfolio) -> str:
    """SHA-256 of the canonical text, in hexadecimal."""
    return sha256(canonical_text(portfolio).encode()).hexdigest()


def canonical_text(portfolio: Portfolio) -> str:
    """The records of a portfolio as JSON with sorted keys.

    Where figures come from is left out, and so is every field at its default: a field added later with a default that
    changes nothing changes no hash.
    """
    return json.dumps(_plain(portfolio), sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value):
        stated = {field.name: getattr(value, field.name) for field in fields(value) if field.name != "provenance"}
        defaults = {field.name: _default(field) for field in fields(value)}
        return {name: _plain(part) for name, part in stated.items() if part != defaults[name]}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if isinstance(value, date):
        return value.isoformat()
    return value


def _default(field: Field[object]) -> object:
    if field.default is not MISSING:
        return field.default
    return MISSING if field.default_factory is MISSING else field.default_factory()
