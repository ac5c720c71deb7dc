"""Where a column of a list can go: the words of its title for and against, and what its cells must look like."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from planner.reading.importers.contracts.suggest.contents import Contents
from planner.reading.importers.contracts.suggest.title_words import title_words

DROP = "drop"
"""Columns of people: dropped on reading."""
Words = tuple[tuple[int, re.Pattern[str]], ...]


@dataclass(frozen=True, kw_only=True)
class Target:
    """A place a column can go. `key` is its place in a mapping file, for instance `contracts.expiry_date`.

    `words` are patterns of a title in plain words, each with a weight up to 10; `against` take weight away. `fits` says
    from 0 to 1 how well the cells suit it.
    """

    key: str
    words: Words
    against: Words
    fits: Callable[[Contents], float]

    def weight(self, title: str) -> tuple[int, str, str]:
        """The weight of a title in plain words, with the words that spoke for it and against it."""
        found, against = _heaviest(self.words, title), _heaviest(self.against, title)
        return max(0, found[0] - against[0]), found[1], against[1]


def _heaviest(words: Words, title: str) -> tuple[int, str]:
    matches = ((weight, match[0].strip()) for weight, pattern in words if (match := pattern.search(title)))
    return max(matches, key=lambda found: found[0], default=(0, ""))


@lru_cache(maxsize=1)
def targets() -> tuple[Target, ...]:
    """Every place a column can go, in the order of the mapping file."""
    found = title_words().places
    return tuple(
        Target(key=key, words=found[key].words, against=found[key].against, fits=fits) for key, fits in FITS.items()
    )


def _codes(contents: Contents) -> float:
    """Codes that differ; a text that is not one is no id, however it is called."""
    named = max(contents.share("codes"), 0.8 * contents.share("numbers"))
    return named * (1.0 if contents.distinct >= 0.4 else 0.6)


def _title(contents: Contents) -> float:
    spoken = contents.share("text") - max(contents.share(kind) for kind in ("yes or no", "dates", "money"))
    return max(0.0, spoken) * (1.0 if contents.distinct >= 0.2 else 0.7)


def _text(contents: Contents) -> float:
    wrong = max(contents.share(kind) for kind in ("dates", "money", "e-mail", "phone", "yes or no", "links"))
    return max(0.0, contents.share("text") - wrong)


def _organisation(contents: Contents) -> float:
    return max(0.0, _text(contents) - contents.share("people"))


def _amount(contents: Contents) -> float:
    return max(contents.share("money"), contents.share("numbers")) * (1 - contents.share("dates"))


def _dates(contents: Contents) -> float:
    """Dates, or days as spreadsheets number them: the title has to say that these are no other numbers."""
    return max(contents.share("dates"), 0.7 * contents.share("days as numbers"))


def _length(contents: Contents) -> float:
    return max(contents.share("lengths"), contents.share("small numbers"))


def _extensions(contents: Contents) -> float:
    """Lengths, also within a sentence: what is only in words is proposed row by row."""
    return max(_length(contents), contents.share("lengths in words"))


def _role(contents: Contents) -> float:
    return contents.share("roles") * (1 - contents.share("people"))


def _person(contents: Contents) -> float:
    personal = max(contents.share(kind) for kind in ("people", "e-mail", "phone", "text", "numbers"))
    return personal * (0.3 if contents.share("roles") >= 0.5 > contents.share("people") else 1.0)


def _only(kind: str) -> Callable[[Contents], float]:
    return lambda contents: contents.share(kind)


FITS: Mapping[str, Callable[[Contents], float]] = MappingProxyType(
    {
        "contracts.id": _codes,
        "contracts.name": _title,
        "contracts.supplier": _organisation,
        "contracts.buyer": _organisation,
        "contracts.expiry_date": _dates,
        "contracts.maximum_end_date": _dates,
        "term.start_date": _dates,
        "term.months": _length,
        "contracts.annual_price_pounds/year": _amount,
        "contracts.annual_price_pounds/month": _amount,
        "contracts.annual_price_pounds/term": _amount,
        "contracts.notice": _length,
        "contracts.notice_unit": _only("units"),
        "options.months": _extensions,
        "contracts.renewal_months": _length,
        "contracts.rolling": _only("yes or no"),
        "contracts.criticality": _only("levels"),
        "contracts.regime": _text,
        "contracts.internal_lead_days": _length,
        "contracts.decision_owner": _role,
        DROP: _person,
    }
)
"""How well cells suit each place; the three ways to state a price are one place."""
