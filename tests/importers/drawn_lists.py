"""Lists of contracts drawn from a vocabulary of real column titles: permuted, renamed, with cells of the right kind."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from planner.reading.importers.contracts.list_file import ContractList, Shape, unique_names
from planner.reading.importers.contracts.suggest.header_words import plain_header

HERE = Path(__file__).parent
ROWS = 40
BLANK = 0.1
"""Share of cells that are blank, but for those that tell a contract."""
COMPANIES = "Acme Brightwater Calder Dunmore Eastgate Farrow Glenholm Harcourt Ivybridge Jarrow Kestrel".split()  # noqa: SIM905
FORMS = ("Ltd", "Limited", "plc", "Inc", "LLC", "Services Ltd", "Group", "Solutions", "& Sons", "Consulting")
THINGS = ("Payroll", "Catering", "Fleet", "Telephony", "Notebooks", "Legal", "Software", "Print", "Waste", "HR")
KINDS = ("services", "support", "framework", "system", "supply", "hosting", "managed service", "licences")
BODIES = (
    "Finance",
    "Human Resources",
    "Public Works",
    "Department of Health",
    "Police",
    "ICT",
    "Corporate Directorate",
)
GIVEN = ("Sarah", "John", "Priya", "David", "Helen", "Mohammed", "Laura", "Peter", "Fiona", "Carlos", "Janet", "Robert")
FAMILY = (
    "Okafor",
    "Smith",
    "Patel",
    "Jones",
    "Nguyen",
    "Brown",
    "García",
    "Taylor",
    "Walsh",
    "Evans",
    "O'Neill",
    "Khan",
)
NOTE = (
    "See file",
    "Under review by the board",
    "Extended last year after a mini competition",
    "Call-off from framework",
    "Novated",
)
WORDS = ("Open", "Restricted", "Services", "Goods", "Works", "Framework call-off", "Blanket", "Active", "Direct award")
CATEGORIES = (
    "Information technology",
    "Facilities management",
    "Professional services",
    "Social care",
    "Construction",
    "Transport",
)


def read_vocabulary(name: str) -> list[tuple[str, str, str]]:
    """Titles with the place each belongs to and where it was seen."""
    with (HERE / name).open(encoding="utf-8", newline="") as stream:
        return [(row["title"], row["place"], row["source"]) for row in csv.DictReader(stream)]


@dataclass(frozen=True)
class Drawn:
    """A list and the place of each of its columns: a key of a mapping, `drop`, or `other` for none."""

    table: ContractList
    places: Mapping[str, str]


def draw_list(vocabulary: Iterable[tuple[str, str, str]], seed: int) -> Drawn:
    """A list with the columns that every list has, and some of the others; at most one of each place.

    A description stands only beside a title: where there is none, nobody could say which of two descriptions is the name.
    """
    rng = random.Random(seed)
    by_place: dict[str, list[str]] = {}
    for title, place, _ in vocabulary:
        by_place.setdefault(place, []).append(title)
    always = [
        place
        for place in ("contracts.id", "contracts.name", "contracts.supplier", "contracts.expiry_date")
        if place in by_place
    ]
    rest = sorted(set(by_place) - set(always))
    prices = [place for place in rest if place.startswith("contracts.annual_price_pounds")]
    others = [place for place in rest if place not in prices]
    chosen = [
        *always,
        *rng.sample(others, min(len(others), rng.randint(4, 11))),
        *rng.sample(prices, min(1, len(prices))),
    ]
    columns = [(rng.choice(by_place[place]), place) for place in chosen]
    for place in (
        place for place in rest if place.startswith("other.") and len(by_place[place]) > 1 and rng.random() < 0.3
    ):
        columns += [(title, place) for title in rng.sample(by_place[place], 1)]
    titled = any(
        place == "contracts.name" and {"title", "name"} & set(plain_header(title).split()) for title, place in columns
    )
    columns = [(title, place) for title, place in columns if titled or place != "other.text"]
    columns = list({_restyled(title, rng): place for title, place in columns}.items())
    rng.shuffle(columns)
    order = rng.choice(("%d/%m/%Y", "%m/%d/%Y", "%Y-%m-%d", "%d-%b-%y", "%d.%m.%Y"))
    cells = {title: [_cell(place, rng, order, number) for number in range(ROWS)] for title, place in columns}
    header = unique_names([title for title, _ in columns])
    rows = tuple((number + 2, tuple(cells[title][number] for title, _ in columns)) for number in range(ROWS))
    table = ContractList(file=f"list{seed}.csv", header=header, rows=rows, shape=Shape(header_row=1), found="drawn")
    return Drawn(table, {name: _truth(place) for name, (_, place) in zip(header, columns, strict=True)})


def _truth(place: str) -> str:
    first = place.partition(".")[0]
    return first if first in ("drop", "other") else place


def _restyled(title: str, rng: random.Random) -> str:
    """The same words in another dress."""
    style = rng.randrange(6)
    if style == 1:
        return title.upper()
    if style == 2:
        return "_".join(title.lower().split())
    if style == 3:
        return title.lower().capitalize()
    if style == 4 and title.isascii() and title.replace(" ", "").isalpha():
        return "".join(word.capitalize() for word in title.split())
    return title


def _cell(place: str, rng: random.Random, order: str, number: int) -> str:
    if place not in ("contracts.id", "contracts.name") and rng.random() < BLANK:
        return rng.choice(("", "", "TBC", "n/a", "-"))
    return MAKERS.get(place, MAKERS["other.note"])(rng, order, number)


def _day(first: int, last: int) -> Callable[[random.Random, str, int], str]:
    return lambda rng, order, _: (date(2020, 1, 1) + timedelta(days=rng.randint(first, last))).strftime(order)


def _expiry(rng: random.Random, order: str, number: int) -> str:
    if rng.random() < 0.06:
        return rng.choice(("12/31/9999", "Mo. To Mo.", "Rolling", "open ended"))
    return _day(2600, 4500)(rng, order, number)


def _money(rng: random.Random, order: str, number: int) -> str:
    pounds = rng.randint(500, 5_000_000)
    return rng.choice((f"£{pounds:,}", f"{pounds}", f"{pounds:,}.00", f"${pounds:,.2f}", f"{pounds}.50"))


def _id(rng: random.Random, _order: str, number: int) -> str:
    return rng.choice((f"C-{number:04d}", f"{4_600_000_000 + number}", f"PS{2000 + number}/A"))


def _name(rng: random.Random, _order: str, number: int) -> str:
    return f"{rng.choice(THINGS)} {rng.choice(KINDS)}" + rng.choice(("", f" {2020 + number % 7}"))


def _supplier(rng: random.Random, _order: str, _number: int) -> str:
    return f"{rng.choice(COMPANIES)} {rng.choice(FORMS)}"


def _email(rng: random.Random, _order: str, _number: int) -> str:
    return f"{rng.choice(GIVEN).lower()}.{rng.choice(COMPANIES).lower()}@example.gov.uk"


def _phone(rng: random.Random, _order: str, _number: int) -> str:
    return rng.choice((f"(213) 555-{rng.randint(1000, 9999)}", f"020 7946 0{rng.randint(100, 999)}"))


def _code(rng: random.Random, _order: str, _number: int) -> str:
    return rng.choice((f"{rng.randint(10_000_000, 99_999_999)}", f"B{rng.randint(100, 999)}-{rng.randint(1, 9)}"))


def _text(rng: random.Random, _order: str, number: int) -> str:
    return f"Provision of {rng.choice(THINGS).lower()} for the {rng.choice(BODIES)} ({number})"


def _one_of(values: tuple[str, ...]) -> Callable[[random.Random, str, int], str]:
    return lambda rng, _order, _number: rng.choice(values)


MAKERS: Mapping[str, Callable[[random.Random, str, int], str]] = {
    "contracts.id": _id,
    "contracts.name": _name,
    "contracts.supplier": _supplier,
    "contracts.buyer": _one_of(BODIES),
    "contracts.expiry_date": _expiry,
    "contracts.maximum_end_date": _day(4500, 6000),
    "term.start_date": _day(0, 2200),
    "term.months": _one_of(("12", "24", "36", "48", "3 years", "36 months", "60")),
    "contracts.annual_price_pounds/year": _money,
    "contracts.annual_price_pounds/month": _money,
    "contracts.annual_price_pounds/term": _money,
    "contracts.notice": _one_of(("3 months", "90 days", "30", "6 months", "12 weeks", "90")),
    "options.months": _one_of(("12", "24", "12 months", "1 year", "1+1")),
    "drop.person": lambda rng, _order, _number: f"{rng.choice(GIVEN)} {rng.choice(FAMILY)}",
    "drop.email": _email,
    "drop.phone": _phone,
    "other.date": _day(1500, 2500),
    "other.money": _money,
    "other.number": lambda rng, _order, _number: str(rng.randint(0, 40)),
    "other.code": _code,
    "other.word": _one_of(WORDS),
    "other.flag": _one_of(("Yes", "No")),
    "other.category": _one_of(CATEGORIES),
    "other.link": lambda rng, _order, _number: f"https://example.org/{rng.randint(1, 9999)}",
    "other.address": lambda rng, _order, _number: f"{rng.randint(1, 200)} {rng.choice(COMPANIES)} Street",
    "other.text": _text,
    "other.note": _one_of(NOTE),
}
"""A cell of each kind."""
