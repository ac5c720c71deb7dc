"""Options of one bundle are taken together, so what is known of one must not contradict what is known of another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from planner.domain.contracts import OptionState
from planner.domain.decisions_taken import BINDING_KINDS
from planner.domain.findings import Finding
from planner.reading.cells.located import Located, Tables
from planner.reading.rows.contracts import OptionRow
from planner.reading.rows.decisions import CommitmentRow

Bundle = Sequence[Located[OptionRow]]


def check_bundles(tables: Tables) -> Iterator[Finding]:
    """Bundles of which one option is in force while another is lapsed or refused."""
    bundles: dict[str, list[Located[OptionRow]]] = defaultdict(list)
    for option in tables.rows(OptionRow):
        if option.value.bundle is not None:
            bundles[option.value.bundle].append(option)
    bound = {taken.value.subject for taken in tables.rows(CommitmentRow) if taken.value.kind in BINDING_KINDS}
    for bundle in bundles.values():
        yield from _clashing_states(bundle, bound)


def _clashing_states(bundle: Bundle, bound: set[str]) -> Iterator[Finding]:
    in_force = [o.value for o in bundle if o.value.state is OptionState.EXERCISED or o.value.id in bound]
    gone = [o for o in bundle if o.value.state in (OptionState.LAPSED, OptionState.REFUSED)]
    for option in gone if in_force else ():
        state, other = option.value.state, in_force[0].id
        message = f'it is {state}, but "{other}" of its bundle "{option.value.bundle}" is in force'
        cure = f'correct the state of one of them, or take "{option.value.id}" out of the bundle'
        yield option.place.error("bundle-states", "state", message, cure=cure, expected="one state for a whole bundle")
