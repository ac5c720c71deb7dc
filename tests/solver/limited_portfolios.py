"""Tiny portfolios whose limits on options bind, with the least cost as brute force finds it."""

from __future__ import annotations

from collections.abc import Iterator

from planner.solver.model.compilation import compile_instance
from planner.solver.model.instance import Instance
from tests.answers import SEEDS, answers
from tests.tiny_portfolios import random_portfolio


def limited_portfolios() -> Iterator[tuple[int, Instance, int]]:
    """Seed, instance and least pounds; those without a plan, and those where cover comes first, are left out."""
    for seed in SEEDS:
        portfolio = random_portfolio(seed)
        instance = compile_instance(portfolio)
        if not instance.limits or not instance.migrations or instance.cover_first:
            continue
        least = answers()[seed].pounds
        if least is not None:
            yield seed, instance, least
