"""A file of open contracting data becomes an import: rows for clear contracts, proposals for a person, and reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from planner.domain.findings import Finding, Severity
from planner.domain.policy import Policy
from planner.domain.portfolio import Portfolio
from planner.domain.wording import counted, listed
from planner.errors import InputError
from planner.reading.edits.base import Waiting
from planner.reading.files.encodings import UTF_8, Decoded
from planner.reading.files.regular_file import UnreadableFile
from planner.reading.importers.applying import portfolio_at
from planner.reading.importers.gaps import gaps_of
from planner.reading.importers.gaps_file import GAPS_FILE, gaps_workbook
from planner.reading.importers.imported import Imported, ImportLine, Verdict
from planner.reading.importers.ocds.contract_lines import Contracts
from planner.reading.importers.ocds.contract_rows import Surroundings
from planner.reading.importers.ocds.ends import Assessed, assessed
from planner.reading.importers.ocds.entries import entries_of
from planner.reading.importers.ocds.id_map import read_id_map
from planner.reading.importers.ocds.packages.json_encoding import read_json_text
from planner.reading.importers.ocds.packages.json_values import json_values
from planner.reading.importers.ocds.packages.merging import processes_of
from planner.reading.importers.ocds.packages.people import people_in
from planner.reading.importers.ocds.packages.releases import LeftOut, Release, found_in
from planner.reading.importers.ocds.review.accepted import Accepted, read_review
from planner.reading.importers.ocds.review.proposals import REVIEW, Proposal, review_text
from planner.reading.overlay.table_rows import table_rows

KIND = "ocds"


@dataclass(frozen=True, kw_only=True)
class OcdsFile:
    """What a file holds: contracts in its order, what is left out, and how much about people was dropped."""

    name: str
    text: Decoded
    found: tuple[Assessed, ...]
    left_out: tuple[LeftOut, ...]
    releases: int
    people: Counter[str]


def read_ocds(path: Path) -> OcdsFile:
    """The contracts of a file. Raises `InputError` where it is no JSON, or holds no release."""
    try:
        text = read_json_text(path)
    except UnreadableFile as fault:
        raise InputError([fault.finding(path.name)]) from fault
    values = json_values(text.text, path.name)
    parts = tuple(found_in(values))
    releases = [part for part in parts if isinstance(part, Release)]
    left_out = [part for part in parts if isinstance(part, LeftOut)]
    if not releases:
        raise InputError([_no_release(path.name, left_out)])
    processes, doubles = processes_of(releases)
    people, _ = people_in(list(values))
    return OcdsFile(
        name=path.name,
        text=text,
        found=tuple(assessed(entry) for process in processes for entry in entries_of(process)),
        left_out=(*left_out, *doubles),
        releases=len(releases),
        people=people,
    )


def import_ocds(
    path: str | Path,
    mapping: str | Path | None = None,
    *,
    into: str | Path | None = None,
    review: str | Path | None = None,
) -> Imported:
    """The contracts of a file of open contracting data, and proposals for their options; nothing is changed.

    `into` is the folder it is for, `mapping` a file that says which contract is which of that folder. `review` is the table
    of proposals as somebody filled it in: what is accepted there becomes options. Raises `InputError` where a file cannot be
    read, or holds no release.
    """
    return imported_ocds(
        Path(path),
        portfolio_at(Path(into)) if into is not None else None,
        ids=read_id_map(Path(mapping)) if mapping is not None else None,
        accepted=read_review(Path(review)) if review is not None else None,
    )


def imported_ocds(
    path: Path,
    portfolio: Portfolio | None,
    *,
    ids: Mapping[str, str] | None = None,
    accepted: tuple[Accepted, ...] | None = None,
) -> Imported:
    """As `import_ocds`, for a portfolio that is read; None where there is none yet.

    `ids` are ids of contracts in the portfolio by the id that the data gives. `accepted` are the rows of a review that a
    person has accepted; None where there is no review yet. Then the proposals are written as one.
    """
    file = read_ocds(path)
    around = Surroundings(
        source=file.name,
        currency=portfolio.currency if portfolio is not None else "GBP",
        organisations=_organisations(portfolio),
        ids=ids or {},
    )
    rows = table_rows(portfolio) if portfolio is not None else {"contracts": [], "options": []}
    contracts = Contracts.of(rows, around, accepted or ())
    for found in file.found:
        contracts.take(found)
    contracts.finish()
    proposals = contracts.proposals if accepted is None else []
    reviews = _reviews(portfolio, contracts) if accepted is None else {}
    return Imported(
        kind=KIND,
        source=file.name,
        lines=(*contracts.lines, *_left_out_lines(file), *_people_lines(file)),
        operations=contracts.operations(),
        reviews=reviews,
        notes=tuple(_notes(file, proposals, reviews)),
    )


def _reviews(portfolio: Portfolio | None, contracts: Contracts) -> dict[str, str | bytes]:
    """The proposals, and what the file does not say as questions; what a proposal answers is not asked."""
    marking = portfolio.marking if portfolio is not None else None
    policy = portfolio.policy if portfolio is not None else Policy()
    there = table_rows(portfolio)["options"] if portfolio is not None else []
    proposed = [{"contract": proposal.contract} for proposal in contracts.proposals if proposal.chain]
    gaps = gaps_of(contracts.stated(), [*there, *proposed], policy)
    reviews: dict[str, str | bytes] = {}
    if contracts.proposals:
        reviews[REVIEW] = review_text(contracts.proposals, marking)
    if gaps:
        waiting = [Waiting(contract=cells) for cells in contracts.endless.values()]
        reviews[GAPS_FILE] = gaps_workbook(gaps, marking, waiting)
    return reviews


def _organisations(portfolio: Portfolio | None) -> dict[str, str]:
    """The ids by name; a name that two share is nobody's."""
    if portfolio is None:
        return {}
    counts = Counter(organisation.name.casefold() for organisation in portfolio.organisations)
    return {o.name.casefold(): o.id for o in portfolio.organisations if counts[o.name.casefold()] == 1}


