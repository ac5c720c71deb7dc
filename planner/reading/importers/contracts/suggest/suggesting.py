"""Which column goes where: each place gets the column that suits it best, with the evidence and how sure it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from planner.domain.provenance import Confidence
from planner.reading.importers.contracts.list_file import ContractList
from planner.reading.importers.contracts.suggest.contents import Contents, contents_of
from planner.reading.importers.contracts.suggest.header_words import plain_header
from planner.reading.importers.contracts.suggest.targets import DROP, Target, targets

PRICE = "contracts.annual_price_pounds"
LEAST_WEIGHT, LEAST_FIT = 4, 0.5
SURE_WEIGHT, SURE_FIT = 9, 0.8
LIKELY_WEIGHT, LIKELY_FIT = 6, 0.6
PLAINEST = 10
"""The weight of a title that says just what its column is."""
FEW_CELLS = 3
"""With fewer filled cells the contents show nothing."""


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A column for a target: the weight of its title, how well its cells fit, and the words that spoke."""

    column: str
    target: Target
    weight: int
    fit: float
    words: str
    against: str
    contents: Contents

    @property
    def score(self) -> float:
        """What candidates are sorted by: the title first, then the cells."""
        return self.weight + 3 * self.fit

    @property
    def place(self) -> str:
        """Where it would go; the three ways to state a price are one place."""
        return self.target.key.partition("/")[0]


@dataclass(frozen=True, kw_only=True)
class Suggested:
    """A column with the place that is proposed for it, and why."""

    column: str
    key: str
    confidence: Confidence
    evidence: str


def suggest_columns(table: ContractList) -> tuple[Suggested, ...]:
    """A place for every column that has one, in the order of the list; a place is given once, but people are all dropped."""
    contents = {name: contents_of(table.column(name)) for name in table.header}
    candidates = sorted(_candidates(contents), key=lambda one: -one.score)
    chosen: dict[str, Candidate] = {}
    for candidate in candidates:
        taken = any(other.place == candidate.place for other in chosen.values())
        if candidate.column not in chosen and (candidate.place == DROP or not taken):
            chosen[candidate.column] = candidate
    return tuple(_suggested(chosen[name], candidates) for name in table.header if name in chosen)


def _candidates(contents: Mapping[str, Contents]) -> Iterator[Candidate]:
    for name, held in contents.items():
        title = plain_header(name)
        for target in targets():
            weight, words, against = target.weight(title)
            fit = target.fits(held) if held.cells >= FEW_CELLS else LIKELY_FIT
            if target.key == DROP:
                weight, words = _personal(weight, words, held)
            if weight >= LEAST_WEIGHT and fit >= LEAST_FIT:
                yield Candidate(
                    column=name, target=target, weight=weight, fit=fit, words=words, against=against, contents=held
                )


def _personal(weight: int, words: str, held: Contents) -> tuple[int, str]:
    """Addresses and numbers of people are dropped whatever their title; a weak title needs names of people behind it."""
    for kind in ("e-mail", "phone"):
        if held.share(kind) >= 0.6:
            return max(weight, 10), words or kind
    if weight < 9 and held.share("people") < 0.5:
        return 0, words
    return (max(weight, 9), words) if held.share("people") >= 0.5 and weight >= LEAST_WEIGHT else (weight, words)


def _suggested(chosen: Candidate, candidates: Sequence[Candidate]) -> Suggested:
    rivals = [
        other
        for other in candidates
        if other.place == chosen.place != DROP and other.column != chosen.column and _rivals(chosen, other)
    ]
    confidence = _confidence(chosen, bool(rivals))
    words = f'"{chosen.words}" in its title' + (f', against it "{chosen.against}"' if chosen.against else "")
    rival = f'; "{rivals[0].column}" could be it as well' if rivals else ""
    return Suggested(
        column=chosen.column,
        key=chosen.target.key,
        confidence=confidence,
        evidence=f"{confidence.value}: {words}; {chosen.contents.said}{rival}",
    )


def _rivals(chosen: Candidate, other: Candidate) -> bool:
    """Whether the other title speaks as clearly, or nearly so where the chosen one is not the plainest there is."""
    return other.weight >= (chosen.weight if chosen.weight == PLAINEST else chosen.weight - 2)


def _confidence(chosen: Candidate, has_rival: bool) -> Confidence:
    if chosen.contents.cells < FEW_CELLS or has_rival:
        return Confidence.MEDIUM if chosen.weight >= LIKELY_WEIGHT and chosen.fit >= LIKELY_FIT else Confidence.LOW
    if chosen.weight >= SURE_WEIGHT and chosen.fit >= SURE_FIT:
        return Confidence.HIGH
    likely = chosen.weight >= LIKELY_WEIGHT and chosen.fit >= LIKELY_FIT
    return Confidence.MEDIUM if likely else Confidence.LOW
