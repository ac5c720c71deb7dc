"""Pieces of plain text that say how long an extension is: one length, so many times a length, a total in steps, a sum."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum

from planner.reading.importers.ocds.prose.words import LENGTH, any_of

MOST_PARTS = 20
"""More extensions than any contract has; a larger number is about something else."""


class Shape(Enum):
    """How a piece states its months."""

    SINGLE = "one length"
    TIMES = "so many times a length"
    YEARS = "a list of years"
    STEPS = "a total in steps"
    SUM = "a sum"
    BARE_SUM = "a sum without a unit"


@dataclass(frozen=True)
class Extension:
    """One extension: its months, and whether the buyer may take fewer of them (`up to`)."""

    months: int
    up_to: bool = False

    def __str__(self) -> str:
        return f"up to {self.months}" if self.up_to else str(self.months)

    @property
    def cells(self) -> dict[str, str]:
        """Its length as cells of the table options; one that may end early can end on any day."""
        early = {"up_to": "yes", "minimum_commitment_days": "1"} if self.up_to else {}
        return {"months": str(self.months), **early}


@dataclass(frozen=True)
class Item:
    """A piece of the plain text, `start` to `end`. The parts of a sum without a unit are bare numbers, not months."""

    start: int
    end: int
    shape: Shape
    parts: tuple[Extension, ...]
    text: str

    @property
    def total(self) -> int:
        """Months of all parts."""
        return sum(part.months for part in self.parts)


_L = r"<(?P<months>\d+)>"
_ADJECTIVE = any_of(
    "further", "additional", "separate", "individual", "optional", "possible", "potential", "extra", "single", "consecutive",
    "successive", "equal", "more", "annual", "discrete",
)  # fmt: skip
_SMALL_WORD = any_of("of", "for", "by", "a", "an", "the", "options? to (?:extend|renew)(?: the contract)?")
_MORE = rf"(?:(?:{_ADJECTIVE}|{_SMALL_WORD})[ ,]+(?:and )?)*"
_NOUN = (
    r"(?:extensions?|periods?|terms?|options?|increments?|intervals?|instalments?|renewals?|steps?|blocks?|tranches?"
    r"|occasions?|opportunities|times)"
)
_UP_TO = r"(?P<upto>up to (?:a (?:further |maximum of )?)?|not exceeding |a maximum of |a maximum |maximum )?"
_AT_MOST = r"(?:maximum(?: of)?|max(?: of)?|up to|no more than|not more than|limited to|on)"
_TIMES_AFTER = re.compile(
    rf"{_L}(?: (?:each|periods?|extensions?))?[^<>.;+]{{0,40}}?(?<![\d@])"
    rf"(?:(?:{_AT_MOST} )?(?P<count>\d{{1,2}}) (?:separate )?(?:times|occasions)\b"
    rf"|{_AT_MOST} (?P<most>\d{{1,2}}) (?:such |separate |of these )*(?:extensions|renewals|periods)\b)"
)
_TIMES = (
    re.compile(rf"(?<![\d@<.-])(?P<count>\d{{1,2}}) ?x ?{_MORE}(?:{_NOUN} (?:of |for )?)?{_UP_TO}{_MORE}{_L}"),
    re.compile(rf"{_L} ?(?:{_NOUN} )?x ?(?P<count>\d{{1,2}})\b"),
    re.compile(rf"(?<![\d@<.-])\b(?P<count>\d{{1,2}}) {_MORE}(?:{_NOUN} )?(?:of )?{_L}"),
    re.compile(
        rf"(?<![\d@<.-])\b(?P<count>\d{{1,2}}) {_MORE}(?:{_NOUN}[ ,]+){{1,2}}(?:of |for |by |each |lasting |to |extend )*"
        rf"{_UP_TO}{_MORE}{_L}"
    ),
)
_YEARS = re.compile(
    r"<12> (?:extension|renewal|option)s?[^<>.;@]{0,12}\bin (?P<years>@20\d\d\b(?!-)(?:(?:, | and |, and )@20\d\d\b(?!-))*)"
)
_STEPS = (
    re.compile(
        rf"<(?P<total>\d+)>[^<>.;]{{0,40}}?\bin (?:an? )?(?:up to |equal |further |multiples? of |steps? of |blocks? of "
        rf"|increments? of |periods? of |annual )*{_L}"
    ),
    re.compile(r"<(?P<total>\d+)>[^<>.;+]{0,30}?\b(?P<annually>annually)\b"),
    re.compile(r"\b(?P<annually>annually)\b[^<>.;+]{0,30}?<(?P<total>\d+)>"),
)
_JOIN = (
    r" ?(?:\+|plus|and then|and|&|then|followed by|, ?\+|,) ?(?:an? )?(?:(?:further|additional|optional|possible) )*"
)
_SUM = re.compile(rf"(?:up to )?<\d+>(?: (?:extension|period|option))?(?:{_JOIN}(?:up to )?<\d+>){{1,12}}")
_BARE_SUM = re.compile(
    any_of(
        r"(?<![\d@<.])\+? ?\b\d{1,2}(?: ?(?:,? ?\+|plus) ?\d{1,2}){1,12}\b(?! ?[<x%\d])",
        r"(?<![\d@<])\+ ?\d(?: ?,? ?\+ ?\d){1,12}\b",
    )
)
_SINGLE = re.compile(_L)
_NO_MORE_THAN = any_of(
    r"\bup to(?: and including)?",
    r"\bnot (?:exceeding|more than|longer than|to exceed)",
    r"\bno (?:more|longer) than",
    r"\bmaximum(?: of| period of)?",
    r"\bat most",
)
_FILLER = any_of(_ADJECTIVE, "another", "total of", "total", "period of", "maximum of", "maximum")
_LEADING_UP_TO = re.compile(rf"{_NO_MORE_THAN}(?: an?| the)?(?: {_FILLER})*\s*$")


def items_of(text: str, taken: tuple[tuple[int, int], ...] = ()) -> tuple[Item, ...]:
    """Every piece of the text in its order, apart from the spans taken; no two of them share a letter."""
    found: list[Item] = []
    blocked: list[tuple[int, int]] = []
    free = _without(text, taken)
    for pattern, make in _readers():
        for match in pattern.finditer(free):
            item = make(match)
            if item is not None and not any(match.start() < end and start < match.end() for start, end in blocked):
                found.append(item)
                blocked.append((match.start(), match.end()))
    return tuple(sorted(found, key=lambda item: item.start))


def _without(text: str, taken: tuple[tuple[int, int], ...]) -> str:
    """The text with the spans taken as semicolons, which no piece reaches across."""
    for start, end in taken:
        text = text[:start] + ";" * (end - start) + text[end:]
    return text


def _readers() -> Iterator[tuple[re.Pattern[str], Callable[[re.Match[str]], Item | None]]]:
    yield _YEARS, _years
    yield from ((pattern, _times) for pattern in _TIMES)
    yield _TIMES_AFTER, _times_after
    yield from ((pattern, _steps) for pattern in _STEPS)
    yield from ((_SUM, _sum), (_BARE_SUM, _bare_sum), (_SINGLE, _single))


def _item(match: re.Match[str], shape: Shape, parts: tuple[Extension, ...]) -> Item | None:
    fits = 0 < len(parts) <= MOST_PARTS and all(part.months > 0 for part in parts)
    return Item(match.start(), match.end(), shape, parts, match[0].strip()) if fits else None


def _times(match: re.Match[str]) -> Item | None:
    groups = match.groupdict()
    part = Extension(int(match["months"]), up_to=bool(groups.get("upto")))
    return _item(match, Shape.TIMES, (part,) * int(match["count"]))


def _times_after(match: re.Match[str]) -> Item | None:
    part = Extension(int(match["months"]), up_to=_leads_up_to(match))
    return _item(match, Shape.TIMES, (part,) * int(match["count"] or match["most"]))


def _years(match: re.Match[str]) -> Item | None:
    return _item(match, Shape.YEARS, (Extension(12),) * match["years"].count("@"))


def _steps(match: re.Match[str]) -> Item | None:
    step = 12 if match.groupdict().get("annually") else int(match["months"])
    total = int(match["total"])
    if not step or total % step:
        return None
    return _item(match, Shape.STEPS, (Extension(step),) * (total // step))


def _sum(match: re.Match[str]) -> Item | None:
    return _item(match, Shape.SUM, tuple(Extension(int(months)) for months in LENGTH.findall(match[0])))


def _bare_sum(match: re.Match[str]) -> Item | None:
    return _item(match, Shape.BARE_SUM, tuple(Extension(int(part)) for part in re.findall(r"\d+", match[0])))


def _single(match: re.Match[str]) -> Item | None:
    return _item(match, Shape.SINGLE, (Extension(int(match["months"]), up_to=_leads_up_to(match)),))


def _leads_up_to(match: re.Match[str]) -> bool:
    return _LEADING_UP_TO.search(match.string[max(0, match.start() - 60) : match.start()]) is not None
