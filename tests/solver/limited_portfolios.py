"""Tiny portfolios whose limits on options bind, with the least cost as brute force finds it."""

from __future__ import annotations

from collections.abc import Iterator

from planner.solver.model.compilation import compile_instance
from planner.solver.model.instance import Instance
from tests.oracle import brute_force
from tests.tiny_portfolios import random_portfolio

SEEDS = range(520)


def limited_portfolios() -> Iterator[tuple[int, Instance, int]]:
    """Seed, instance and least pounds; those without a plan, and those where cover comes first, are left out."""
    for seed in SEEDS:
        portfolio = random_portfolio(seed)
        instance = compile_instance(portfolio)
        if not instance.limits or not instance.migrations or instance.cover_first:
            continue
        best = brute_force(portfolio)
        if best is not None:
            yield seed, instance, best.objective_pounds
