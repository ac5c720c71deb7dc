"""Contracts of one department that wait for one date: they are late together."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from tests.depth import by_day
from tests.risk.kinds.asking import Asked
from tests.risk.kinds.closed_forms import correlated_dates
from tests.risk.kinds.small import Gate, Small
from tests.risk.laws.drawn_risks import DRAWS

SEEDS = by_day(range(10), 10)


def together(seed: int) -> Small:
    """Two contracts of one department, one ten days longer than the other, all of whose migrations wait for one date."""
    small, _ = correlated_dates(Random(seed))
    first, second = small.contracts
    date = small.milestones[0]
    return replace(
        small,
        contracts=(first, replace(second, organisation="ASH", last_day=first.last_day + 10)),
        migrations=tuple(replace(item, organisation="ASH", cluster="NORTH") for item in small.migrations),
        milestones=(date,),
        gates=tuple(Gate(milestone=date.id, migration=item.id) for item in small.migrations),
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_contracts_that_slip_together_are_uncovered_together_as_often_as_the_worst_of_them(
    seed: int, tmp_path: Path
) -> None:
    found = Asked.of(together(seed), tmp_path).risk("--draws", str(DRAWS), "--no-drivers")
    single = [row["uncovered_probability"] for row in found["contracts"]]
    (department,) = found["departments"]
    assert department["contracts"] == len(single) == 2
    assert department["any_uncovered_probability"] == max(single)
    assert min(single) < max(single) or max(single) in (0.0, 1.0)
