"""Sets of things that belong together, in an order that depends on the items alone."""

from __future__ import annotations

from random import Random

import networkx as nx

from planner.domain.graph.union_find import UnionFind


def test_every_item_is_alone_at_first() -> None:
    assert UnionFind("abc").sets() == [["a"], ["b"], ["c"]]


def test_bundles_that_overlap_make_one_set_in_the_order_of_the_items() -> None:
    together = UnionFind(range(6))
    together.join([4, 1])
    together.join([5, 4])
    together.join([])
    assert together.sets() == [[0], [1, 4, 5], [2], [3]]
    assert together.joined(1, 5)
    assert not together.joined(0, 5)


def test_the_leader_of_the_first_item_of_a_bundle_stands_for_the_set() -> None:
    together = UnionFind("abcd")
    together.join("ba")
    together.join("cd")
    together.join("db")
    assert {together.find(item) for item in "abcd"} == {"c"}


def test_the_sets_are_the_connected_components_of_the_bundles() -> None:
    for seed in range(50):
        random = Random(seed)
        graph = nx.Graph()
        graph.add_nodes_from(range(20))
        together = UnionFind(range(20))
        for _ in range(random.randrange(20)):
            bundle = random.sample(range(20), random.randrange(1, 4))
            together.join(bundle)
            nx.add_path(graph, bundle)
        assert {frozenset(found) for found in together.sets()} == set(map(frozenset, nx.connected_components(graph)))
