"""What the published end of a contract is: the end of its initial term, or that of all its extensions.

Publishers do both. Where a text knows options, its stated term and the length of the period say which; where they do not,
both readings are proposed and none is taken.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from planner.domain.calendar import ONE_DAY, add_months, end_of_months
from planner.domain.provenance import Confidence
from planner.reading.importers.ocds.entries import Entry, Text
from planner.reading.importers.ocds.periods import Period, near_months
from planner.reading.importers.ocds.prose.items import Extension
from planner.reading.importers.ocds.prose.option_prose import read_option_prose
from planner.reading.importers.ocds.prose.option_reading import Found, Known, OptionReading

_ABOUT_EXTENSIONS = re.compile(r"exten[ds]|renew", re.IGNORECASE)


class Kind(Enum):
    """What a reading takes the published end for."""

    BEFORE = "the extensions come after the published end"
    CONTAINED = "the published end contains the extensions"


@dataclass(frozen=True, kw_only=True)
class EndReading:
    """One reading of the end: the last day in force before the first extension, and how sure the reading is."""

    kind: Kind
    expiry: date
    why: str
    confidence: Confidence = Confidence.HIGH


@dataclass(frozen=True, kw_only=True)
class Assessed:
    """A contract with what its text says of extensions.

    `ends` has one reading where the end is clear, two where a person has to say which holds (the likelier first), and none
    where no end is published. `text` is the text read; None where no text speaks of extensions.
    """

    entry: Entry
    text: Text | None
    options: OptionReading | None
    ends: tuple[EndReading, ...]

    @property
    def is_clear(self) -> bool:
        """Whether there is one end."""
        return len(self.ends) == 1


def assessed(entry: Entry) -> Assessed:
    """The contract with its options and its ends."""
    text, options = _options_of(entry)
    return Assessed(entry=entry, text=text, options=options, ends=_ends(entry.period, options))


def _options_of(entry: Entry) -> tuple[Text | None, OptionReading | None]:
    """The first text that states a chain, else the first that speaks of extensions at all."""
    period = entry.period
    known = Known(period_months=period.months if period else None, end_date=period.end if period else None)
    read = [(text, _read(text, known)) for text in entry.texts]
    telling = [(text, found) for text, found in read if found.found is not Found.UNCLEAR or not text.is_description]
    for text, found in telling:
        if found.found is Found.CHAIN:
            return text, found
    if telling:
        return telling[0]
    return next(((text, found) for text, found in read if found.speaks_of_extensions), (None, None))


def _read(text: Text, known: Known) -> OptionReading:
    """The reading of a text. Options that are not said to be extensions may be about something else."""
    found = read_option_prose(text.text, known, is_description=text.is_description)
    if text.where.startswith("options") and not _ABOUT_EXTENSIONS.search(text.text):
        why = f"{found.why}; it stands under options, and does not speak of an extension"
        return replace(found, confidence=least(found.confidence, Confidence.MEDIUM), why=why)
    return found


def _ends(period: Period | None, options: OptionReading | None) -> tuple[EndReading, ...]:
    if period is None or period.end is None:
        return ()
    as_published = EndReading(kind=Kind.BEFORE, expiry=period.end, why=f"{period.end} as published")
    if options is None or options.found is not Found.CHAIN:
        return (as_published,)
    return _compared(period, period.end, options, as_published)


def _compared(period: Period, end: date, options: OptionReading, published: EndReading) -> tuple[EndReading, ...]:
    contained = _contained(period, end, options)
    initial, months = options.initial_months, period.months
    if initial is not None and months == initial:
        return (_because(published, f"the period is the initial term of {initial} months"),)
    if period.longest is not None and period.longest > end:
        return (_because(published, f"the notice states {period.longest} as the longest extent beside it"),)
    if any(near_months(end + ONE_DAY, day) == options.months for day in options.dates if day > end):
        return (_because(published, "the text names the day until which it runs with the extensions"),)
    if contained is None:
        return (_because(published, f"the period is too short to contain {options.months} months of extension"),)
    why = None
    if initial is not None and months == initial + options.months:
        why = f"the period of {months} months is the initial term of {initial} with {options.months} of extension"
    elif contained.expiry in options.dates:
        why = f"the text names {contained.expiry}, and the extensions end on the published day"
    if why is not None:
        return (
            _because(contained, why),
            _because(published, "they would come on top of a period that has room for all of them", Confidence.LOW),
        )
    why = "nothing says whether the published end contains the extensions"
    if initial is not None and months is not None:
        why = f"the period of {months} months fits neither the initial term of {initial} nor that with the extensions"
    return (_because(published, why, Confidence.MEDIUM), _because(contained, why, Confidence.MEDIUM))


def _contained(period: Period, end: date, options: OptionReading) -> EndReading | None:
    """The end without the extensions; None where nothing of the period would be left."""
    if period.start is not None and (months := near_months(period.start, end)) is not None:
        left = months - options.months
        expiry = end_of_months(period.start, left) if left > 0 else None
    else:
        expiry = add_months(end + ONE_DAY, -options.months) - ONE_DAY
        expiry = expiry if period.start is None or expiry > period.start else None
    return EndReading(kind=Kind.CONTAINED, expiry=expiry, why="") if expiry is not None else None


def _because(reading: EndReading, why: str, confidence: Confidence = Confidence.HIGH) -> EndReading:
    return replace(reading, why=why, confidence=confidence)


def structured_extensions(entry: Entry) -> tuple[tuple[Extension, ...], str]:
    """The extensions that figures state, with what states them: renewals, else one up to the longest extent."""
    period = entry.period
    if entry.renewals:
        return tuple(map(Extension, entry.renewals)), "the notice states the number and the length of renewals"
    if period is None or period.end is None or period.longest is None or period.longest <= period.end:
        return (), ""
    months = near_months(period.end + ONE_DAY, period.longest)
    found = (Extension(months, up_to=True),) if months else ()
    return found, "the notice states a longest extent beyond the published end"


def least(first: Confidence, second: Confidence) -> Confidence:
    """The lower of two confidences."""
    order = (Confidence.UNSTATED, Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH)
    return min(first, second, key=order.index)
