"""Whether the first part of a sum such as 3+1+1 is the initial term, and whether a sum without a unit counts years."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from planner.domain.provenance import Confidence
from planner.reading.importers.ocds.prose.items import Extension, Item

_DIRECTLY = re.compile(
    r"\b(?:further|additional|another|extra|optional|extensions? of|options? of|options? to extend"
    r"|exten\w+(?: \w+){0,3}? (?:for|by|up to|of))"
    r"(?:,? (?:up to|an?|further|additional|optional|period\(?s?\)? of|term of|maximum of))*[ +]*$"
)
"""What stands before a sum all of whose parts are extensions."""


_FOLLOWS = re.compile(r"^ ?\)? ?(?:optional |possible |further )*extensions?\b")


@dataclass(frozen=True)
class Evidence:
    """What bears on a sum, in months.

    `initial` and `total` are stated by the text, `period` is published, `extensions` are other lengths of the text that
    speak of extensions. `speaks_of_term`: the text is about the contract as a whole;
    `about_renewals`: it stands where a notice describes renewals and nothing else.
    """

    initial: int | None
    total: int | None
    period: int | None
    extensions: frozenset[int]
    speaks_of_term: bool = False
    about_renewals: bool = False


@dataclass(frozen=True)
class Resolved:
    """The extensions of a sum; `initial` is its first part where that is the initial term. `proved`: figures agree on it."""

    parts: tuple[Extension, ...]
    initial: int | None
    proved: bool
    why: str


def resolved_sum(item: Item, text: str, known: Evidence) -> Resolved | None:
    """The extensions of a sum with units; None where nothing says whether its first part is one."""
    if proved := _by_figures(item.parts, text[: item.start], known):
        return proved
    if _DIRECTLY.search(text[: item.start]):
        return Resolved(item.parts, None, True, "the words before it speak of extensions")
    if known.initial is not None or (known.period not in (None, item.parts[0].months, item.total)):
        return Resolved(item.parts, None, True, "")
    if known.about_renewals:
        return Resolved(item.parts, None, False, "the first part may be the initial term")
    return None


def resolved_bare_sum(item: Item, text: str, known: Evidence, unit_months: int | None) -> Resolved | None:
    """The extensions of a sum without a unit; None where nothing shows the unit or the initial term."""
    proved = [found for unit in (12, 1) if (found := _by_figures(_in_months(item, unit), text[: item.start], known))]
    if len(proved) == 1:
        return proved[0]
    if proved or unit_months is None:
        return None
    unit = "years" if unit_months == 12 else "months"
    directly = _DIRECTLY.search(text[: item.start]) or _FOLLOWS.search(text[item.end :])
    if item.text.startswith("+") or directly:
        return Resolved(_in_months(item, unit_months), None, False, f"the text counts in {unit}")
    return None


def confidence_of(resolved: Resolved) -> Confidence:
    """High where figures or words agree on the reading."""
    return Confidence.HIGH if resolved.proved else Confidence.MEDIUM


def _in_months(item: Item, unit_months: int) -> tuple[Extension, ...]:
    return tuple(replace(part, months=part.months * unit_months) for part in item.parts)


def _by_figures(parts: tuple[Extension, ...], before: str, known: Evidence) -> Resolved | None:
    first, total = parts[0].months, sum(part.months for part in parts)
    rest = total - first
    every = Resolved(parts, None, True, "")
    behind = Resolved(parts[1:], first, True, f"its first part is the initial term of {first} months")
    first_may_be_initial = known.initial in (None, first)
    if total in known.extensions:
        return replace(every, why=f"its parts add up to the {total} months of extension that the text states")
    if first_may_be_initial and rest in known.extensions:
        return behind
    if _DIRECTLY.search(before):
        stated = known.initial is not None and known.total == known.initial + total
        return replace(every, why=f"with the initial term it adds up to {known.total} months") if stated else None
    if first_may_be_initial and known.total == total and (known.period or 0) <= total:
        return behind
    if known.initial is not None and known.total == known.initial + total:
        return replace(every, why=f"with the initial term it adds up to {known.total} months")
    if known.initial == first:
        return behind
    if known.initial is None and known.period in (first, total) and (known.speaks_of_term or first != parts[1].months):
        return behind
    return None
