"""A whole portfolio as compressed canonical text, named by its hash."""

from __future__ import annotations

import hashlib
import json
import zlib
from dataclasses import dataclass
from datetime import date

from planner.domain.meaning import MEANING, older_meaning
from planner.domain.plain_values import to_canonical_text
from planner.domain.portfolio import Portfolio
from planner.errors import StoreError
from planner.store.databases import Value
from planner.store.stored_values import from_stored

ARCHIVE_FORMAT = MEANING
"""Version of the archive format: the meaning of what stands in it."""
LARGEST_BYTES = 1_000_000_000
"""Bytes that an archive may unpack to."""


@dataclass(frozen=True, kw_only=True)
class PortfolioArchive:
    """A portfolio in the archive format.

    `hash` is the SHA-256, in hexadecimal, of the canonical text; equal portfolios have equal hashes. `data` is that text
    in UTF-8, compressed. `form` is the meaning it was archived under.
    """

    hash: str
    name: str
    status_date: date
    data: bytes
    form: int = ARCHIVE_FORMAT


def archive_portfolio(portfolio: Portfolio) -> PortfolioArchive:
    """The archive of a portfolio, with its provenance."""
    text = to_canonical_text({"form": ARCHIVE_FORMAT, "portfolio": portfolio}).encode()
    return PortfolioArchive(
        hash=_hash(text),
        name=portfolio.name,
        status_date=portfolio.status_date,
        data=zlib.compress(text, 9),
    )


def restore_portfolio(archive: PortfolioArchive) -> Portfolio:
    """The portfolio that was archived; raises StoreError where the archive was altered."""
    return from_stored(Portfolio, json.loads(check_archive(archive))["portfolio"])


def check_archive(archive: PortfolioArchive) -> bytes:
    """The text of an archive; raises StoreError where it was altered, or has another meaning than this planner."""
    text = _unpacked(archive.data)
    found = _hash(text)
    if found != archive.hash:
        raise StoreError(
            f"portfolio: input {archive.hash[:12]} in the store has been altered: its content has hash {found[:12]}"
        )
    if archive.form != ARCHIVE_FORMAT:
        raise StoreError(_other_form(archive))
    return text


def archive_of_row(row: tuple[Value, ...]) -> PortfolioArchive:
    """The archive from hash, name, status date, form and data; StoreError names the column that was altered."""
    content_hash, name, status_date, form, data = row
    try:
        day = date.fromisoformat(str(status_date))
    except ValueError as error:
        raise StoreError(f"portfolios.status_date: {status_date!r} is no date; the store was altered") from error
    if not isinstance(data, bytes) or not isinstance(form, int):
        raise StoreError("portfolios.data: it is no archive; the store was altered")
    return PortfolioArchive(hash=str(content_hash), name=str(name), status_date=day, data=data, form=form)


def _hash(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()


def _unpacked(data: bytes) -> bytes:
    unpacking = zlib.decompressobj()
    try:
        text = unpacking.decompress(data, LARGEST_BYTES)
    except zlib.error as error:
        raise StoreError("portfolios.data: it cannot be unpacked; the store was altered") from error
    if not unpacking.eof:
        raise StoreError("portfolios.data: it ends too early or is too large; the store was altered")
    return text


def _other_form(archive: PortfolioArchive) -> str:
    if archive.form > ARCHIVE_FORMAT:
        return f"input: it was stored by a newer planner (form {archive.form}); install the newer version"
    return (
        f"input: its meaning is not that of this planner ({older_meaning(archive.form)}); "
        "plan the tables it came from again"
    )
