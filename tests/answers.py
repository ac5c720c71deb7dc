"""The best plans of the drawn portfolios, as brute force found them: kept in `answers.csv`, derived anew every night.

`python -m tests.answers` derives them anew and prints each that differs; exit code 1 where one does. With `--write` it
writes the file, for whoever has changed what a date or a pound means.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from functools import cache
from pathlib import Path

from planner.domain.rules import ASKED_RULES, Rule, Term
from planner.plan.plan_case import PlanCase
from tests.oracle import Best, brute_force
from tests.tiny_portfolios import random_portfolio

FILE = Path(__file__).with_name("answers.csv")
SEEDS = range(520)
SEEDS_WITH_RULES = range(200)
MOST_MIGRATIONS = 3
"""Rules are left out one by one only where trying every plan so often takes no longer than a second."""


@dataclass(frozen=True)
class Answer:
    """What brute force says of the portfolio of a seed.

    `pounds` and `cutover_days`: the least objective, and the least sum of cutover days that reaches it; None without a plan.
    `terms`: those above 0 in the best plan it found. `rules`: those that bind, so that without them the answer is another.
    """

    seed: int
    pounds: int | None
    cutover_days: int | None
    terms: tuple[Term, ...] = ()
    rules: tuple[Rule, ...] = ()


@cache
def answers() -> Mapping[int, Answer]:
    """The answers of the file by seed."""
    with FILE.open(encoding="utf-8", newline="") as file:
        found = [_read(row) for row in csv.DictReader(file)]
    return {answer.seed: answer for answer in found}


def derive(seed: int) -> Answer:
    """The answer of a seed, by trying every plan."""
    portfolio = random_portfolio(seed)
    best = brute_force(portfolio)
    if best is None:
        return Answer(seed, None, None, rules=_binding_rules(seed, best))
    paid = PlanCase(portfolio, best.plan).terms
    above_0 = tuple(term for term in Term if paid[term] > 0)
    return Answer(seed, best.objective_pounds, best.cutover_days, above_0, _binding_rules(seed, best))


def _binding_rules(seed: int, best: Best | None) -> tuple[Rule, ...]:
    portfolio = random_portfolio(seed)
    if seed not in SEEDS_WITH_RULES or len(portfolio.migrations) > MOST_MIGRATIONS:
        return ()
    return tuple(
        rule
        for rule in Rule
        if rule not in ASKED_RULES and _key(brute_force(portfolio, frozenset({rule}))) != _key(best)
    )


def _key(best: Best | None) -> tuple[int, int] | None:
    return None if best is None else best[:2]


def _read(row: Mapping[str, str]) -> Answer:
    return Answer(
        seed=int(row["seed"]),
        pounds=int(row["pounds"]) if row["pounds"] else None,
        cutover_days=int(row["cutover_days"]) if row["cutover_days"] else None,
        terms=tuple(Term(word) for word in row["terms"].split("|") if word),
        rules=tuple(Rule(word) for word in row["rules"].split("|") if word),
    )


def write(found: Iterable[Answer], path: Path = FILE) -> None:
    """One row an answer; a cell is blank where there is no plan, and lists are joined by bars."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow([field.name for field in fields(Answer)])
        for answer in found:
            rows.writerow("|".join(cell) if isinstance(cell, tuple) else cell for cell in asdict(answer).values())


def main(arguments: list[str]) -> int:
    """Derive every answer anew; 1 where one differs from the file."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--write", action="store_true", help="write the file instead of comparing with it")
    options = parser.parse_args(arguments)
    derived = [derive(seed) for seed in SEEDS]
    if options.write:
        write(derived)
        return 0
    differ = [answer for answer in derived if answers().get(answer.seed) != answer]
    for answer in differ:
        print(f"seed {answer.seed}: derived {answer}, the file says {answers().get(answer.seed)}")
    print(f"{len(derived)} answers derived anew, {len(differ)} differ from {FILE.name}")
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
