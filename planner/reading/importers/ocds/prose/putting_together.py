"""The pieces of a text as one chain: what restates another, what follows it, and what the stated terms say to it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from planner.domain.calendar import ONE_DAY, whole_months
from planner.domain.provenance import Confidence
from planner.reading.importers.ocds.prose.items import Extension, Item, Shape, items_of
from planner.reading.importers.ocds.prose.no_options import made_beside_a_right
from planner.reading.importers.ocds.prose.option_reading import Found, Known, OptionReading
from planner.reading.importers.ocds.prose.stated_terms import EXTENDING, StatedTerms, stated_terms
from planner.reading.importers.ocds.prose.sums import Evidence, Resolved, resolved_bare_sum, resolved_sum
from planner.reading.importers.ocds.prose.words import Plain, shown

MOST_MONTHS = 240
"""Extensions of more months together are hardly meant."""
_EXTENSION_FOLLOWS = re.compile(
    r"^(?:'s?)? ?(?:period |term |year )?(?:(?:possible|optional|additional|further|contract|potential) )*"
    r"(?:extensions?|extendable|options?|optional|renewals?)\b"
)
_JOINED = re.compile(
    r"^[\s,()]*(?:(?:and|then|plus|\+|followed by|with|thereafter|an?|the|option|options|to|extend|extended|for|by|up to"
    r"|further|additional|another|optional|possible|final|last|extension|extensions|of|period|periods|subsequent|each|subject)[\s,()]*)*$"
)
_RESTATED = re.compile(
    r"^[^<>.;]{0,60}(?:[(:=-]|\b(?:in|as|i\.?e\.?|being|comprising|consisting|made up of|via|by way of|through|split|on"
    r"|total of)\b)"
    r"[^<>.;]{0,25}$"
)
_OF_THE_WHOLE = re.compile(r"\b(?:contract|term|basis|agreement|framework|duration|appointment)\b")
_UNTIL = re.compile(r"\b(?:until|to|through to|up to|by|till)(?: the)?(?: end of)? @(\d{4})-(\d{2})-(\d{2})\b")
_A_RIGHT = re.compile(
    r"\b(?:options?|optional|optionally|rights?|may|can|could|might|possib\w+|potential\w*|opportunity|provision|further|additional"
    r"|up to|discretion|extendable|ability|subject to|entitled|plus)\b|\+"
)
_SEVERAL = re.compile(
    r"(?<![\d@<.-])\b(?:[2-9]|1\d) (?:[a-z]+ ){0,2}(?:options|extensions|periods|renewals|increments)\b(?=[^<>.;]{0,30}$)"
)
_INCREMENTS = re.compile(r"\b(?:increments?|instalments?|steps?|tranches?|blocks?)(?: of)?(?: up to)?\s*$")
_EXTENDED_TO = re.compile(r"\bexten\w+ to\s*$")
_UP_TO_A_MAXIMUM = re.compile(
    r"^ (?:extensions|renewals|periods|increments|options)\b[^<>.;]{0,20}\b(?:up to|maximum|total|not exceeding)\b"
)
_BESIDE = re.compile(r"\b(?:further|additional|another|extra|more|optional)\b[^<>.;]{0,40}$")
_MAY_BE_THE_WHOLE = re.compile(r"\bmaximum\b[^<>]{0,15}$")
_PLURAL = re.compile(r"\b(?:periods|extensions|terms|renewals|increments) (?:of|for)(?: up to)?\s*$")
_BARE_PART = re.compile(r" ?(?:plus|\+) ?\d{1,2}\b(?! ?[x<%\d])(?! \w+ (?:of )?<)")
_TERM_IS = re.compile(
    r"\b(?:term|duration|period)\b[^.;<>]{0,40}\b(?:shall|will|is|to) ?(?:be|run|last)?(?: for)?(?: an?| a period of)?\s*$"
)
_EXTENDS = re.compile(r"\b(?:exten\w+|renew\w*|options?)\b")


@dataclass(frozen=True)
class _Piece:
    """An item that states extensions; `doubt` says why it may be read otherwise.

    `more` are items behind it that restate it, or that belong to the same chain.
    """

    item: Item
    parts: tuple[Extension, ...]
    more: tuple[Item, ...] = ()
    initial: int | None = None
    doubt: str = ""
    why: str = ""

    @property
    def total(self) -> int:
        return sum(part.months for part in self.parts)


@dataclass(frozen=True)
class _Chain:
    """What has been put together; `doubts` are small ones, `faults` grave ones."""

    piece: _Piece
    doubts: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()


def put_together(plain: Plain, known: Known, *, about_renewals: bool) -> OptionReading:
    """The reading of a text that is not known to be without an option."""
    terms = stated_terms(plain.text)
    first, rest = _sorted_out(plain.text, terms)
    stated = {item.total for item in first} | ({terms.initial_months} if terms.initial_months else set())
    initial = next(iter(stated)) if len(stated) == 1 else None
    if not rest and terms.total_months and initial and terms.total_months > initial and _EXTENDS.search(plain.text):
        return _from_to(initial, terms)
    if not rest:
        return _without_pieces(plain, known, initial)
    evidence = Evidence(
        initial=initial,
        total=terms.total_months,
        period=known.period_months,
        extensions=frozenset(item.total for item in rest if item.shape not in (Shape.SUM, Shape.BARE_SUM)),
        speaks_of_term=_OF_THE_WHOLE.search(plain.text) is not None,
        about_renewals=about_renewals,
    )
    pieces = [_piece(item, plain, evidence) for item in rest]
    if None in pieces:
        return _unclear_sum(rest, pieces)
    chain = _folded(plain.text, [piece for piece in pieces if piece], terms, initial)
    doubts = _doubts_of(plain, about_renewals)
    chain = replace(chain, doubts=(*chain.doubts, *doubts), faults=(*chain.faults, *_faults_of(plain, terms, stated)))
    return _reading(chain, plain, terms, known, initial)


def _sorted_out(text: str, terms: StatedTerms) -> tuple[list[Item], list[Item]]:
    """The single lengths before the text begins to speak of extensions, and all other pieces."""
    items = items_of(text, terms.taken)
    begins = EXTENDING.search(text)
    first = [item for item in items if begins and item.end <= begins.start() and _is_term(item, text)]
    return first, [item for item in items if item not in first]


def _is_term(item: Item, text: str) -> bool:
    return item.shape is Shape.SINGLE and not _EXTENSION_FOLLOWS.search(text[item.end :])


def _without_pieces(plain: Plain, known: Known, initial: int | None) -> OptionReading:
    if (until := _until(plain.text, known)) is not None:
        return replace(until, initial_months=initial)
    if "(weeks)" in plain.text:
        why = "it counts in weeks or days, and an option lasts months: read the clause"
    elif re.fullmatch(r"[^a-z]*\d+[^a-z<]*", plain.text):
        why = "it is a number without a unit, and nobody guesses it"
    elif _EXTENDS.search(plain.text):
        why = "it speaks of an extension, and states no length that is one"
    else:
        why = "it states no length of an extension"
    return OptionReading(found=Found.UNCLEAR, initial_months=initial, why=why)


def _from_to(initial: int, terms: StatedTerms) -> OptionReading:
    """`From 36 to 48 months`, or an initial and a longest term: one extension of the months between."""
    total = terms.total_months or 0
    return OptionReading(
        found=Found.CHAIN,
        chain=(Extension(total - initial, up_to=not terms.from_to),),
        initial_months=initial,
        total_months=total,
        confidence=Confidence.HIGH if terms.from_to else Confidence.MEDIUM,
        why=f"from an initial term of {initial} months to {total} months in all",
    )


def _until(text: str, known: Known) -> OptionReading | None:
    """The months from the published end to the day until which the text lets the contract be extended."""
    match = _UNTIL.search(text)
    if match is None or known.end_date is None or not _EXTENDS.search(text):
        return None
    last = date(int(match[1]), int(match[2]), int(match[3]))
    if last <= known.end_date:
        return None
    months, days = whole_months(known.end_date + ONE_DAY, last)
    if days or not months or months > MOST_MONTHS:
        return None
    step = 12 if "annually" in text and months % 12 == 0 else months
    why = f"from the published end to {last} there are {months} months" + (
        ", a year at a time" if step < months else ""
    )
    chain = (Extension(step, up_to=step == months),) * (months // step)
    return OptionReading(found=Found.CHAIN, chain=chain, confidence=Confidence.MEDIUM, why=why)


def _piece(item: Item, plain: Plain, evidence: Evidence) -> _Piece | None:
    if item.shape is Shape.SUM:
        return _of_sum(item, resolved_sum(item, plain.text, evidence))
    if item.shape is Shape.BARE_SUM:
        return _of_sum(item, resolved_bare_sum(item, plain.text, evidence, plain.unit_months))
    doubt = "it lists years" if item.shape is Shape.YEARS else ""
    if item.shape is Shape.SINGLE and not EXTENDING.search(plain.text):
        doubt = "it is a length and no more: it may be that of the extension, or of something else"
    return _Piece(item, item.parts, doubt=doubt)


def _of_sum(item: Item, resolved: Resolved | None) -> _Piece | None:
    if resolved is None or not resolved.parts:
        return None
    doubt = "" if resolved.proved else resolved.why
    return _Piece(item, resolved.parts, initial=resolved.initial, doubt=doubt, why=resolved.why)


def _unclear_sum(items: Iterable[Item], pieces: Iterable[_Piece | None]) -> OptionReading:
    item = next(item for item, piece in zip(items, pieces, strict=True) if piece is None)
    what = "in which unit it counts, or " if item.shape is Shape.BARE_SUM else ""
    why = f'"{shown(item.text)}": nothing says {what}whether its first part is the initial term'
    return OptionReading(found=Found.UNCLEAR, why=why)


def _folded(text: str, pieces: list[_Piece], terms: StatedTerms, initial: int | None) -> _Chain:
    chain = _Chain(pieces[0])
    for piece in pieces[1:]:
        last = (chain.piece.item, *chain.piece.more)[-1]
        chain = _with(chain, piece, text[last.end : piece.item.start], terms, initial)
    return chain


def _with(chain: _Chain, piece: _Piece, gap: str, terms: StatedTerms, initial: int | None) -> _Chain:
    before = replace(chain.piece, more=(*chain.piece.more, piece.item))
    if piece.total == before.total and (
        _RESTATED.search(gap) or piece.parts == before.parts or not _JOINED.search(gap)
    ):
        finer = max(before, piece, key=lambda each: len(each.parts))
        return replace(
            chain, piece=replace(before, parts=finer.parts, initial=before.initial or piece.initial, why=finer.why)
        )
    if (parts := _in_increments(before, piece, gap)) is not None:
        return replace(chain, piece=replace(before, parts=parts))
    if (steps := _steps_up_to(before, piece, gap, initial)) is not None:
        doubt = f"{piece.total} months are read as the longest term" if piece.total > (initial or 0) else ""
        return replace(chain, piece=replace(before, parts=steps, doubt=doubt))
    if _JOINED.search(gap):
        return replace(chain, piece=replace(before, parts=before.parts + piece.parts))
    if piece.total in (initial, terms.total_months, (initial or 0) + before.total, *(p.months for p in before.parts)):
        return replace(chain, piece=before)
    fault = f'it also says "{shown(piece.item.text)}", which has no place in the chain'
    return replace(chain, piece=replace(before, more=chain.piece.more), faults=(*chain.faults, fault))


def _in_increments(before: _Piece, piece: _Piece, gap: str) -> tuple[Extension, ...] | None:
    """`A further three years. Extensions are in increments of up to 12 months`: the first in parts of the second."""
    step = piece.total
    if len(before.parts) > 1 or len(piece.parts) > 1 or before.total % step or not _INCREMENTS.search(gap):
        return None
    return piece.parts * (before.total // step)


def _steps_up_to(before: _Piece, piece: _Piece, gap: str, initial: int | None) -> tuple[Extension, ...] | None:
    """`Annual extensions up to a maximum of 5 years`: as many of them as fit; None where the gap says something else."""
    step, most = before.total, piece.total
    if initial is None or len(before.parts) > 1 or len(piece.parts) > 1 or not _UP_TO_A_MAXIMUM.search(gap):
        return None
    left = most - initial if most > initial else most
    return (Extension(step),) * (left // step) if left and left % step == 0 else None


def _doubts_of(plain: Plain, about_renewals: bool) -> Iterator[str]:
    if not about_renewals and not _A_RIGHT.search(plain.text):
        yield "it does not say that the extension is a right"


def _faults_of(plain: Plain, terms: StatedTerms, initials: set[int]) -> Iterator[str]:
    yield from (f'it says a number in two ways: "{found}"' for found in plain.contradictions)
    if made := made_beside_a_right(plain.text):
        yield f'it also speaks of an extension already made: "{made}"'
    if terms.contradiction:
        yield terms.contradiction
    elif len(initials) > 1:
        yield f"it states more than one initial term: {' and '.join(map(str, sorted(initials)))} months"


def _reading(chain: _Chain, plain: Plain, terms: StatedTerms, known: Known, initial: int | None) -> OptionReading:
    piece, total = chain.piece, terms.total_months
    begins = initial or piece.initial
    faults, doubts = list(chain.faults), [doubt for doubt in (piece.doubt, *chain.doubts) if doubt]
    if (repeated := _as_many_as_fit(piece, plain.text, begins, total)) is not None:
        piece = replace(piece, parts=repeated)
        doubts.append(f"as many as fit into the {total} months of the whole")
    elif _is_one_of_several(piece, plain.text):
        doubts.append("it speaks of several, and does not say how many")
    if total is not None and total != piece.total:
        if begins is None and total > piece.total:
            begins = total - piece.total
        elif begins is not None and begins + piece.total != total:
            faults.append(
                f"with the initial term of {begins} months it makes {begins + piece.total}, and the text says {total}"
            )
        elif total < piece.total:
            faults.append(f"it makes {piece.total} months, and the text says {total} in all")
    if _MAY_BE_THE_WHOLE.search(plain.text[: piece.item.start]) and piece.total > (begins or known.period_months or 0):
        faults.append(f"{piece.total} months may be the longest term of the whole")
    if (
        begins
        and piece.item.shape is Shape.SINGLE
        and piece.total > begins
        and not _BESIDE.search(plain.text[: piece.item.start])
    ):
        doubts.append(f"{piece.total} months are more than the initial term: they may be the whole")
    if _EXTENDED_TO.search(plain.text[: piece.item.start]) and piece.total > (begins or known.period_months or 0):
        faults.append(f"it is extended to {piece.total} months, which may be the whole")
    if piece.item.shape is Shape.SINGLE and (several := _SEVERAL.search(plain.text[: piece.item.start])):
        faults.append(f'it also says "{shown(several[0])}", and it is not clear that they all have this length')
    if bare := _BARE_PART.match(plain.text, (piece.item, *piece.more)[-1].end):
        faults.append(f'it also says "{bare[0].strip()}", without a unit')
    if piece.item.shape is Shape.SINGLE and _is_said_of_the_term(piece.item, plain.text):
        doubts.append(f"{piece.total} months may be the term of the whole")
    if piece.total > MOST_MONTHS:
        faults.append(f"{piece.total} months of extension are hardly meant")
    confidence = Confidence.LOW if faults else Confidence.MEDIUM if doubts else Confidence.HIGH
    what = ", ".join(dict.fromkeys(f'"{shown(item.text)}"' for item in (piece.item, *piece.more)))
    why = "; ".join(part for part in (what, piece.why if piece.why not in doubts else "", *doubts, *faults) if part)
    return OptionReading(
        found=Found.CHAIN,
        chain=piece.parts,
        initial_months=begins,
        total_months=total if total != piece.total else None,
        confidence=confidence,
        why=why,
    )


def _as_many_as_fit(piece: _Piece, text: str, begins: int | None, total: int | None) -> tuple[Extension, ...] | None:
    """`Further periods of 2 years, subject to a maximum of 6 years` behind 2 years: two of them."""
    if piece.item.shape is not Shape.SINGLE or len(piece.parts) > 1 or begins is None or total is None:
        return None
    left = total - begins
    if left <= piece.total or left % piece.total or not _PLURAL.search(text[: piece.item.start]):
        return None
    return piece.parts * (left // piece.total)


def _is_one_of_several(piece: _Piece, text: str) -> bool:
    """`Further periods of 2 years`."""
    single = piece.item.shape is Shape.SINGLE and len(piece.parts) == 1 and not piece.parts[0].up_to
    return single and _PLURAL.search(text[: piece.item.start]) is not None


def _is_said_of_the_term(item: Item, text: str) -> bool:
    """`The term shall be 24 months`, in a sentence that says nothing of extensions."""
    sentence = text[text.rfind(". ", 0, item.start) + 1 : item.start]
    return _TERM_IS.search(sentence) is not None and EXTENDING.search(sentence) is None
