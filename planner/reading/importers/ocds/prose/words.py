"""Prose about lengths in one plain form: small letters, figures for number words, lengths as `<months>`.

`Two (2) periods of twelve months` becomes `2 periods of <12>`, `31 May 2030` becomes `@2030-05-31`, and `annually` stays.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

LENGTH = re.compile(r"<(\d+)>")
LONGEST_TEXT = 20_000
"""Letters of a text that are read; what comes after them is about something else."""

_SIGNS = str.maketrans({"−": "-", "–": "-", "—": "-", "‑": "-", "×": "x", "½": ".5", "’": "'", "“": '"', "”": '"'})
_LOST_LINE_BREAK = re.compile(r"(?:(?<![a-zA-Z])|(?<=[hr]s)|(?<=month)|(?<=year))(?:rn)+(?=[\sA-Z(]|$)")
"""Letters that some publishers leave of an escaped line break."""
_ADDRESS = re.compile(r"\bhttps?://\S+|\bwww\.\S+|[^\s@]{1,64}@\S+")
_BROAD = re.compile(r"\bexten(?:sive\w*|ts?|der\w*)\b")
"""Words that begin like `extend` and say nothing of it; after this every `exten…` speaks of extending."""
_MONEY = re.compile(
    r"(?:[£$€]|\b(?:gbp|eur|usd)\b)\s?[\d.,]*\d(?:\s?(?:k|m|bn|million|billion|thousand)\b)?|\d[\d.,]*\s?%"
)

_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
         "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")  # fmt: skip
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_NUMBERS = {word: number for number, word in enumerate(_ONES, start=1)}
_WORDS = re.compile(
    rf"\b(?:(?P<tens>{'|'.join(_TENS)})(?:[ -](?P<unit>{'|'.join(_ONES[:9])}))?|(?P<one>{'|'.join(_ONES[::-1])}))\b"
)

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})(?:[a-z]*)"
_DAY_FIRST = re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH},? (?P<year>20\d\d)\b")
_MONTH_ONLY = re.compile(rf"\b{_MONTH},? (?P<year>20\d\d)\b")
_DAY_OF_ANY_YEAR = re.compile(
    r"\b(january|february|march|april|june|july|august|september|october|november|december)"
    r" \d{1,2}(?:st|nd|rd|th)?\b(?! ?[x\d])"
)
_FIGURES = re.compile(r"\b(?P<day>\d{1,2})[/.](?P<month>\d{1,2})[/.](?P<year>20\d\d)\b")
_ISO = re.compile(r"\b(?P<year>20\d\d)-(?P<month>\d\d)-(?P<day>\d\d)\b")
_YEAR = re.compile(r"(?<![@\d/.-])\b(20\d\d)\b(?![/\d-])")

_TWICE = re.compile(r"\b(\d+) ?[(\[] ?(\d+) ?[)\]]")
_SAID_TWICE_APART = re.compile(r"<(\d+)>(?: period)? ?\(? ?<\1> ?\)?")
_UNIT = r"(?P<unit>years?|yrs?|months?|mths?|mnths?)(?:'s|s')?(?:ly)?"
_BETWEEN = r"(?P<between>(?:(?:further|additional|extra|more|calendar|consecutive|full|whole|final)\s+)*)"
_ONE_LENGTH = re.compile(rf"(?:[(\[](?P<inner>\d{{1,3}})[)\]]|\b(?P<number>\d{{1,3}}(?:\.5)?))[ -]*{_BETWEEN}{_UNIT}\b")
_COMPOUND = re.compile(r"\b(\d{1,2}) ?(?:years?|yrs?),? (?:and )?(1[01]|[1-9]) ?(?:months?|mths?)\b")
_SHARED_UNIT = re.compile(rf"\b(?P<sum>\d{{1,2}}(?: ?(?:\+|plus) ?\d{{1,2}}){{1,12}})[ -]*{_UNIT}\b")
_RANGE = re.compile(rf"\bfrom (?P<low>\d{{1,3}}) to (?P<high>\d{{1,3}})[ -]*{_UNIT}\b")
_EITHER = re.compile(rf"\b(?P<low>\d{{1,3}}) or (?P<high>\d{{1,3}})[ -]*{_UNIT}\b")
_SHORT_WEEKS = re.compile(r"\b\d{1,3}[ -]*(?:(?:working|calendar|clear) )?(?:weeks?|days?)\b")
_ANOTHER_YEAR = re.compile(r"\b(another|a further|an additional|an extra) year\b")
_A_YEAR = re.compile(r"\b(further|additional|extra|optional|possible|single)(?: period of (?:a |an ))? year\b")
_YEARLY_PART = re.compile(
    r"(?:\bannual|(?<!\d[ -])\byearly)[ -](extension|increment|renewal|period|option|interval|instalment|step|term)"
)
_ANNUALLY = re.compile(
    r"\b(?:on (?:an |a )?(?:annual|yearly|year[ -](?:by|on|to)[ -]year) basis|year[ -](?:by|on|to)[ -]year|annually"
    r"|(?<!\d[ -])yearly)\b"
)


def any_of(*patterns: str) -> str:
    """A pattern that fits where one of them does."""
    return f"(?:{'|'.join(patterns)})"


@dataclass(frozen=True)
class Plain:
    """A text in plain form.

    `contradictions` are numbers said twice that differ, such as `two (3)`. `unit_months` is 12 where the text counts in
    years alone, 1 where in months alone, else None.
    """

    text: str
    contradictions: tuple[str, ...] = ()
    unit_months: int | None = None


def plain_text(written: str) -> Plain:
    """The text in plain form, with what it says of one number in two ways."""
    text = unicodedata.normalize("NFKC", written[:LONGEST_TEXT].translate(_SIGNS))
    text = " ".join(_LOST_LINE_BREAK.sub(_line_break, text).casefold().split())
    text = _dates(_MONEY.sub(" ", _ADDRESS.sub(" ", _BROAD.sub("broad", text))))
    text = _WORDS.sub(_figure, text)
    contradictions = tuple(m[0] for m in _TWICE.finditer(text) if m[1] != m[2])
    return Plain(_lengths(_TWICE.sub(r"\1", text)), contradictions, _only_unit(text))


def days_in(plain: str) -> tuple[date, ...]:
    """The days that plain text names."""
    return tuple(date.fromisoformat(day) for day in re.findall(r"@(\d{4}-\d{2}-\d{2})", plain))


def shown(plain: str) -> str:
    """A piece of plain text as people read it: `2 x <12>` becomes `2 × 12 months`."""
    times = re.sub(r"\b(\d+) ?x? ?(?=<)", r"\1 × ", plain)
    return " ".join(
        LENGTH.sub(lambda m: f"{m[1]} month" + ("" if m[1] == "1" else "s"), times).replace("@", "").split()
    )


def _line_break(match: re.Match[str]) -> str:
    """A space inside a length (`12rn month`), else the end of a sentence."""
    return " " if match.string[: match.start()][-1:].isdigit() else " . "


def _figure(match: re.Match[str]) -> str:
    if match["one"]:
        return str(_NUMBERS[match["one"]])
    return str(_TENS[match["tens"]] + (_NUMBERS[match["unit"]] if match["unit"] else 0))


def _dates(text: str) -> str:
    """Dates as `@2030-05-31`, months as `@2030-05` and bare years as `@2030`, so that no figure of them is a length."""
    text = _DAY_FIRST.sub(_date, _FIGURES.sub(_date, _ISO.sub(_date, text)))
    text = _MONTH_ONLY.sub(lambda m: f"@{m['year']}-{_MONTHS.index(m['month']) + 1:02}", text)
    text = _DAY_OF_ANY_YEAR.sub(r"\1", text)
    return _YEAR.sub(r"@\1", text)


def _date(match: re.Match[str]) -> str:
    month, day = match["month"], int(match["day"])
    number = int(month) if month.isdigit() else _MONTHS.index(month) + 1
    try:
        return f"@{date(int(match['year']), number, day)}"
    except ValueError:
        return match[0]


def _lengths(text: str) -> str:
    text = re.sub(r"(?<=\d) ?x ?(?=\d)", " x ", re.sub(r"\btwice\b", "2 times", text))
    text = _ANOTHER_YEAR.sub(r"\1 1 year", _A_YEAR.sub(r"\1 1 year", text))
    text = _ANNUALLY.sub("annually", _YEARLY_PART.sub(r"1 year \1", text))
    text = _COMPOUND.sub(lambda m: f"<{12 * int(m[1]) + int(m[2])}>", text)
    text = _SHARED_UNIT.sub(_shared, _EITHER.sub(_either, _RANGE.sub(_range, text)))
    text = _ONE_LENGTH.sub(_length, text)
    text = _SHORT_WEEKS.sub("(weeks)", text)
    return " ".join(_SAID_TWICE_APART.sub(r"<\1>", text).split())


def _length(match: re.Match[str]) -> str:
    written = match["inner"] or match["number"]
    months = float(written) * _months_of(match["unit"])
    return f"{match['between']}<{int(months)}>" if months == int(months) else match[0]


def _shared(match: re.Match[str]) -> str:
    parts = (int(part) * _months_of(match["unit"]) for part in re.findall(r"\d+", match["sum"]))
    return " + ".join(f"<{months}>" for months in parts)


def _range(match: re.Match[str]) -> str:
    unit = _months_of(match["unit"])
    return f"from <{int(match['low']) * unit}> to <{int(match['high']) * unit}>"


def _either(match: re.Match[str]) -> str:
    unit = _months_of(match["unit"])
    return f"<{int(match['low']) * unit}> or <{int(match['high']) * unit}>"


def _only_unit(text: str) -> int | None:
    years, months = re.search(r"years?\b|yrs?\b", text), re.search(r"months?\b|mths?\b", text)
    return None if bool(years) == bool(months) else 12 if years else 1


def _months_of(unit: str) -> int:
    return 12 if unit.startswith("y") else 1
