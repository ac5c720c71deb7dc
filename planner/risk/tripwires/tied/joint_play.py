"""What comes of rules in a coupling: who asks in each draw, who gets, and what suppliers say."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from planner.risk.draws import Days, Flags
from planner.risk.families import Floats
from planner.risk.tripwires.chain_draws import Played
from planner.risk.tripwires.rules import Rule
from planner.risk.tripwires.tied.couplings import SharedLimit
from planner.risk.tripwires.tied.decisions import Decision, Decisions, Links
from planner.risk.tripwires.tied.joint_draws import JointDraws
from planner.risk.tripwires.tied.standings import Changed, Counts, Standing

Answers = Sequence[Flags]
"""What is answered to each decision in each draw."""


@dataclass(frozen=True)
class Step:
    """One decision: where it is to be decided, where yes is said, where that is served, and which limits were short."""

    reached: Flags
    wanted: Flags
    served: Flags
    short: Mapping[int, Flags]


@dataclass(frozen=True)
class Table:
    """The rules of the game: decisions in order, and limits with what each contract uses by the number of its links."""

    draws: JointDraws
    decisions: Decisions
    limits: tuple[SharedLimit, ...]

    @cached_property
    def uses(self) -> tuple[tuple[Days, ...], ...]:
        """What the first links of each contract take of each limit."""
        chains = self.draws.chains
        return tuple(
            tuple(np.array(limit.used_by(c, chain.links), dtype=np.int64) for c, chain in enumerate(chains))
            for limit in self.limits
        )

    @cached_property
    def touched(self) -> Mapping[Links, tuple[int, ...]]:
        """The limits that each decision takes of."""
        return {
            decision.links: tuple(
                place for place, limit in enumerate(self.limits) if any(link in limit.use for link in decision.asked)
            )
            for decision in self.decisions.order
        }

    @property
    def start(self) -> Standing:
        """Where everybody stands before the first decision."""
        return Standing(
            taken=tuple(np.zeros((1, 1), dtype=np.int16) for _ in self.draws.chains),
            possible=tuple(np.full((1, 1), chain.links, dtype=np.int16) for chain in self.draws.chains),
            used=tuple(np.zeros((1, 1), dtype=np.int64) for _ in self.limits),
        )

    def answers(self, rules: Sequence[Rule]) -> list[Flags]:
        """What rules answer, a rule for each decision."""
        order = self.decisions.order
        return [
            rule.says_yes(self.draws.seen(decision), self.draws.draws)
            for rule, decision in zip(rules, order, strict=True)
        ]

    def step(self, decision: Decision, before: Standing, yes: Flags) -> tuple[Step, Standing]:
        """Decide one thing. Who asks and finds a limit used up is as one who says no."""
        reached = np.ones((1, 1), dtype=np.bool_)
        for c, j in decision.links:
            reached = reached & (before.taken[c] <= j) & (j < before.possible[c])
        wanted = served = reached & yes
        short = {limit: wanted & self._lacks(limit, decision, before) for limit in self.touched[decision.links]}
        for flags in short.values():
            served = served & ~flags
        return Step(reached, wanted, served, short), self._after(decision, before, reached, served)

    def _lacks(self, limit: int, decision: Decision, before: Standing) -> Flags:
        """Where a limit does not leave enough for a decision."""
        need = self._more(limit, decision, before.taken)
        return (need > 0) & (before.used[limit] + need > self.limits[limit].most)

    def _more(self, limit: int, decision: Decision, taken: Sequence[Counts]) -> Days:
        """What a decision takes of a limit where these options are taken already."""
        found = np.zeros((1, 1), dtype=np.int64)
        for c, links in decision.taking.items():
            by_links = self.uses[limit][c]
            if by_links[links] > 0:
                found = found + (by_links[links] - by_links[np.minimum(taken[c], links)])
        return found

    def _after(self, decision: Decision, before: Standing, reached: Flags, served: Flags) -> Standing:
        found, granted, used = before, served, list(before.used)
        for (c, j), refusal in zip(decision.asked, decision.refusals, strict=True):
            asked = granted & (before.taken[c] <= j)
            for place in self.touched[decision.links]:
                limit = self.limits[place]
                if limit.when_asked and (c, j) in limit.use:
                    used[place] = used[place] + limit.use[c, j] * asked
            if (c, j) in self.draws.agreed:
                refused = asked & ~self.draws.agreed[c, j]
                granted, found = granted & ~refused, found.cut(refusal, refused)
        for place in self.touched[decision.links]:
            if not self.limits[place].when_asked:
                used[place] = used[place] + granted * self._more(place, decision, found.taken)
        taken = list(found.taken)
        for c, links in decision.taking.items():
            taken[c] = np.where(granted, np.maximum(taken[c], links), taken[c])
        return Standing(tuple(taken), found.possible, tuple(used)).cut(decision.ending, reached & ~served)

    def played(self, answers: Answers) -> JointPlayed:
        """Carry out answers from the first decision on."""
        return self._played_from((), (), self.start, answers)

    def _played_from(
        self, steps: Sequence[Step], before: Sequence[Standing], standing: Standing, answers: Answers
    ) -> JointPlayed:
        """Carry out the rest of answers, of which so many steps are taken."""
        steps, before = [*steps], [*before]
        for decision, yes in list(zip(self.decisions.order, answers, strict=True))[len(steps) :]:
            before.append(standing)
            step, standing = self.step(decision, standing, yes)
            steps.append(step)
        return JointPlayed(self, tuple(answers), tuple(steps), tuple(before), standing)


@dataclass(frozen=True)
class JointPlayed:
    """What came of answers: the step of each decision, where everybody stood before it, and in the end."""

    table: Table
    answers: tuple[Flags, ...]
    steps: tuple[Step, ...]
    before: tuple[Standing, ...]
    end: Standing

    def with_answer(self, place: int, yes: Flags) -> JointPlayed:
        """What comes of another answer at a place."""
        answers = (*self.answers[:place], yes, *self.answers[place + 1 :])
        return self.table._played_from(self.steps[:place], self.before[:place], self.before[place], answers)

    def cost_with(self, place: int, yes: Flags) -> Floats:
        """What it costs to answer this at a place. Only decisions that this can matter to are carried out again."""
        order, draws = self.table.decisions.order, self.table.draws
        changed, touched = Changed(), [self.table.touched[decision.links] for decision in order]
        for later in range(place, len(order)):
            if later > place and not changed.matters_to(order[later], touched[later]):
                continue
            now = changed.over(self.before[later])
            after = self.table.step(order[later], now, yes if later == place else self.answers[later])[1]
            changed = changed.after(order[later], touched[later], after, self._after(later))
        found = self.cost
        for c, taken in changed.taken.items():
            found = found + (draws.cost_of(c, taken) - draws.cost_of(c, self.end.taken[c]))
        return found

    def _after(self, place: int) -> Standing:
        """Where everybody stands after the decision at a place."""
        return self.before[place + 1] if place + 1 < len(self.before) else self.end

    @cached_property
    def cost(self) -> Floats:
        """The cost by answers of suppliers and draws."""
        return self.table.draws.cost(self.end.taken)

    @cached_property
    def mean_cost(self) -> float:
        """The expected cost."""
        return self.mean(self.cost)

    def mean(self, values: Floats | Flags) -> float:
        """The expected value of something that each draw and each combination of answers has."""
        return float(self.table.draws.by_draw(values) @ self.table.draws.weight)

    def short(self, limits: Collection[int]) -> float:
        """In what share of draws somebody asks and does not get, because one of these limits is used up."""
        flags = [step.short[limit] for step in self.steps for limit in step.short if limit in limits]
        return self.mean(np.logical_or.reduce(np.broadcast_arrays(*flags))) if flags else 0.0

    def of(self, contract: int) -> Played:
        """What comes of it for one contract, as probabilities in each draw."""
        draws = self.table.draws
        chain, at = draws.chains[contract], self.table.decisions.at
        steps = [self.steps[at[contract, link]] for link in range(chain.links)]
        return Played(
            chain=chain,
            taken=np.array([draws.by_draw(self.end.taken[contract] == links) for links in range(chain.links + 1)]),
            asked=np.array([draws.by_draw(step.reached) for step in steps]),
            wanted=np.array([draws.by_draw(step.wanted) for step in steps]),
            before=(),
        )
