"""The rules of every contract of a plan, fitted on draws of their own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from planner.risk.draws import FIT_BATCHES, Days, Purpose
from planner.risk.tripwires.answers import contested
from planner.risk.tripwires.asked_plan import AskedPlan
from planner.risk.tripwires.chain_draws import ChainDraws
from planner.risk.tripwires.fitting import FittedChain, Rules, commit_now, fit_chain, play_rules
from planner.risk.tripwires.open_chains import OpenChain
from planner.risk.tripwires.reading_ahead import Question, Questions, answers_for
from planner.risk.tripwires.rules import ALWAYS, LEVELS, NEVER, Kind


@dataclass(frozen=True)
class FittedContract:
    """The rules of a contract with what would be committed to today, and what each option would be answered today."""

    chain: OpenChain
    fitted: FittedChain
    committed: int
    fixed: tuple[Rules, ...]

    def questions(self) -> Iterator[Question]:
        """The re-forecasts that any of its rules reads, those for a contract without its last links included."""
        fitted: FittedChain | None = self.fitted
        while fitted is not None:
            for day, rule in zip(self.chain.acting_days, fitted.rules, strict=False):
                if rule.kind is Kind.DATE:
                    yield day, rule.level
            fitted = fitted.shorter


def fit_contracts(asked: AskedPlan) -> list[FittedContract]:
    """The rules of every contract, fitted on draws of their own."""
    parts = [*asked.side_by_side(lambda place: asked.batch(Purpose.FIT, place), FIT_BATCHES)]
    needed = np.concatenate([part.needed for part in parts], axis=1)
    questions = _questions(asked.chains, needed)
    seen = _joined([*asked.side_by_side(lambda place: parts[place].seen(questions), FIT_BATCHES)])
    return [
        _fitted(chain, chain_draws(chain, needed[chain.place], answers_for(chain.place, questions, seen)))
        for chain in asked.chains
    ]


def _questions(chains: Sequence[OpenChain], needed: Days) -> Questions:
    """Every level of the acting days of options that are contested or tied to others."""
    found: dict[Question, set[int]] = defaultdict(set)
    for chain in chains:
        bare = chain_draws(chain, needed[chain.place], {})
        for link, (day, wanted) in enumerate(zip(chain.acting_days, contested(bare), strict=True)):
            for level in range(len(LEVELS)) if wanted or link in chain.tied else ():
                found[day, level].add(chain.place)
    return found


def _joined(parts: Sequence[Mapping[Question, Days]]) -> dict[Question, Days]:
    return {question: np.concatenate([part[question] for part in parts], axis=1) for question in parts[0]}


def chain_draws(chain: OpenChain, needed: Days, seen: Mapping[Question, Days]) -> ChainDraws:
    """What the rules of a contract are fitted on; levels that were not asked stand as if nothing were known."""
    return ChainDraws(
        cost=chain.table(needed).pounds,
        seen=tuple(_levels(day, seen, len(needed)) for day in chain.acting_days),
        acting_days=chain.acting_days,
        agreement=chain.agreement,
    )


def _levels(day: int, seen: Mapping[Question, Days], draws: int) -> Days | None:
    found = [seen.get((day, level)) for level in range(len(LEVELS))]
    if all(rows is None for rows in found):
        return None
    return np.array([np.zeros(draws, dtype=np.int64) if rows is None else rows for rows in found])


def _fitted(chain: OpenChain, draws: ChainDraws) -> FittedContract:
    fitted = fit_chain(draws)
    fixed = tuple(_decided_today(draws, fitted.rules, link) for link in range(draws.links))
    return FittedContract(chain, fitted, commit_now(draws), fixed)


def _decided_today(draws: ChainDraws, rules: Rules, link: int) -> Rules:
    """The same rules where one link is decided today: the better of always and never."""
    both = [(*rules[:link], constant, *rules[link + 1 :]) for constant in (NEVER, ALWAYS)]
    return min(both, key=lambda each: play_rules(draws, each).mean_cost)
