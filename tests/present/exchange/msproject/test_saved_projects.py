"""A project that a foreign program has computed anew and saved comes back as what a person put off, and nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from planner.domain.migrations import Anchor
from planner.present.exchange.msproject.document import export_project
from planner.reading.importers.imported import Verdict
from planner.reading.importers.msproject.importing import import_plan
from planner.reading.importers.msproject.opening import read_plan
from tests.depth import by_day
from tests.present.exchange.msproject.drawn_plans import KINDS, drawn_case
from tests.present.exchange.msproject.mpxj import Mpxj
from tests.present.exchange.msproject.mspdi import slipped
from tests.present.exchange.msproject.slips import Place, expected

SEEDS = by_day(range(100), every=25)


@pytest.mark.parametrize("kind", KINDS)
def test_an_untouched_project_brings_nothing(mpxj: Mpxj, kind: str) -> None:
    for case in filter(None, (drawn_case(kind, seed) for seed in SEEDS)):
        found = import_plan(case.portfolio, read_plan(mpxj.saved(export_project(case))))
        assert [line for line in found.lines if line.verdict is Verdict.TAKEN] == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_milestone_put_off_comes_back_with_its_new_day(mpxj: Mpxj, kind: str) -> None:
    for case in filter(None, (drawn_case(kind, seed) for seed in SEEDS)):
        for milestone in case.portfolio.milestones:
            if milestone.achieved_date is not None:
                continue
            saved = mpxj.saved(slipped(export_project(case), milestone.id, 30))
            taken = [
                line for line in import_plan(case.portfolio, read_plan(saved)).lines if line.verdict is Verdict.TAKEN
            ]
            # a milestone that is only pushed by it is no edit
            [line] = taken
            assert line.record == milestone.id
            wanted = expected(case, milestone.id, 30)
            assert case.portfolio.position_of(date.fromisoformat(line.new)) == wanted[Place(line.record, Anchor.START)]
