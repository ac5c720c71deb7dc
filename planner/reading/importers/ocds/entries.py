"""The contracts of a contracting process: those signed, else those awarded, else its lots, else the tender itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from planner.reading.importers.ocds.packages.merging import Process
from planner.reading.importers.ocds.packages.releases import Json
from planner.reading.importers.ocds.periods import Period, first_period, read_period
from planner.reading.importers.ocds.prose.items import MOST_PARTS


class Stage(StrEnum):
    """How far the contract has come."""

    SIGNED = "signed"
    AWARDED = "awarded"
    TENDERED = "tendered"
    """Nobody has won it yet, so its dates are plans."""


@dataclass(frozen=True, kw_only=True)
class Text:
    """A text that may speak of extensions; `is_description` where it speaks of other things as well."""

    where: str
    text: str
    is_description: bool


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A contract as a process describes it.

    `renewals` are the months of each renewal where figures state them. `over` says why it is no contract any more, else it
    is empty.
    """

    id: str
    place: str
    stage: Stage
    title: str
    buyer: str
    suppliers: tuple[str, ...]
    period: Period | None
    value: Json | None
    texts: tuple[Text, ...]
    process: Process
    renewals: tuple[int, ...] = ()
    over: str = ""


_GONE = ("cancelled", "unsuccessful", "withdrawn", "terminated")
MOST_SUPPLIERS = 3
LONGEST_OF_OPTIONS = 60


def entries_of(process: Process) -> Iterator[Entry]:
    """The contracts of a process, in its order."""
    contracts, awards, lots = (
        _listed(process.content, "contracts"),
        _listed(process.content, "awards"),
        _lots(process),
    )
    if contracts:
        for number, contract in enumerate(contracts, start=1):
            award = _award_of(contract, awards)
            yield _entry(
                process, (contract, award, _lot_of((contract, award), lots)), f"contract {number}", Stage.SIGNED
            )
        signed = {_word(contract.get("awardID")) for contract in contracts}
        awards = [award for award in awards if signed - {""} and _word(award.get("id")) not in signed]
    for number, award in enumerate(awards, start=1):
        yield _entry(process, (None, award, _lot_of((award,), lots)), f"award {number}", Stage.AWARDED)
    if not contracts and not awards:
        yield from _tendered(process, lots)


def _tendered(process: Process, lots: list[Json]) -> Iterator[Entry]:
    for number, lot in enumerate(lots, start=1):
        yield _entry(process, (None, None, lot), f"lot {number}", Stage.TENDERED)
    if not lots and isinstance(process.content.get("tender"), Mapping):
        yield _entry(process, (None, None, None), "tender", Stage.TENDERED)


Parts = tuple[Json | None, Json | None, Json | None]
"""What a contract is described by: contract, award and lot, each None where there is none."""


def _entry(process: Process, parts: Parts, place: str, stage: Stage) -> Entry:
    contract, award, lot = parts
    tender = _mapping(process.content.get("tender"))
    own = next((part for part in parts if part is not None), tender)
    several = len(_lots(process)) > 1 or len(_listed(process.content, "awards")) > 1
    values = ((part or {}).get("value") for part in (contract, award, lot, {} if several else tender))
    return Entry(
        id=_id(process, parts),
        place=place if process.place == "the file" else f"{process.place}, {place}",
        stage=stage,
        title=_title(process, parts),
        buyer=_buyer(process.content),
        suppliers=_suppliers(award or contract or {}),
        period=first_period(_periods(parts, tender)),
        value=next((value for value in values if isinstance(value, Mapping)), None),
        texts=tuple(_texts(parts, tender)),
        process=process,
        renewals=next((months for part in parts if part and (months := _renewals(part))), ()),
        over=_over(own, tender if stage is Stage.TENDERED else {}),
    )


def _periods(parts: Parts, tender: Json) -> Iterator[tuple[Any, str]]:
    contract, award, lot = parts
    yield (contract or {}).get("period"), "contract period"
    yield (award or {}).get("contractPeriod"), "contract period of the award"
    yield (lot or {}).get("contractPeriod"), "contract period of the lot"
    yield tender.get("contractPeriod"), "contract period of the tender"


