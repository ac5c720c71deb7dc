"""Why cutovers have moved: because of the change, or because another plan is as good or better."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from planner.plan.breaches import Breach
from planner.plan.entries import Plan
from planner.solver.model.candidate import Candidate, exposed_pounds, objective_pounds
from planner.solver.model.exact import ExactModel
from planner.solver.model.instance import Instance
from planner.solver.model.objective import exposed
from planner.solver.model.variables import Expression
from planner.solver.questions.asking import Asking
from planner.solver.questions.fixed_part import fixed_part
from planner.solver.questions.moving_back import MovingBack
from planner.solver.questions.repair_records import Move, Reason


@dataclass
class Reasons:
    """The reasons of one repaired plan.

    `before`, `plan`: the old portfolio and plan. `asking`, `back`, `whole`: the changed portfolio, what can move back in it,
    and the repaired plan. `breaches`: what the old plan breaks there.
    """

    before: Asking
    plan: Plan
    asking: Asking
    back: MovingBack
    whole: Candidate
    breaches: tuple[Breach, ...]

    def by_migration(self) -> Mapping[str, Reason]:
        """The reason of every migration whose start or mode is another than before."""
        return {id: self._reason(i, id) for i, id in self._moved.items()}

    def _reason(self, i: int, id: str) -> Reason:
        if id in self._broken:
            return Reason.RULE
        if id in self._better:
            return Reason.BETTER
        return Reason.TIE if self._another_keeps(i) else Reason.REQUIRED

    @cached_property
    def _moved(self) -> dict[int, str]:
        """Those of the part that the old plan had elsewhere, by position in the part."""
        known, instance = self.back.known, self.back.instance
        entries = list(zip(known.starts, known.modes, strict=True))
        return {
            i: instance.migrations[i].id
            for i, old in enumerate(self.back.old)
            if old is not None and (old != entries[i] or (i in self.back.old_cutovers and self.back.is_moved(known, i)))
        }

    @cached_property
    def _broken(self) -> frozenset[str]:
        """Whoever is named by a rule that the old plan breaks now."""
        return frozenset(subject for breach in self.breaches for subject in breach.subjects)

    @cached_property
    def _paid_before(self) -> frozenset[str]:
        """The moves that would have saved money in the unchanged portfolio.

        Of all its plans that have each moved migration on its old or on its new day, the cheapest counts, and of those the
        one with the fewest moves. Where the old plan is the cheapest itself, nothing would have.
        """
        ids = {m.id: i for i, m in enumerate(self.before.instance.migrations)}
        free = [ids[id] for id in self._moved.values() if id in ids and id not in self._broken]
        if not free:
            return frozenset()
        old = self.before.candidate(self.plan)
        part = fixed_part(self.before.instance, old, free)
        known = part.narrow(old)
        back = MovingBack(
            asking=self.asking,
            part=part,
            known=known,
            old=tuple(zip(known.starts, known.modes, strict=True)),
            old_cutovers={
                k: start + case.modes[mode].cutover_offset
                for k, (start, mode, case) in enumerate(
                    zip(known.starts, known.modes, part.instance.migrations, strict=True)
                )
            },
            old_prefixes=known.prefixes,
        )
        exact = back.model()
        back.old_or_new(exact, self._new_starts(part.instance, known))
        found, _ = back.minimise(exact, [*_costs(exact), back.count_moved(exact), back.count_other_changes(exact)], 0.3)
        if found is None or _value(part.instance, found) == _value(part.instance, known):
            return frozenset()
        now = zip(found.starts, found.modes, strict=True)
        return frozenset(
            part.instance.migrations[k].id for k, entry in enumerate(now) if entry != (known.starts[k], known.modes[k])
        )

    def _new_starts(self, instance: Instance, known: Candidate) -> Candidate:
        """The repaired starts and modes of these migrations; the old ones of any that could not be so before.

        That is so where its mode was not there, or its start was a closed day.
        """
        now = self.back.instance.axis
        ids = {case.id: i for i, case in enumerate(self.back.instance.migrations)}
        starts, modes = list(known.starts), list(known.modes)
        for k, case in enumerate(instance.migrations):
            i = ids[case.id]
            name = self.back.instance.migrations[i].modes[self.back.known.modes[i]].id
            mode = next((m for m, other in enumerate(case.modes) if other.id == name), None)
            day = now.day(self.back.known.starts[i])
            if mode is not None and instance.axis.is_open(day):
                starts[k], modes[k] = instance.axis.position(day), mode
        return Candidate(tuple(starts), tuple(modes), known.prefixes)

    @cached_property
    def _kept(self) -> Candidate:
        """The cheapest plan of the part with each migration on its old or its new day and as few moves that paid before.

        The repaired plan itself where no move did.
        """
        paid = [i for i, id in self._moved.items() if id in self._paid_before and i in self.back.old_cutovers]
        if not paid:
            return self.back.known
        exact = self.back.model_of_all()
        self.back.old_or_new(exact, self.back.known)
        measures = [self.back.count_moved(exact, paid), *_costs(exact), self.back.count_moved(exact)]
        found, _ = self.back.minimise(exact, measures, 0.5)
        return found or self.back.known

    @cached_property
    def _better(self) -> frozenset[str]:
        """The moves that paid before and that the plan can do without."""
        still = {self.back.instance.migrations[i].id for i in self.back.moved(self._kept)}
        return self._paid_before - still

    def smallest(self) -> Candidate:
        """The whole plan with only the moves that the change explains."""
        return self.back.part.widen(self.whole, self._kept)

    def _another_keeps(self, i: int) -> bool:
        """Whether a plan as good, with no more moves, leaves a migration on its old day."""
        if i not in self.back.old_cutovers or not self.back.is_moved(self.back.known, i):
            return False
        exact = self.back.model()
        exact.model.add(self.back.count_moved(exact) <= len(self.back.moved(self.back.known)))
        exact.model.add(exact.variables.cutover(i) == self.back.old_cutovers[i])
        return self.asking.search(exact, 0.3).candidate is not None


def moves_of(
    old_cutovers: Mapping[int, int], instance: Instance, plan: Plan, whole: Candidate, reasons: Mapping[str, Reason]
) -> tuple[Move, ...]:
    """The cutovers that are on another day, and the migrations in another mode, in order of their old day."""
    moves = []
    for i, old_day in old_cutovers.items():
        case = instance.migrations[i]
        mode, old_mode = case.modes[whole.modes[i]], plan.entry_by_migration[case.id].mode
        new_day = instance.axis.day(whole.starts[i] + mode.cutover_offset)
        if (new_day, mode.id) != (old_day, old_mode):
            moves.append(
                Move(
                    migration=case.id,
                    old_cutover_day=old_day,
                    new_cutover_day=new_day,
                    old_mode=old_mode,
                    new_mode=mode.id,
                    reason=reasons.get(case.id, Reason.RULE),
                )
            )
    return tuple(sorted(moves, key=lambda move: (move.old_cutover_day, move.migration)))


def _costs(exact: ExactModel) -> list[Expression]:
    """What a plan is measured by, in order."""
    first = [exposed(exact.variables)] if exact.variables.instance.cover_first else []
    return [*first, exact.objective]


def _value(instance: Instance, candidate: Candidate) -> tuple[int, int]:
    first = exposed_pounds(instance, candidate) if instance.cover_first else 0
    return first, objective_pounds(instance, candidate)
