"""What a text that is no plain number can mean: shorthand, products, ranges, amounts with a unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

MOST_LETTERS = 60
"""A longer text is a sentence, not a number."""
SCALES = {
    **dict.fromkeys(("k", "thousand", "thou"), 10**3),
    **dict.fromkeys(("m", "mn", "mln", "mio", "million", "millions"), 10**6),
    **dict.fromkeys(("bn", "billion", "billions"), 10**9),
}
NUMBER_WORDS = dict(
    zip(("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
        range(1, 13), strict=True)
)  # fmt: skip
UNITS = {
    **dict.fromkeys(("calendar days", "days", "day", "d"), "days"),
    **dict.fromkeys(("working days", "working day", "business days", "business day"), "working days"),
    **dict.fromkeys(("clear days", "clear day"), "clear days"),
    **dict.fromkeys(("weeks", "week", "wks", "wk", "w"), "weeks"),
    **dict.fromkeys(("months", "month", "mths", "mth", "mos", "mo", "m"), "months"),
    **dict.fromkeys(("years", "year", "yrs", "yr", "y"), "years"),
}
"""How people write units of time, and the unit each is."""

_SIGNS = str.maketrans({"−": "-", "–": "-", "—": "-", "×": "x", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "’": "'"})
_ABOUT = re.compile(
    r"^(?:about|approximately|approx\.?|around|circa|ca\.?|c\.|est\.?|estimated|~|≈)\s*|\s*(?:\?|\(?tbc\)?|or so)$"
)
_CURRENCY = re.compile(r"[£$€]|\b(?:gbp|eur|usd|pounds?|euros?|dollars?)\b")
_MEASURE = re.compile(r"\s*(?:%|per cent|percent|p\.?\s?a\.?|per annum|(?:per|a|each|/)\s?(?:year|yr))$")
_SCALED = re.compile(rf"(?P<number>.*\d)\s*(?P<scale>{'|'.join(sorted(SCALES, key=len, reverse=True))})")
_EXPONENT = re.compile(r"\d+(?:\.\d+)?e\+?\d{1,2}")
_THOUSANDS = re.compile(r"\d{1,3}(?:(?P<by>[ '.])\d{3})(?:(?P=by)\d{3})*")
_DECIMAL_COMMA = re.compile(r"(?:\d+|\d{1,3}(?:[. ']\d{3})+),\d{1,2}")
_PLAIN = re.compile(r"(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d*)?", re.ASCII)
_RANGE = re.compile(r"(?P<low>.*\d\D*?)\s*(?:-|\bto\b|\bor\b|/)\s*(?P<high>\d.*)")
_PRODUCT = re.compile(r"(?P<one>.*\d\D*?)\s*[x*]\s*(?P<other>.*\d.*)")
_LENGTH = re.compile(
    rf"(?P<amount>\d+(?:[.,]\d+)?|a|an|{'|'.join(NUMBER_WORDS)})[\s-]*"
    rf"(?P<unit>{'|'.join(sorted(UNITS, key=len, reverse=True))})"
)
_NOTICE = re.compile(r"\s*'?\s*(?:written |prior )*notice$")


@dataclass(frozen=True)
class Length:
    """A length of time as typed, its unit one of `UNITS`."""

    amount: Decimal
    unit: str


def number_readings(text: str) -> tuple[Decimal, ...]:
    """Every number that a text which is none can mean, in the order of likelihood; several where it is a range.

    `£1.2 million`, `1e6`, `2 x 600000` and `1.200.000` have one reading, `1.200` and `500-600` have two.
    """
    plain = _tidied(text)
    return tuple(dict.fromkeys(_readings(plain))) if 0 < len(plain) <= MOST_LETTERS else ()


def length_reading(text: str) -> Length | None:
    """The length that a text with a unit means, for instance 12 weeks; years and months together are months."""
    if len(text) > MOST_LETTERS:
        return None
    plain = _NOTICE.sub("", " ".join(text.translate(_SIGNS).casefold().split()))
    plain = _ABOUT.sub("", plain).replace("'", "")
    parts = [part for part in re.split(r"\s*(?:,|\band\b)\s*|(?<=[a-z])\s+(?=\d)", plain) if part]
    matches = [_LENGTH.fullmatch(part) for part in parts]
    lengths = [_length(match) for match in matches if match is not None]
    if not lengths or len(lengths) < len(parts):
        return None
    if len(lengths) == 1:
        return lengths[0]
    if {length.unit for length in lengths} == {"years", "months"}:
        months = sum(length.amount * (12 if length.unit == "years" else 1) for length in lengths)
        return Length(Decimal(months), "months")
    return None


def added_parts(text: str) -> tuple[int, ...]:
    """The parts of a length written as a sum, for instance 2 and 2 of `2+2`; none where it is no sum."""
    plain = text.translate(_SIGNS).casefold()
    return tuple(int(part) for part in plain.split("+")) if re.fullmatch(r"\d{1,4}(?:\s*\+\s*\d{1,4})+", plain) else ()


def _length(match: re.Match[str]) -> Length:
    written = match["amount"].replace(",", ".")
    amount = 1 if written in ("a", "an") else NUMBER_WORDS.get(written)
    return Length(Decimal(written) if amount is None else Decimal(amount), UNITS[match["unit"]])


def _tidied(text: str) -> str:
    """Small letters, plain spaces and signs, without currency, `about`, `a year` and per cent."""
    plain = " ".join(text.translate(_SIGNS).casefold().split())
    plain = _CURRENCY.sub("", _ABOUT.sub("", plain.strip("'\" ")))
    return " ".join(_MEASURE.sub("", plain.strip()).split())


def _readings(plain: str) -> Iterator[Decimal]:
    if plain.startswith("(") and plain.endswith(")"):
        yield from (-number for number in _amounts(plain[1:-1].strip()))
    elif plain.startswith("-"):
        yield from (-number for number in _amounts(plain[1:].strip()))
    elif product := _PRODUCT.fullmatch(plain):
        yield from (one * other for one in _amounts(product["one"]) for other in _amounts(product["other"]))
    elif limits := _RANGE.fullmatch(plain):
        scaled = _SCALED.fullmatch(limits["high"])
        scale = f" {scaled['scale']}" if scaled and not _SCALED.fullmatch(limits["low"]) else ""
        low, high = tuple(_amounts(limits["low"] + scale)), tuple(_amounts(limits["high"]))
        yield from (*low, *high) if low and high else ()
    else:
        yield from _amounts(plain)


def _amounts(text: str) -> Iterator[Decimal]:
    """The readings of one amount, with a word such as `million` behind it."""
    if scaled := _SCALED.fullmatch(text):
        yield from (number * SCALES[scaled["scale"]] for number in _decimals(scaled["number"].strip(), is_scaled=True))
    else:
        yield from _decimals(text, is_scaled=False)


def _decimals(text: str, *, is_scaled: bool) -> Iterator[Decimal]:
    """The readings of digits; a dot before three digits separates thousands or decimals.

    A comma before one or two digits separates decimals, or was put in the wrong place.
    """
    if _DECIMAL_COMMA.fullmatch(text):
        whole, _, part = text.rpartition(",")
        digits = re.sub(r"[^0-9]", "", whole)
        yield from (Decimal(f"{digits}.{part}"), *((Decimal(f"{digits}{part}"),) if not is_scaled else ()))
        return
    if (match := _THOUSANDS.fullmatch(text)) and not is_scaled:
        yield Decimal(re.sub(r"[^0-9]", "", text))
        if match["by"] != "." or text.count(".") > 1:
            return
    if _PLAIN.fullmatch(text):
        yield Decimal(text.replace(",", ""))
    elif _EXPONENT.fullmatch(text):
        yield from _exact(text)
    elif re.fullmatch(r"[\dol|,.]*\d[\dol|,.]*", text) and re.search(r"[ol|]", text):
        digits = text.replace("o", "0").replace("l", "1").replace("|", "1")
        yield from (Decimal(digits.replace(",", "")),) if _PLAIN.fullmatch(digits) else ()


def _exact(text: str) -> Iterator[Decimal]:
    try:
        yield Decimal(text)
    except InvalidOperation:
        return
