"""The whole answer of a folder: days of the migrations, cover and flag of the contracts, pounds by term, the register."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product

from tests.reference.days import ONE, acting
from tests.reference.moves import Move, earliest_moves, joins, releasing
from tests.reference.rights import Right, acting_day, chains, last_days_of_stop
from tests.reference.tables import Row, Tables, ids

MEDIUM_PRICE = 5000
"""Pounds for an uncovered day of a contract that states neither a price nor how critical it is."""


@dataclass(frozen=True)
class Line:
    """One line of the register, as far as dates go."""

    act: str
    subject: str
    last: date
    acting: date
    earliest: date | None = None
    notice_last: date | None = None
    pounds: int | None = None


@dataclass(frozen=True)
class Cover:
    """A contract under the best choice: `used` of its chain, days needed and covered until (last days), its pounds."""

    contract: str
    chain: tuple[Right, ...]
    used: int
    needed: date
    covered: date
    extensions: int
    uncovered_days: int
    exposure: int
    no_route: bool


@dataclass(frozen=True)
class Answer:
    """What the planner should say; the covers are those of one of the cheapest choices of options."""

    moves: Mapping[str, Move]
    covers: Mapping[str, Cover]
    pounds: Mapping[str, int]
    flags: Mapping[str, str]
    acts: tuple[Line, ...]


def answer(tables: Tables) -> Answer:
    """The answer under one of the cheapest choices of options."""
    return next(answers(tables))


def answers(tables: Tables) -> Iterator[Answer]:
    """The answer under every cheapest choice of options; most often there is one."""
    moves, found = earliest_moves(tables), chains(tables)
    rows = tables.by_id("contracts")
    needs = {id: _needed(tables, row, moves) for id, row in rows.items()}
    for choices in product(*_cheapest(tables, rows, found, needs)):
        chosen = {id: count for choice in choices for id, count in choice.items()}
        covers = {id: _cover(tables, rows[id], found[id], chosen[id], needs[id]) for id in rows}
        flags = {id: _flag(tables, cover) for id, cover in covers.items()}
        acts = [line for cover in covers.values() for line in _acts(tables, cover, flags[cover.contract])]
        yield Answer(moves, covers, _pounds(tables, moves, covers), flags, tuple(acts))


def _needed(tables: Tables, row: Row, moves: Mapping[str, Move]) -> date | None:
    """The last day of need; None: nobody can leave it."""
    movers = {one["id"]: one["organisation"] for one in tables.rows("migrations") if one["id"] in moves}
    leaving = releasing(tables, row["id"])
    served = ids(row.get("organisations")) or [movers[id] for id in leaving]
    if not leaving or any(organisation not in {movers[id] for id in leaving} for organisation in served):
        return None
    return max(moves[id].free for id in leaving) - ONE


def _cheapest(
    tables: Tables, rows: Mapping[str, Row], found: Mapping[str, list[Right]], needs: Mapping[str, date | None]
) -> list[list[dict[str, int]]]:
    """Of the contracts that bundles join, every cheapest choice: how many rights of each chain are used. All are tried."""
    return [_cheapest_together(tables, rows, found, needs, joined) for joined in _joined(found)]


def _cheapest_together(
    tables: Tables,
    rows: Mapping[str, Row],
    found: Mapping[str, list[Right]],
    needs: Mapping[str, date | None],
    joined: list[str],
) -> list[dict[str, int]]:
    pounds: list[tuple[int, dict[str, int]]] = []
    for counts in product(*(_counts(found[id]) for id in joined)):
        choice = dict(zip(joined, counts, strict=True))
        if not _splits_a_bundle(found, choice):
            covers = [_cover(tables, rows[id], found[id], choice[id], needs[id]) for id in joined]
            pounds.append((sum(cover.extensions + cover.exposure for cover in covers), choice))
    least = min(cost for cost, _ in pounds)
    return [choice for cost, choice in pounds if cost == least]


def _counts(chain: list[Right]) -> range:
    """From all that is taken to all that can be used."""
    usable = [place for place, right in enumerate(chain, start=1) if right.obstacle is None or right.taken]
    taken = [place for place, right in enumerate(chain, start=1) if right.taken]
    return range(max(taken, default=0), max(usable, default=0) + 1)


def _joined(found: Mapping[str, list[Right]]) -> list[list[str]]:
    """The contracts in sets that bundles hold together."""
    sets: list[set[str]] = [{id} for id in found]
    names: dict[str, set[str]] = defaultdict(set)
    for right in (right for chain in found.values() for right in chain if right.bundle):
        names[str(right.bundle)].add(right.contract)
    for together in names.values():
        hit = [one for one in sets if one & together]
        sets = [one for one in sets if not one & together] + [set().union(*hit)]
    return [sorted(one) for one in sets]


def _splits_a_bundle(found: Mapping[str, list[Right]], choice: Mapping[str, int]) -> bool:
    used: dict[str, set[bool]] = defaultdict(set)
    for id, count in choice.items():
        for place, right in enumerate(found[id]):
            if right.bundle:
                used[right.bundle].add(place < count)
    return any(len(ways) > 1 for ways in used.values())


def _cover(tables: Tables, row: Row, chain: list[Right], count: int, need: date | None) -> Cover:
    needed = need if need is not None else tables.horizon - ONE
    covered, pounds = date.fromisoformat(row["expiry_date"]), 0
    for place, right in enumerate(chain[:count], start=1):
        if place == count:
            price, covered = right.price(needed)
        else:
            price, covered = right.whole_price, right.last
        pounds += price
    days = max(0, (needed - covered).days)
    price = int(row.get("exposure_pounds_per_day", MEDIUM_PRICE))
    return Cover(row["id"], tuple(chain), count, needed, covered, pounds, days, days * price, need is None)


def _pounds(tables: Tables, moves: Mapping[str, Move], covers: Mapping[str, Cover]) -> dict[str, int]:
    pounds: dict[str, int] = defaultdict(int)
    for cover in covers.values():
        pounds["no route" if cover.no_route else "exposure"] += cover.exposure
        pounds["no route" if cover.no_route else "extensions"] += cover.extensions
    for row in tables.rows("migrations"):
        if joins(tables, row):
            due = date.fromisoformat(row["due_date"]) if "due_date" in row else tables.status
            late = (moves[row["id"]].cutover - due).days
            pounds["delay"] += max(0, late) * int(row.get("benefit_pounds_per_day", 0))
    return {term: amount for term, amount in pounds.items() if amount}


def _open(cover: Cover) -> list[Right]:
    return [right for right in cover.chain[: cover.used] if right.kind == "option" and not right.taken]


def _stop(tables: Tables, cover: Cover) -> tuple[Right, date] | None:
    """The step that a stop would end or keep from beginning, and the end it leads to; None where nothing can be stopped."""
    if cover.no_route:
        return None
    following = cover.chain[cover.used : cover.used + 1]
    last = cover.chain[cover.used - 1] if cover.used else None
    if last is not None and last.kind == "rolling":
        row = tables.by_id("contracts")[cover.contract]
        stopped = any(one["subject"] == cover.contract for one in tables.commitments("stop served"))
        at_maximum = cover.covered.isoformat() == row.get("maximum_end_date")
        return None if stopped or at_maximum else (last, cover.covered)
    for right in following:
        if right.kind in ("renewal", "rolling"):
            return right, right.first - ONE
    return None


def _stop_days(tables: Tables, cover: Cover, end: date) -> tuple[date, date, date | None]:
    return last_days_of_stop(tables, tables.by_id("contracts")[cover.contract], end)


def _left(tables: Tables, acting_day: date, last: date) -> int:
    days = (acting_day - tables.status).days
    return days if days >= 0 else (last - tables.status).days


def _acts(tables: Tables, cover: Cover, flag: str) -> Iterator[Line]:
    for right in _open(cover):
        price, _ = right.price(cover.needed)
        whole = right is not cover.chain[cover.used - 1]
        yield _line(tables, "buy", right.id, right, right.whole_price if whole else price)
    stop = _stop(tables, cover)
    if stop is not None:
        right, end = stop
        notice, decide, opens = _stop_days(tables, cover, end)
        yield Line("stop", cover.contract, decide, acting_day(right, decide, tables), opens, notice)
    if flag in ("lost", "exposed"):
        start = cover.covered + ONE - timedelta(days=int(tables.policy.get("bridge_lead_days", 180)))
        yield Line("start bridge", cover.contract, start, _acting(tables, cover, start))
    unused = cover.chain[cover.used : cover.used + 1]
    if cover.uncovered_days and unused and unused[0].obstacle is None and (unused[0].kind == "option" or stop):
        yield _line(tables, "accept exposure", cover.contract, unused[0], cover.exposure)


def _acting(tables: Tables, cover: Cover, day: date) -> date:
    return acting(day, tables.by_id("contracts")[cover.contract].get("jurisdiction", tables.nation))


def _line(tables: Tables, act: str, subject: str, right: Right, pounds: int) -> Line:
    return Line(act, subject, right.decide, acting_day(right, right.decide, tables), right.opens, right.notice, pounds)


def _flag(tables: Tables, cover: Cover) -> str:
    """The gravest that holds."""
    if cover.no_route:
        return "no route"
    buffer, window = int(tables.policy.get("buffer_days", 90)), int(tables.policy.get("alert_window_days", 90))
    if cover.uncovered_days:
        usable = [right for right in cover.chain if right.obstacle is None or right.taken]
        end = usable[-1].last if usable else _expiry(tables, cover)
        if end >= cover.needed:
            return "accepted"
        following = cover.chain[len(usable) : len(usable) + 1]
        return "lost" if following and following[0].gone else "exposed"
    stop = _stop(tables, cover)
    days = [right.decide for right in _open(cover)]
    if stop is not None:
        days.append(_stop_days(tables, cover, stop[1])[1])
    if days and min(_left(tables, _acting(tables, cover, day), day) for day in days) <= window:
        return "decide now"
    if _open(cover) or any(_kept(right) for right in cover.chain[: cover.used]):
        return "extend"
    used = cover.chain[: cover.used]
    end = cover.covered if used and used[-1].kind == "rolling" else used[-1].last if used else _expiry(tables, cover)
    return "tight" if (end - cover.needed).days < buffer else "clear"


def _kept(right: Right) -> bool:
    """Whether it runs beyond what is owed."""
    return right.kind in ("renewal", "rolling") and not right.taken


def _expiry(tables: Tables, cover: Cover) -> date:
    return date.fromisoformat(tables.by_id("contracts")[cover.contract]["expiry_date"])
