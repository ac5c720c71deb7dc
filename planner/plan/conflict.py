"""Records that cannot stand together, and the least changes that let them."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.levers.lever import Unit, Way


@dataclass(frozen=True, kw_only=True)
class ConflictRecord:
    """A record that takes part in a conflict: a row that could be given up.

    `column` and `value` say which part of the row binds; None: all of it. `shown`: without it a plan has been found, so that
    it is proved to be needed for the conflict. Not `shown`: the check without it ran out of time.
    """

    table: str
    key: str
    column: str | None
    value: str | None
    label: str
    shown: bool = True


@dataclass(frozen=True, kw_only=True)
class ConflictRepair:
    """The least change of one record that ends a conflict: by `amount` of `unit` it is found to be enough.

    `confirmed`: a plan of the whole portfolio was found with it, all other conflicts given up. `breaks_promise`: it undoes
    what has been agreed or decided.
    """

    table: str
    key: str
    column: str | None
    label: str
    way: Way
    amount: int
    unit: Unit
    confirmed: bool = True
    breaks_promise: bool = False


@dataclass(frozen=True, kw_only=True)
class Conflict:
    """A set of records that no plan keeps, while any one fewer can be kept.

    `notes` say what is no record and yet stands behind it, such as a contract that nobody can leave. `repairs`: each of them
    ends this conflict; those that cost no money and the fewest days come first, those that break a promise last. Not
    `all_tried`: the time ended before every record had been tried for a repair.
    """

    records: tuple[ConflictRecord, ...]
    repairs: tuple[ConflictRepair, ...] = ()
    all_tried: bool = True
    notes: tuple[str, ...] = ()

    @property
    def labels(self) -> tuple[str, ...]:
        """The records in words, and what stands behind them."""
        return (*(record.label for record in self.records), *self.notes)