def _left_out_lines(file: OcdsFile) -> Iterator[ImportLine]:
    for part in file.left_out:
        yield ImportLine(place=part.place, verdict=Verdict.SKIPPED, why=part.why)


def _people_lines(file: OcdsFile) -> Iterator[ImportLine]:
    for label, count in sorted(file.people.items()):
        why = f"personal data: {counted(count, 'field')} with a person's {label} dropped on reading"
        yield ImportLine(place=f"contact points, {label}", verdict=Verdict.SKIPPED, why=why)


def _notes(file: OcdsFile, proposals: Iterable[Proposal], reviews: Iterable[str]) -> Iterator[str]:
    found = counted(len(file.found), "contract")
    yield f"It holds {counted(file.releases, 'release')} about {found}, awards and lots included."
    yield from _about_encoding(file.text)
    if file.people:
        kinds = [counted(count, label, _plural(label)) for label, count in sorted(file.people.items())]
        yield f"People were dropped on reading: {listed(kinds)} of contact points."
    if doubtful := {p.contract for p in proposals if p.expiry is not None and p.expiry != p.published_end}:
        yield (
            f"The published end may contain the extensions: {counted(len(doubtful), 'contract')}. Both readings are"
            f" proposed in {REVIEW}, and none is taken."
        )
    if REVIEW in reviews:
        yield f"Nothing in {REVIEW} is an option yet: write yes under accept, and import again with --review {REVIEW}."
    if GAPS_FILE in reviews:
        yield (
            "Such data does not say how notice is given, what an option costs, who decides, or which migration releases a"
            f" contract. {GAPS_FILE} asks for it."
        )


def _about_encoding(text: Decoded) -> Iterator[str]:
    if text.encoding == UTF_8 and not text.sure:
        yield "Some bytes of it are no UTF-8, and their letters are lost: look at names with accents."
    elif not text.sure:
        yield f"It is no UTF-8. It was read as {text.name}: look at names with accents."
    elif text.encoding != UTF_8:
        yield f"It is encoded in {text.name}."


def _plural(label: str) -> str:
    return {"fax": "fax numbers", "e-mail": "e-mail addresses", "telephone": "telephone numbers"}.get(
        label, f"{label}s"
    )


def _no_release(file: str, left_out: list[LeftOut]) -> Finding:
    first = f"{left_out[0].place}: {left_out[0].why}" if left_out else "it holds no value"
    return Finding(
        severity=Severity.ERROR,
        code="no-release",
        file=file,
        message=f"it holds no release of open contracting data ({first})",
        cure="name a release, a release package or a record package, as Find a Tender and Contracts Finder offer them",
    )
