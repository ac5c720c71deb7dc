"""Why contracts are needed for so long, in words: kept with a plan, and shown wherever the plan is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property


@dataclass(frozen=True, kw_only=True)
class SaidReason:
    """One sentence, and the ids of the records that it rests on."""

    text: str
    records: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class LateStretch:
    """Neighbouring late days with one cause, both ends included; `cause` is its name, and `category` of what kind it is."""

    category: str
    cause: str
    days: int
    first_date: date
    last_date: date


@dataclass(frozen=True, kw_only=True)
class Reason:
    """Why one contract is needed until `needed_until_date`, and not only until `off_by_date`; both are last days.

    `cause`: the sentence about the largest cause of its late days; None where no record is a cause. `ladder`: the late days
    from the last day back.
    """

    contract: str
    needed_until_date: date
    off_by_date: date
    cause: str | None
    sentences: tuple[SaidReason, ...]
    ladder: tuple[LateStretch, ...]

    @property
    def text(self) -> str:
        """The sentences as one paragraph."""
        return " ".join(sentence.text for sentence in self.sentences)

    @property
    def late_days(self) -> int:
        """Days of the ladder."""
        return sum(stretch.days for stretch in self.ladder)


@dataclass(frozen=True, kw_only=True)
class Reasons:
    """The reasons of contracts under one plan; a contract that is clear has none."""

    contracts: tuple[Reason, ...] = ()

    @cached_property
    def by_contract(self) -> Mapping[str, Reason]:
        """The reasons by the id of their contract."""
        return {reason.contract: reason for reason in self.contracts}

    def cause_of(self, contract: str) -> str | None:
        """The sentence about the largest cause of a contract, where it has one."""
        found = self.by_contract.get(contract)
        return found.cause if found is not None else None
