"""Input changes gathered into causes: what can only be valued together is one cause."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from planner.domain.graph.union_find import UnionFind
from planner.domain.migrations import Mode, PhaseProfile
from planner.domain.portfolio import Portfolio
from planner.domain.provenance import Record
from planner.domain.resources import Resource
from planner.futures.difference.input_changes import (
    InputChange,
    Node,
    Rows,
    changed_nodes,
    input_changes,
    rows_of,
)

SIBLINGS = {"options": "contract", "modes": "migration", "capacity_steps": "resource", "wave_windows": "cluster"}
"""Tables whose records of one owner belong together, and the column that names the owner."""
STATUS_DATE = Node("portfolio", ("status_date",))
HORIZON_DATE = Node("portfolio", ("horizon_date",))


class Turn(IntEnum):
    """When a cause has its turn, in whatever order the others have theirs."""

    FIRST = -1
    ANY = 0
    LAST = 1


@dataclass(frozen=True, kw_only=True)
class Cause:
    """Input changes that are valued together. One without changes stands for what no change of the input explains."""

    name: str
    changes: tuple[InputChange, ...]
    nodes: frozenset[Node] = frozenset()
    turn: Turn = Turn.ANY


def causes_of(old: Portfolio, new: Portfolio, most: int) -> tuple[Cause, ...]:
    """The causes in the order in which they are taken; none where the portfolios differ in nothing but provenance.

    A record is a cause of its own, with two exceptions. Records that come or go are one cause with the changed records
    that name them (a new department with its contract, options and migration). The options of one contract are one cause;
    so are the modes of one migration, the capacity steps of one resource and the wave windows of one cluster. Where there
    are more than `most` causes, those within one table are put together.

    The status date has the last turn where it moves on and the first where it moves back. So a decision is valued before
    the day it would have been too late for. A later horizon has the first turn, an earlier one the last.
    """
    before, after = rows_of(old), rows_of(new)
    bundles = _bundles(before, after, changed_nodes(before, after))
    if len(bundles) > most:
        bundles = _joined(bundles, lambda bundle: _table_of(bundle) or bundle[0])
    causes = [_cause(before, after, bundle) for bundle in bundles]
    return tuple(sorted(causes, key=_order))


def together(causes: Sequence[Cause], one: int, other: int) -> tuple[Cause, ...]:
    """The same with the causes of these two places as one, in the first of the two places."""
    at, gone = sorted((one, other))
    first, second = causes[at], causes[gone]
    both = Cause(
        name=f"{first.name}, together with {second.name}",
        changes=first.changes + second.changes,
        nodes=first.nodes | second.nodes,
        turn=first.turn or second.turn,
    )
    return (*causes[:at], both, *causes[at + 1 : gone], *causes[gone + 1 :])


def orders(causes: Sequence[Cause], both: bool) -> tuple[tuple[int, ...], ...]:
    """The order of the causes by place and, where `both`, its reverse; those with a fixed turn keep it."""
    turns = [[place for place, cause in enumerate(causes) if cause.turn is turn] for turn in Turn]
    first, free, last = turns
    forward = (*first, *free, *last)
    backward = (*first, *reversed(free), *last)
    return (forward, backward) if both and len(free) > 1 else (forward,)


def _bundles(before: Rows, after: Rows, nodes: Sequence[Node]) -> list[tuple[Node, ...]]:
    """The changed records, those together that name each other or have one owner."""
    holders: dict[Hashable, list[Node]] = defaultdict(list)
    for node in nodes:
        for name in _names_that_come_or_go(before.get(node), after.get(node)):
            holders[name].append(node)
    shared = {name for name in holders if isinstance(name, str)}
    for node in nodes:
        for mentioned in shared & _mentions(before.get(node), after.get(node)):
            holders[mentioned].append(node)
        if owner := _owner(node, before.get(node, after.get(node))):
            holders[owner].append(node)
    joined = UnionFind(nodes)
    for members in holders.values():
        joined.join(members)
    return [tuple(sorted(found, key=lambda member: member.place)) for found in joined.sets()]


def _owner(node: Node, value: Any) -> tuple[str, str] | None:
    column = SIBLINGS.get(node.table)
    return (node.table, getattr(value, column)) if column and value is not None else None


def _names_that_come_or_go(before: Any, after: Any) -> set[str]:
    return _names(before) ^ _names(after)


def _names(value: Any) -> set[str]:
    """What other records may call it: its id, a resource also by its kind, a mode with its migration."""
    if isinstance(value, Mode):
        return {f"{value.migration}/{value.id}"}
    names = {getattr(value, "id", None), value.kind if isinstance(value, Resource) else None}
    return {name for name in names if name}


def _mentions(before: Any, after: Any) -> set[str]:
    """The names in what changed; in all of it where the record came or went."""
    return _texts(before) ^ _texts(after)


def _texts(value: Any) -> set[str]:
    found: set[str] = set()
    for part in vars(value).values() if isinstance(value, Record) else ():
        found |= {part} if isinstance(part, str) else {item for item in _items(part) if isinstance(item, str)}
    if isinstance(value, PhaseProfile):
        found |= {demand.resource for phase in value.phases for demand in phase.demands}
    if getattr(value, "subject", None) and getattr(value, "mode", None):
        found.add(f"{value.subject}/{value.mode}")
    return found


def _items(part: Any) -> Iterable[Any]:
    return part if isinstance(part, tuple) else ()


def _table_of(bundle: Sequence[Node]) -> str | None:
    """The one table of a bundle; None for several, and for the two dates that have a turn of their own."""
    tables = {node.table for node in bundle}
    return tables.pop() if len(tables) == 1 and not {STATUS_DATE, HORIZON_DATE} & set(bundle) else None


def _joined(bundles: Sequence[tuple[Node, ...]], by: Callable[[tuple[Node, ...]], Hashable]) -> list[tuple[Node, ...]]:
    joined: dict[Hashable, tuple[Node, ...]] = {}
    for bundle in bundles:
        joined[by(bundle)] = (*joined.get(by(bundle), ()), *bundle)
    return list(joined.values())


def _cause(before: Rows, after: Rows, bundle: Sequence[Node]) -> Cause:
    return Cause(
        name=_name(bundle),
        changes=tuple(change for node in bundle for change in input_changes(before, after, node)),
        nodes=frozenset(bundle),
        turn=_turn(before, after, bundle),
    )


def _name(bundle: Sequence[Node]) -> str:
    first, others = bundle[0], len(bundle) - 1
    if others and _table_of(bundle):
        return f"{len(bundle)} records of {first.table}"
    name = f"{first.table} {first.record}"
    return f"{name} and {others} more {'record' if others == 1 else 'records'}" if others else name


def _turn(before: Rows, after: Rows, bundle: Sequence[Node]) -> Turn:
    for node, when_later in ((STATUS_DATE, Turn.LAST), (HORIZON_DATE, Turn.FIRST)):
        if node in bundle:
            return when_later if after[node] > before[node] else Turn(-when_later)
    return Turn.ANY


def _order(cause: Cause) -> tuple[int, tuple[int, tuple[int, tuple[str, ...]]]]:
    """By turn, then by place; the reverse among those with the first turn, so that a swap reverses everything."""
    place = min(node.place for node in cause.nodes)
    settings = sorted(node.key for node in cause.nodes)
    backward = -1 if cause.turn is Turn.FIRST and settings == [HORIZON_DATE.key] else 0
    return int(cause.turn), (backward, place)
