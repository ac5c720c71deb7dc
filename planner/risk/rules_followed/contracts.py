"""What each contract costs by every way to decide about its options, and how often it is uncovered."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from planner.risk.draws import BATCH, Days
from planner.risk.families import Floats
from planner.risk.intervals import Estimate, mean_of, share_of
from planner.risk.tolerances.circles import SettledContract
from planner.risk.tolerances.measured_goal import OnBatch
from planner.risk.tolerances.supplied_chain import carried
from planner.risk.tripwires.chain_draws import ChainDraws, Played
from planner.risk.tripwires.fitting import Rules, answers_of, constant_rules, play_rules


@dataclass(frozen=True)
class ContractAnswer:
    """A contract by one way to decide: pounds of extensions and exposure, the chance of uncovered days, and how many."""

    pounds: Estimate
    uncovered: Estimate
    uncovered_days: Estimate


@dataclass(frozen=True, kw_only=True)
class ContractAnswers:
    """A contract by every way to decide. `open_options`: 0 where nothing can be decided, so that all ways are the same.

    `commit_now_options`: how many of them are asked for where everything is decided today. `tied`: a bundle or a limit ties
    it to others. Then nothing or everything extended is that of the contract alone. What comes of everything known is known
    of all of them together only, and None here.
    """

    contract: str
    open_options: int
    tied: bool
    extend_nothing: ContractAnswer
    extend_everything: ContractAnswer
    commit_now: ContractAnswer
    commit_now_options: int
    tripwires: ContractAnswer
    clairvoyant: Estimate | None
    waiting: Estimate
    information: Estimate | None


@dataclass(frozen=True)
class AnswerMeans:
    """Means over a batch by one way to decide."""

    pounds: float
    uncovered: float
    uncovered_days: float


@dataclass(frozen=True, kw_only=True)
class ContractMeans:
    """Means over a batch by every way to decide."""

    contract: str
    open_options: int
    tied: bool
    extend_nothing: AnswerMeans
    extend_everything: AnswerMeans
    commit_now: AnswerMeans
    commit_now_options: int
    tripwires: AnswerMeans
    clairvoyant: float

    @property
    def costs(self) -> tuple[float, float, float]:
        """The pounds of the three answers."""
        return self.commit_now.pounds, self.tripwires.pounds, self.clairvoyant


def contract_means(item: OnBatch) -> ContractMeans:
    """The figures on a batch of a contract with open options."""
    draws, committed = item.draws, item.contract.committed
    return ContractMeans(
        contract=item.contract.chain.id,
        open_options=draws.links,
        tied=item.tied,
        extend_nothing=_means(item, play_rules(draws, constant_rules(draws, 0))),
        extend_everything=_means(item, play_rules(draws, constant_rules(draws, draws.links))),
        commit_now=_means(item, item.committed),
        commit_now_options=_asked_today(draws, committed),
        tripwires=_means(item, item.followed),
        clairvoyant=draws.mean(item.clairvoyant),
    )


def _means(item: OnBatch, played: Played) -> AnswerMeans:
    return AnswerMeans(
        pounds=played.mean_cost,
        uncovered=item.draws.mean(played.of(item.late)),
        uncovered_days=item.draws.mean(played.of(item.table.uncovered)),
    )


def _asked_today(draws: ChainDraws, committed: Rules) -> int:
    """How many options are asked for where none of the rules looks at anything."""
    everybody_agrees = np.ones((draws.links, draws.draws), dtype=np.bool_)
    return int(carried(draws, answers_of(draws, committed), everybody_agrees)[0]) if draws.links else 0


def settled_means(settled: Mapping[str, SettledContract], needed: Days) -> Iterator[ContractMeans]:
    """The figures of contracts about which nothing is open: the same, whatever is decided."""
    for id, each in settled.items():
        days = needed[each.place]
        costs = each.costs.exposure_pounds(each.in_force, days) + each.costs.extension_pounds(each.in_force, days)
        uncovered = each.costs.uncovered_days(each.in_force, days)
        always = AnswerMeans(float(np.mean(costs)), float(np.mean(uncovered > 0)), float(np.mean(uncovered)))
        yield ContractMeans(
            contract=id,
            open_options=0,
            tied=False,
            extend_nothing=always,
            extend_everything=always,
            commit_now=always,
            commit_now_options=0,
            tripwires=always,
            clairvoyant=always.pounds,
        )


def contract_answers(batches: Sequence[Sequence[ContractMeans]]) -> tuple[ContractAnswers, ...]:
    """A row for each contract, by id, from its figures in every batch."""
    return tuple(sorted(map(_row, zip(*batches, strict=True)), key=lambda row: row.contract))


def _row(batches: Sequence[ContractMeans]) -> ContractAnswers:
    def over(figure: Callable[[ContractMeans], float]) -> Floats:
        return np.array([figure(batch) for batch in batches])

    def answer(name: str) -> ContractAnswer:
        return _answer([getattr(batch, name) for batch in batches])

    first, known = batches[0], mean_of(over(lambda batch: batch.clairvoyant))
    better = mean_of(over(lambda batch: batch.tripwires.pounds - batch.clairvoyant))
    return ContractAnswers(
        contract=first.contract,
        open_options=first.open_options,
        tied=first.tied,
        extend_nothing=answer("extend_nothing"),
        extend_everything=answer("extend_everything"),
        commit_now=answer("commit_now"),
        commit_now_options=first.commit_now_options,
        tripwires=answer("tripwires"),
        clairvoyant=None if first.tied else known,
        waiting=mean_of(over(lambda batch: batch.commit_now.pounds - batch.tripwires.pounds)),
        information=None if first.tied else better,
    )


def _answer(batches: Sequence[AnswerMeans]) -> ContractAnswer:
    return ContractAnswer(
        pounds=mean_of(np.array([each.pounds for each in batches])),
        uncovered=share_of(np.array([each.uncovered for each in batches]), len(batches) * BATCH),
        uncovered_days=mean_of(np.array([each.uncovered_days for each in batches])),
    )
