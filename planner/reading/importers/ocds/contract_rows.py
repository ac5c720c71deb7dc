"""The row of a contract from open contracting data, with what stands behind each of its figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from math import isfinite
from typing import Any

from planner.domain.provenance import Basis, Confidence
from planner.reading.importers.assumed_price import SPREAD_PRICE
from planner.reading.importers.ocds.clean_text import cell_text, id_text
from planner.reading.importers.ocds.ends import Assessed, least
from planner.reading.importers.ocds.entries import MOST_SUPPLIERS, Entry, Stage
from planner.reading.importers.ocds.prose.option_reading import Found
from planner.reading.overlay.table_rows import Cells

MOST_POUNDS = 10**12
_LAWS = {
    "32014L0024": "Directive 2014/24/EU (PCR 2015)",
    "32014L0025": "Directive 2014/25/EU (UCR 2016)",
    "32014L0023": "Directive 2014/23/EU (CCR 2016)",
    "32009L0081": "Directive 2009/81/EC (DSPCR 2011)",
    "2023/54": "Procurement Act 2023",
}


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A cell with its confidence and its reason."""

    column: str
    text: str
    confidence: Confidence
    why: str


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """What the rows are written for.

    `organisations` are ids by name in small letters. `ids` are ids of contracts in the folder by the id that the data gives.
    """

    source: str
    currency: str
    organisations: Mapping[str, str]
    ids: Mapping[str, str]


def record_id(entry: Entry, around: Surroundings) -> str:
    """The id of the contract in the portfolio."""
    return around.ids.get(entry.id) or around.ids.get(id_text(entry.id)) or id_text(entry.id)


def words_of(entry: Entry, around: Surroundings) -> Cells:
    """The columns that are no figures: name, buyer, supplier, law, service."""
    tender = entry.process.content.get("tender")
    tender = tender if isinstance(tender, dict) else {}
    cells = {
        "name": cell_text(entry.title, entry.process.names),
        "buyer": _buyer(entry, around),
        "supplier": _suppliers(entry),
        "services": _service(tender, entry.process.names),
        "regime": _law(tender),
    }
    return {column: text for column, text in cells.items() if text}


def figures_of(found: Assessed, around: Surroundings) -> Iterator[Figure]:
    """The dates and prices that are clear: the expiry, the longest extent, the price of a year."""
    if not found.is_clear:
        return
    expiry, period = found.ends[0], found.entry.period
    if period is None:
        return
    sure = _sureness(found)
    how = (
        f"from {period.start} and the duration of the {period.where}"
        if period.end_is_computed
        else f"{period.where}: {expiry.why}"
    )
    yield Figure(column="expiry_date", text=str(expiry.expiry), confidence=sure, why=how)
    if period.longest is not None and period.longest > expiry.expiry:
        why = f"longest extent of the {period.where}"
        yield Figure(column="maximum_end_date", text=str(period.longest), confidence=sure, why=why)
    price = annual_price(found, around)
    if price is not None:
        yield price


def annual_price(found: Assessed, around: Surroundings) -> Figure | None:
    """The value spread over the published period; an assumption, for a value may contain extensions or taxes."""
    entry, period = found.entry, found.entry.period
    amount, currency, gross = _amount(entry.value)
    months = period.months if period is not None else None
    if amount is None or months is None or currency != around.currency or len(entry.suppliers) > 1:
        return None
    pounds = int(amount * 12 / months)
    if not 0 < pounds <= MOST_POUNDS:
        return None
    has_options = found.options is not None and found.options.found is Found.CHAIN
    sure = Confidence.LOW if has_options or entry.stage is Stage.TENDERED else Confidence.MEDIUM
    taxes = ", taxes included" if gross else ""
    why = (
        f"value of {amount:,.0f} {currency}{taxes} spread over the {months} months of the {period.where}"
        if period
        else ""
    )
    return Figure(column="annual_price_pounds", text=str(pounds), confidence=sure, why=why)


def provenance_of(found: Assessed, figures: list[Figure], around: Surroundings) -> Cells:
    """Where the row comes from. A price that was computed makes the row assumed; the other columns stay public."""
    entry = found.entry
    priced = any(figure.column == "annual_price_pounds" for figure in figures)
    columns = ["name", "expiry_date", "buyer", "supplier"]
    release = f", release {entry.process.release_ids[-1]}" if entry.process.release_ids else ""
    cells = {
        "source": cell_text(f"{entry.process.ocid}{release} ({around.source})"),
        "source_date": _day(entry.process.date),
        "basis": str(Basis.ASSUMED if priced else Basis.PUBLIC),
        "confidence": str(min_confidence(figures)),
        "public_fields": "; ".join(columns) if priced else "",
        "reason": SPREAD_PRICE if priced else "",
    }
    return {column: text for column, text in cells.items() if text}


def min_confidence(figures: list[Figure]) -> Confidence:
    """That of the figure trusted least."""
    sure = Confidence.HIGH
    for figure in figures:
        sure = least(sure, figure.confidence)
    return sure


def _sureness(found: Assessed) -> Confidence:
    entry, period = found.entry, found.entry.period
    if entry.stage is Stage.TENDERED:
        return Confidence.LOW
    return Confidence.MEDIUM if period is not None and period.end_is_computed else Confidence.HIGH


def _buyer(entry: Entry, around: Surroundings) -> str:
    name = cell_text(entry.buyer, entry.process.names)
    return around.organisations.get(name.casefold(), name)


def _suppliers(entry: Entry) -> str:
    named = [cell_text(name, entry.process.names) for name in entry.suppliers]
    more = len(named) - MOST_SUPPLIERS
    return ", ".join(named[:MOST_SUPPLIERS]) + (f" and {more} more" if more > 0 else "")


def _service(tender: Mapping[str, Any], names: frozenset[str]) -> str:
    classification = tender.get("classification")
    written = classification.get("description") if isinstance(classification, dict) else None
    return cell_text(written, names).replace(";", ",") if isinstance(written, str) else ""


def _law(tender: Mapping[str, Any]) -> str:
    basis = tender.get("legalBasis")
    return _LAWS.get(str(basis.get("id")), "") if isinstance(basis, dict) else ""


def _amount(value: Mapping[str, Any] | None) -> tuple[Decimal | None, str, bool]:
    """The amount, its currency, and whether taxes are in it; no amount where none is a sum of money."""
    if value is None:
        return None, "", False
    gross = not _is_money(value.get("amount"))
    written = value.get("amountGross") if gross else value.get("amount")
    if not _is_money(written):
        return None, "", False
    try:
        return Decimal(str(written)), str(value.get("currency") or ""), gross
    except InvalidOperation:
        return None, "", False


def _is_money(written: Any) -> bool:
    return isinstance(written, int | float) and not isinstance(written, bool) and isfinite(written) and written > 0


def _day(written: str) -> str:
    from planner.reading.importers.ocds.periods import read_period

    period = read_period({"startDate": written}, "")
    return str(period.start) if period is not None and period.start is not None else ""
