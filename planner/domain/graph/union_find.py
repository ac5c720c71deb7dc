"""Which things belong together, given pairs and bundles that do (Tarjan 1975, union-find with path halving)."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

Item = TypeVar("Item", bound=Hashable)


class UnionFind(Generic[Item]):
    """Items, each alone at first, and the sets they are joined to."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._leader: dict[Item, Item] = {item: item for item in items}

    def find(self, item: Item) -> Item:
        """The item that stands for the set: the same for all of its members."""
        leader = self._leader
        while leader[item] != item:
            leader[item] = leader[leader[item]]
            item = leader[item]
        return item

    def join(self, bundle: Iterable[Item]) -> None:
        """Put all items of a bundle into one set, which the leader of the first stands for; an empty bundle does nothing."""
        items = iter(bundle)
        for first in items:
            for item in items:
                self._leader[self.find(item)] = self.find(first)

    def joined(self, one: Item, other: Item) -> bool:
        """Whether two items are in one set."""
        return self.find(one) == self.find(other)

    def sets(self) -> list[list[Item]]:
        """All sets, in the order of their first items, and the items of each in the order they were given in."""
        found: dict[Item, list[Item]] = {}
        for item in self._leader:
            found.setdefault(self.find(item), []).append(item)
        return list(found.values())
