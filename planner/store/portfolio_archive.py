"""A whole portfolio as compressed canonical text, named by its hash."""

from __future__ import annotations

import hashlib
import json
import zlib
from dataclasses import dataclass
from datetime import date

from planner.domain.plain_values import to_canonical_text
from planner.domain.portfolio import Portfolio
from planner.errors import StoreError
from planner.store.stored_values import from_stored

ARCHIVE_FORMAT = 1
"""Version of the archive format."""


@dataclass(frozen=True, kw_only=True)
class PortfolioArchive:
    """A portfolio in the archive format.

    `hash` is the SHA-256, in hexadecimal, of the canonical text; equal portfolios have equal hashes. `data` is that text
    in UTF-8, compressed.
    """

    hash: str
    name: str
    status_date: date
    data: bytes


def archive_portfolio(portfolio: Portfolio) -> PortfolioArchive:
    """The archive of a portfolio, with its provenance."""
    text = to_canonical_text(portfolio).encode()
    return PortfolioArchive(
        hash=hashlib.sha256(text).hexdigest(),
        name=portfolio.name,
        status_date=portfolio.status_date,
        data=zlib.compress(text, 9),
    )


def restore_portfolio(archive: PortfolioArchive) -> Portfolio:
    """The portfolio that was archived; raises StoreError where the archive was altered."""
    text = zlib.decompress(archive.data)
    found = hashlib.sha256(text).hexdigest()
    if found != archive.hash:
        raise StoreError(
            f"portfolio {archive.hash[:12]} in the store has been altered: its content has hash {found[:12]}"
        )
    return from_stored(Portfolio, json.loads(text))
