"""How many cutovers a plan moves, and which of them can be moved back: small exact models around a plan that is known."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from ortools.sat.python import cp_model

from planner.solver.model.candidate import Candidate, Wish, exposed_pounds, objective_pounds
from planner.solver.model.exact import ExactModel, Proof, build
from planner.solver.model.instance import Instance
from planner.solver.model.objective import exposed
from planner.solver.model.parts import Part
from planner.solver.model.variables import Expression
from planner.solver.questions.asking import Asking


@dataclass(frozen=True)
class MovingBack:
    """A part of a portfolio with a plan of it, and where an older plan had its migrations.

    `old`: start and mode of each migration of the part (by position) in the older plan, None where it had none.
    `old_cutovers`: the positions of the cutover days people knew, which starts alone do not say where phases have changed;
    without those that fall on closed days now.
    `old_prefixes`: how many options of each contract of the part it used.
    """

    asking: Asking
    part: Part
    known: Candidate
    old: tuple[Wish | None, ...]
    old_cutovers: Mapping[int, int]
    old_prefixes: tuple[int, ...]

    @property
    def instance(self) -> Instance:
        return self.part.instance

    def moved(self, candidate: Candidate) -> tuple[int, ...]:
        """The migrations of the part (by position) whose cutover is on another day, or whose mode is another."""
        return tuple(i for i in self.old_cutovers if self.is_moved(candidate, i))

    def is_moved(self, candidate: Candidate, i: int) -> bool:
        """Whether the cutover of a migration is not on the day it was."""
        mode = self.instance.migrations[i].modes[candidate.modes[i]]
        return candidate.starts[i] + mode.cutover_offset != self.old_cutovers[i]

    def model_of_all(self) -> ExactModel:
        """Every plan of the part."""
        return build(self.instance, self.asking.tuning.exact)

    def model(self) -> ExactModel:
        """Every plan of the part that is as good as the known one, from which searches start."""
        exact = self.model_of_all()
        exact.model.add(exact.objective <= objective_pounds(self.instance, self.known))
        if self.instance.cover_first:
            exact.model.add(exposed(exact.variables) <= exposed_pounds(self.instance, self.known))
        return exact

    def count_moved(self, exact: ExactModel, of: Collection[int] | None = None) -> Expression:
        """`Σ m_i`, where `m_i = 0` asks for the old cutover day."""
        counted = self.old_cutovers if of is None else [i for i in of if i in self.old_cutovers]
        return cp_model.LinearExpr.sum([self.move(exact, i) for i in counted])

    def move(self, exact: ExactModel, i: int) -> cp_model.IntVar:
        """1 where the cutover of a migration may leave its day."""
        moved = exact.model.new_bool_var(f"moved {self.instance.migrations[i].id}")
        exact.model.add(exact.variables.cutover(i) == self.old_cutovers[i]).only_enforce_if(moved.Not())
        return exact.variables.remember(moved, lambda candidate: int(self.is_moved(candidate, i)))

    def count_other_changes(self, exact: ExactModel) -> Expression:
        """Modes that are not those of the older plan, and options used that it did not use or the other way round."""
        v = exact.variables
        modes = [1 - v.presence[i][old[1]] for i, old in enumerate(self.old) if old is not None]
        options = [
            1 - used if j < prefix else used
            for row, prefix in zip(v.used, self.old_prefixes, strict=True)
            for j, used in enumerate(row)
        ]
        return cp_model.LinearExpr.sum([*modes, *options])

    def cutover_sum(self, exact: ExactModel) -> Expression:
        """The last tie-break of every plan."""
        return cp_model.LinearExpr.sum([exact.variables.cutover_day(i) for i in range(len(self.instance.migrations))])

    def old_or_new(self, exact: ExactModel, new: Candidate) -> None:
        """Leave every migration only its start and mode in the older plan or in another one."""
        v = exact.variables
        for i, old in enumerate(self.old):
            back = exact.model.new_bool_var(f"back {i}")
            if old is None:
                exact.model.add(back == 0)
            else:
                exact.model.add(v.start[i] == old[0]).only_enforce_if(back)
                exact.model.add(v.presence[i][old[1]] == 1).only_enforce_if(back)
            exact.model.add(v.start[i] == new.starts[i]).only_enforce_if(back.Not())
            exact.model.add(v.presence[i][new.modes[i]] == 1).only_enforce_if(back.Not())

    def minimise(
        self, exact: ExactModel, measures: Collection[Expression], share: float
    ) -> tuple[Candidate | None, bool]:
        """The candidate that is best in these measures, one after the other, and whether all of it is proved."""
        found, proved = None, True
        exact.variables.hint(self.known)
        for measure in measures:
            result = self.asking.search(exact, share / len(measures), measure)
            proved = proved and result.proof is Proof.OPTIMAL
            if result.candidate is None or result.value is None:
                return found, False
            found = result.candidate
            exact.model.add(measure <= result.value)
            exact.variables.hint(found)
        return found, proved
