"""What plain text says about the whole: the initial term, the longest term with all extensions, and what is no term."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

Span = tuple[int, int]

EXTENDING = re.compile(
    r"\b(?:options?|optional|optionally|exten\w+|renew\w*|further|additional|additionally|plus|possib\w+|potential\w*"
    r"|opportunity|rights?|thereafter|discretion\w*)\b|\+"
)
"""Words with which a text begins to speak of extensions."""
_L = r"<(?P<months>\d+)>"
_WITH_EXTENSIONS = (
    r"(?:includ\w+|inclusive of|with|and|plus) (?:all |any |the |both |possible |optional |potential )*exten\w+"
    r"(?: options?| periods?)?"
)
_TOTALS = (
    re.compile(
        rf"{_L}[ ,-]{{1,2}}(?:(?:in )?total\b|(?:maximum|max)\b(?! (?:of )?\d)|framework term|overall|altogether"
        r"|(?:includ\w+|inclusive of) (?:all |any |the |both |possible |optional |potential )*exten\w+)"
    ),
    re.compile(
        rf"{_L},? (?:includ\w+|inclusive of) (?:an? |the |all |any |possible |optional |potential |further )*"
        r"(?=<\d+> (?:period )?(?:exten|option))"
    ),
    re.compile(rf"\b(?:values?|contract|framework|agreement) (?:\w+ ){{0,3}}(?:based on|over|for) the full {_L}"),
    re.compile(rf"\b(?:to total|to a total of|totall?ing|total(?:s|led)? (?:to|of))(?:[^<>.;+\d]){{0,40}}?{_L}"),
)
_TOTALS_UNLESS_OF_AN_EXTENSION = (
    re.compile(
        rf"\b(?:total|maximum|max|overall|entire|aggregate|full|longest)\b(?:[^<>.;+\d]{{0,60}}?{_WITH_EXTENSIONS})?"
        rf"(?:(?!exten|further|additional|option)[^<>.;+\d]){{0,60}}?{_L}(?! ?(?:period )?(?:exten|option))"
    ),
)
_OF_AN_EXTENSION = re.compile(r"\b(?:exten\w+|renew\w*|further|additional|option)\b[^.;<>]{0,45}$")
_INITIALS = (
    re.compile(
        rf"{_L}(?:(?!exten|further|additional|option|following|after|beyond)[^<>.;+\d]){{0,25}}?"
        r"\b(?:initial(?:ly)?|fixed term|firm)\b"
    ),
    re.compile(
        r"\b(?:initial|initially|original|originally|first|base|core|primary|minimum|fixed|firm)\b"
        rf"(?:(?!exten|further|additional|option|in up to)[^<>.;+\d]){{0,60}}?{_L}"
    ),
)
_FROM_TO = re.compile(r"\bfrom <(?P<months>\d+)> (?:up )?to (?:a (?:maximum|total) of )?<(?P<total>\d+)>")
_EXTENDED_TO = re.compile(rf"\bexten\w+ (?:the \w+ |this \w+ )?to (?:up to |a (?:maximum|total) of )?{_L}")
"""`Extendable to 108 months` names the whole where that is more than the initial term."""
_NOISE = (
    re.compile(
        r"<\d+>(?:'s?|s')? (?:(?:prior|written|advance|minimum|formal) )*(?:notice|warranty|warranties|defects?|guarantee"
        r"|mobilisation|maintenance period|before|prior|after|from now|ago|old|of experience|experience|review|break)\b"
    ),
    re.compile(
        r"\b(?:notice(?: period)?|warranty|mobilisation|implementation|defects?|break (?:clause|option|point)s?|experience"
        r"|go live|last|past|previous|preceding|every|reviewed|reviews?|transition|retention|handover|within)\b"
        r"(?:(?!exten|option)[^<>.;+]){0,30}<\d+>"
    ),
    re.compile(
        r"\b(?:aged?|ages)\b(?: of| between| from)? (?:\d+ ?(?:-|to|and) ?)?<\d+>"
        r"|<\d+> (?:and (?:over|above|under)|of age)\b"
    ),
    re.compile(r"\(weeks\)(?:'s?|s')? (?:(?:prior|written|advance) )*(?:notice|before|prior|after)\b"),
)


@dataclass(frozen=True)
class StatedTerms:
    """Months of the initial and of the longest term as the text states them, each None where it states none.

    `taken` are the places that say so, and those that say something else in months (a notice, a warranty).
    """

    initial_months: int | None
    total_months: int | None
    taken: tuple[Span, ...]
    contradiction: str | None = None
    from_to: bool = False


def stated_terms(text: str) -> StatedTerms:
    """The terms of the whole that plain text states; two different ones are a contradiction."""
    taken: list[Span] = [match.span() for pattern in _NOISE for match in pattern.finditer(text)]
    steps = [match for match in _FROM_TO.finditer(text) if _free(match.span(), taken)]
    taken += [match.span() for match in steps]
    totals = [int(match["total"]) for match in steps]
    initials = [int(match["months"]) for match in steps]
    totals += _claimed(_TOTALS, text, taken, lambda match: True)
    totals += _claimed(
        _TOTALS_UNLESS_OF_AN_EXTENSION, text, taken, lambda match: not _OF_AN_EXTENSION.search(text[: match.start()])
    )
    initials += _claimed(_INITIALS, text, taken, lambda match: True)
    if initials:
        fits = lambda match: int(match["months"]) > initials[0]  # noqa: E731 - it reads as the sentence it is
        totals += _claimed((_EXTENDED_TO,), text, taken, fits)
    contradiction = _contradiction("initial term", initials) or _contradiction("longest term", totals)
    from_to = any(int(match["total"]) > int(match["months"]) for match in steps)
    return StatedTerms(_only(initials), _only(totals), tuple(taken), contradiction, from_to)


def _claimed(
    patterns: Iterable[re.Pattern[str]], text: str, taken: list[Span], fits: Callable[[re.Match[str]], bool]
) -> list[int]:
    """The months of every match that fits and is free; its place is taken."""
    found: list[int] = []
    for pattern in patterns:
        for match in pattern.finditer(text):
            if _free(match.span(), taken) and fits(match):
                found.append(int(match["months"]))
                taken.append(match.span())
    return found


def _free(span: Span, taken: list[Span]) -> bool:
    return not any(span[0] < end and start < span[1] for start, end in taken)


def _only(months: list[int]) -> int | None:
    return months[0] if months and len(set(months)) == 1 else None


def _contradiction(what: str, months: list[int]) -> str | None:
    if len(set(months)) < 2:
        return None
    return f"it states more than one {what}: {' and '.join(str(m) for m in dict.fromkeys(months))} months"
