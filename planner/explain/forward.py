"""The forward view: what hangs on one record, which contracts it keeps late and for how many days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from planner.explain.records import Explanation, RecordRef


@dataclass(frozen=True, kw_only=True)
class Hold:
    """Late days of one contract that a record labels; `also_days`: more that it would hold by itself."""

    contract: str
    days: int
    also_days: int


@dataclass(frozen=True, kw_only=True)
class Held:
    """A record with all that it holds, most days first."""

    record: RecordRef
    holds: tuple[Hold, ...]

    @property
    def days(self) -> int:
        """Late days of all contracts that it labels."""
        return sum(hold.days for hold in self.holds)


def held_by_record(explanations: Iterable[Explanation]) -> Mapping[tuple[str, str], Held]:
    """By table and key: every record that labels a late day or would hold one, the one with the most days first."""
    records: dict[tuple[str, str], RecordRef] = {}
    days: dict[tuple[str, str], dict[str, tuple[int, int]]] = {}

    def add(contract: str, record: RecordRef, labelled: int, also: int) -> None:
        records.setdefault(record.place, record)
        known = days.setdefault(record.place, {}).get(contract, (0, 0))
        days[record.place][contract] = known[0] + labelled, known[1] + also

    for found in explanations:
        for segment in found.segments:
            if segment.record is not None:
                add(found.contract, segment.record, segment.days, 0)
            for also in segment.also:
                add(found.contract, also.record, 0, also.days)
    held = [Held(record=records[place], holds=_sorted(days[place])) for place in records]
    return {found.record.place: found for found in sorted(held, key=lambda found: (-found.days, found.record.place))}


def _sorted(days: Mapping[str, tuple[int, int]]) -> tuple[Hold, ...]:
    holds = [Hold(contract=contract, days=own, also_days=also) for contract, (own, also) in days.items()]
    return tuple(sorted(holds, key=lambda hold: (-hold.days, -hold.also_days, hold.contract)))