def _texts(parts: Parts, tender: Json) -> Iterator[Text]:
    """Texts about renewals first, then those about options, then descriptions; from the contract to the tender.

    A short text about options is about them alone; a long one speaks of other things as well.
    """
    named = [
        (name, part)
        for name, part in zip(("contract", "award", "lot", "tender"), (*parts, tender), strict=True)
        if part
    ]
    for field, longest in (("renewal", None), ("options", LONGEST_OF_OPTIONS)):
        for name, part in named:
            holder = part.get(field)
            for written in holder if isinstance(holder, list) else [holder]:
                if text := _word(_mapping(written).get("description")):
                    other = longest is not None and len(text) > longest
                    yield Text(where=f"{field} of the {name}", text=text, is_description=other)
    for name, part in named:
        if text := _word(part.get("description")):
            yield Text(where=f"description of the {name}", text=text, is_description=True)


def _renewals(part: Json) -> tuple[int, ...]:
    """So many times the length of one, where both are stated as figures."""
    renewal = _mapping(part.get("renewal"))
    times, period = renewal.get("maximumRenewals"), read_period(renewal.get("period"), "renewal")
    if isinstance(times, bool) or not isinstance(times, int | float) or period is None or not period.months:
        return ()
    return (period.months,) * int(times) if 1 <= times <= MOST_PARTS and times == int(times) else ()


def _id(process: Process, parts: Parts) -> str:
    """The id of the process and of the part: the same contract has the same id in every file."""
    own = next((_word(part.get("id")) for part in parts if part is not None), "")
    if not own:
        return process.ocid
    return own if own.startswith(process.ocid) else f"{process.ocid}/{own}"


def _title(process: Process, parts: Parts) -> str:
    contract, award, lot = parts
    tender = _word(_mapping(process.content.get("tender")).get("title")) or _word(process.content.get("title"))
    own = next((title for part in (contract, award) if part and (title := _word(part.get("title")))), "")
    lot_title = _word(lot.get("title")) if lot else ""
    if own:
        return own
    return " – ".join(part for part in (tender, lot_title) if part) or process.ocid


def _buyer(content: Json) -> str:
    if name := _word(_mapping(content.get("buyer")).get("name")):
        return name
    for party in _listed(content, "parties"):
        if isinstance(roles := party.get("roles"), list) and "buyer" in roles:
            return _word(party.get("name"))
    return ""


def _suppliers(part: Json) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(name for supplier in _listed(part, "suppliers") if (name := _word(supplier.get("name"))))
    )


def _over(own: Json, tender: Json) -> str:
    for part in (own, tender):
        if (status := _word(part.get("status"))) in _GONE:
            return f"its status is {status}"
    return ""


def _lots(process: Process) -> list[Json]:
    return _listed(_mapping(process.content.get("tender")), "lots")


def _award_of(contract: Json, awards: list[Json]) -> Json | None:
    named = _word(contract.get("awardID"))
    return next((award for award in awards if named and _word(award.get("id")) == named), None)


def _lot_of(parts: tuple[Json | None, ...], lots: list[Json]) -> Json | None:
    """The one lot that is named, or the only one there is."""
    for part in parts:
        named = {_word(lot) for lot in _list(part, "relatedLots")} | {
            _word(i.get("relatedLot")) for i in _listed(part, "items")
        }
        found = [lot for lot in lots if _word(lot.get("id")) in named - {""}]
        if len(found) == 1:
            return found[0]
        if found:
            return None
    return lots[0] if len(lots) == 1 else None


def _listed(value: Any, name: str) -> list[Json]:
    return [entry for entry in _list(value, name) if isinstance(entry, Mapping)]


def _list(value: Any, name: str) -> list[Any]:
    found = _mapping(value).get(name)
    return found if isinstance(found, list) else []


def _mapping(value: Any) -> Json:
    return value if isinstance(value, Mapping) else {}


def _word(value: Any) -> str:
    return " ".join(str(value).split()) if isinstance(value, str | int) and not isinstance(value, bool) else ""
