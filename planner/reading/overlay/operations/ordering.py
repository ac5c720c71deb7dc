"""Order: the sequence in which a cluster takes its organisations on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from heapq import heapify, heappop, heappush
from itertools import pairwise

from planner.domain.graph.union_find import UnionFind
from planner.reading.cells.conversion import LIST_SEPARATOR
from planner.reading.overlay.editor import Editor, Row
from planner.reading.overlay.selector import Selector


class OrderBy(StrEnum):
    """What decides who starts first."""

    EXPIRY = "expiry"
    """The earliest expiry of the contracts a migration releases: burning platforms first."""
    LARGEST = "largest"
    """The organisation with most users."""
    SMALLEST = "smallest"
    """The organisation with fewest users."""


@dataclass(frozen=True, kw_only=True)
class OrderStarts:
    """Organisations of a cluster that wait for the same milestones start their migrations in this order.

    No migration of an organisation starts before the first-named migration of the organisation in front of it. The
    migrations of one organisation keep what ties them now, and so do those of a group. Precedences that are there already
    go first: among the organisations free to follow, the order decides, then the id. Organisations that wait for each
    other are left out of the order, and so are migrations that a commitment has set. An organisation that does not state
    what the order goes by comes last.
    """

    selector: Selector
    by: OrderBy

    def apply(self, editor: Editor) -> None:
        bound = {row.cells["subject"] for row in editor.rows["commitments"]}
        free = [row for row in self.selector.rows(editor, "migrations") if row.id not in bound]
        rank = _ranks(editor, self.by)
        for cluster in dict.fromkeys(row.cells["cluster"] for row in free):
            ranks = {row.id: rank(row) for row in free if row.cells["cluster"] == cluster}
            for blocks in _waiting_alike(editor, _blocks(editor, ranks)):
                for before, after in pairwise(_in_order(editor, blocks, ranks)):
                    for follower in after:
                        self._tie(editor, before[0], follower)

    def _tie(self, editor: Editor, before: str, after: str) -> None:
        key = {"predecessor": before, "successor": after, "kind": "SS"}
        same = [row for row in editor.rows["precedences"] if key.items() <= row.cells.items()]
        if not same:
            editor.add("precedences", {**key, "explanation": f"order of starts by {self.by.value}"})
        elif int(same[0].cells.get("lag_days", "0")) < 0:
            editor.write(same[0], "lag_days", "0")


Rank = tuple[int, str]
"""What migrations are sorted by; the smaller, the earlier."""
Block = tuple[str, ...]
"""Migrations of one organisation, or of organisations that a group ties; by rank and then id."""


def _ranks(editor: Editor, by: OrderBy) -> Callable[[Row], Rank]:
    if by is OrderBy.EXPIRY:
        expiry = {row.id: row.cells.get("expiry_date", "9999-12-31") for row in editor.rows["contracts"]}

        def rank_by_expiry(row: Row) -> Rank:
            released = _listed(row.cells.get("releases", ""))
            return (0, min((expiry[id] for id in released if id in expiry), default="9999-12-31"))

        return rank_by_expiry
    users = {row.id: int(row.cells["users"]) for row in editor.rows["organisations"] if "users" in row.cells}
    sign = -1 if by is OrderBy.LARGEST else 1

    def rank_by_users(row: Row) -> Rank:
        found = users.get(row.cells["organisation"])
        return (sign * found if found is not None else 10**12, "")

    return rank_by_users


def _blocks(editor: Editor, ranks: Mapping[str, Rank]) -> list[Block]:
    organisation = {row.id: row.cells["organisation"] for row in editor.rows["migrations"] if row.id in ranks}
    together = [_listed(row.cells["migrations"]) for row in editor.rows["groups"]]
    joined = UnionFind(organisation)
    for one in sorted(set(organisation.values())):
        joined.join(id for id in organisation if organisation[id] == one)
    for group in together:
        joined.join(id for id in group if id in organisation)
    return [tuple(sorted(found, key=lambda id: (ranks[id], id))) for found in joined.sets()]


def _in_order(editor: Editor, blocks: list[Block], ranks: Mapping[str, Rank]) -> list[Block]:
    """Blocks by the rank of their first migration, none before those it waits for."""
    waits = _waits(editor, blocks)
    ready = [(ranks[block[0]], block) for block in blocks if not waits[block]]
    heapify(ready)
    order: list[Block] = []
    while ready:
        _, block = heappop(ready)
        order.append(block)
        for follower in blocks:
            if block in waits[follower]:
                waits[follower].discard(block)
                if not waits[follower]:
                    heappush(ready, (ranks[follower[0]], follower))
    return order


def _waiting_alike(editor: Editor, blocks: list[Block]) -> list[list[Block]]:
    """Blocks that the same milestones hold back, directly or through other migrations."""
    reached = {row.id: _reached(editor, {row.id}) for row in editor.rows["milestones"]}
    alike: dict[frozenset[str], list[Block]] = {}
    for block in blocks:
        gates = frozenset(milestone for milestone, activities in reached.items() if activities & set(block))
        alike.setdefault(gates, []).append(block)
    return list(alike.values())


def _waits(editor: Editor, blocks: list[Block]) -> dict[Block, set[Block]]:
    """For every block the blocks it waits for, directly or through other milestones and migrations."""
    waits: dict[Block, set[Block]] = {block: set() for block in blocks}
    for block in blocks:
        reached = _reached(editor, set(block))
        for follower in blocks:
            if follower != block and reached & set(follower):
                waits[follower].add(block)
    return waits


def _reached(editor: Editor, activities: set[str]) -> set[str]:
    """The activities and everything that waits for one of them."""
    followers: dict[str, set[str]] = {}
    for row in editor.rows["precedences"]:
        followers.setdefault(row.cells["predecessor"], set()).add(row.cells["successor"])
    reached, ahead = set(activities), list(activities)
    while ahead:
        new = followers.get(ahead.pop(), set()) - reached
        reached |= new
        ahead.extend(new)
    return reached


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(LIST_SEPARATOR) if part.strip()]
