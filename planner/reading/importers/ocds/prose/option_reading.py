"""What a text says about extensions, as a value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from planner.domain.provenance import Confidence
from planner.reading.importers.ocds.prose.items import Extension


class Found(Enum):
    """What a text turns out to be."""

    CHAIN = "a chain"
    NO_OPTION = "no option"
    UNCLEAR = "unclear"


@dataclass(frozen=True)
class Known:
    """What is known of the contract beside the text: the months of its published period and its last day."""

    period_months: int | None = None
    end_date: date | None = None


@dataclass(frozen=True, kw_only=True)
class OptionReading:
    """What a text says about extensions; `chain` is empty unless one was found.

    `initial_months` and `total_months` are what the text states or implies: the term before the first extension, and the
    longest term. `confidence` and `why` are about the chain.
    `speaks_of_extensions`: no where a description is about other things. `dates` are the days that the text names.
    """

    found: Found
    why: str
    chain: tuple[Extension, ...] = ()
    initial_months: int | None = None
    total_months: int | None = None
    confidence: Confidence = Confidence.UNSTATED
    speaks_of_extensions: bool = True
    dates: tuple[date, ...] = ()

    @property
    def months(self) -> int:
        """Months of all extensions together."""
        return sum(part.months for part in self.chain)
