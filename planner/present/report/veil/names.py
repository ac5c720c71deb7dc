"""The ids and names that the records of others have in the report of a department."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from planner.domain.portfolio import Portfolio
from planner.present.report.veil.circle import Circle
from planner.present.report.veil.phrases import ANOTHER, Phrases

NOUNS = {"contracts": "contract", "options": "option", "migrations": "migration"}
NEUTRAL = (
    "clusters",
    "milestones",
    "resources",
    "profiles",
    "groups",
    "freezes",
    "wave_windows",
    "risk_drivers",
    "reference_slips",
)
"""Tables whose records belong to nobody alone; an id of them is only changed where it names somebody."""


@dataclass(frozen=True, kw_only=True)
class Names:
    """What becomes of every id and text, the same in all portfolios that a report is about."""

    circle: Circle
    portfolios: tuple[Portfolio, ...]

    def of(self, table: str, id: str) -> str:
        """The id that a record of this table has in the report."""
        return self.new_ids.get(table, {}).get(id, id)

    def is_other(self, table: str, id: str) -> bool:
        """Whether the record belongs to somebody else."""
        return id in self.others.get(table, ())

    def text(self, text: str) -> str:
        """A text of the input; the id of an organisation alone stays an id."""
        return self.of("organisations", text) if text in self.new_ids["organisations"] else self.phrases.without(text)

    @cached_property
    def others(self) -> Mapping[str, frozenset[str]]:
        """The ids of the records of others, by table."""
        circle = self.circle
        own = {
            "organisations": circle.organisations,
            "contracts": circle.contracts,
            "options": circle.options,
            "migrations": circle.migrations,
        }
        return {table: frozenset(self._ids(table)) - held for table, held in own.items()}

    @cached_property
    def new_ids(self) -> Mapping[str, Mapping[str, str]]:
        """The new id of every record that does not keep its own, by table."""
        found = {table: _numbered(_called(table), sorted(ids)) for table, ids in self.others.items()}
        for table in NEUTRAL:
            telling = sorted({id for id in self._ids(table) if self.phrases.without(id) != id})
            found[table] = _numbered(table.removesuffix("s").replace("_", " "), telling)
        return found

    @cached_property
    def phrases(self) -> Phrases:
        """What no text may hold."""
        others = self.others
        return Phrases(
            names=frozenset(self._names("organisations")) | frozenset(self._names("contracts")),
            ids=frozenset().union(*others.values()),
            kept=frozenset(self._own_phrases()),
        )

    def _own_phrases(self) -> Iterator[str]:
        circle = self.circle
        yield from (*circle.organisations, *circle.contracts, *circle.options, *circle.migrations)
        for portfolio in self.portfolios:
            yield from (one.name for one in portfolio.organisations if one.id in circle.organisations)

    def _names(self, table: str) -> Iterator[str]:
        for portfolio in self.portfolios:
            yield from (one.name for one in getattr(portfolio, table) if one.id in self.others[table])

    def _ids(self, table: str) -> Iterator[str]:
        for portfolio in self.portfolios:
            yield from (one.id for one in getattr(portfolio, table))


def _called(table: str) -> str:
    return f"{ANOTHER}'s {NOUNS[table]}" if table in NOUNS else ANOTHER


def _numbered(name: str, ids: Sequence[str]) -> dict[str, str]:
    return {id: f"{name} {number}" for number, id in enumerate(ids, start=1)}


def names_for(circle: Circle, portfolios: Iterable[Portfolio]) -> Names:
    """The names in a report about these portfolios."""
    return Names(circle=circle, portfolios=tuple(portfolios))
