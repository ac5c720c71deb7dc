"""Plan files read back: every fault with its place, what was found, and the way out."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

from planner.domain.rules import Term
from planner.errors import PlanFileError
from planner.plan.plan_file.document_records import FORMAT, VERSION, DocumentedMigration, DocumentedOption, PlanDocument

WRITE_AGAIN = "write the plan again with `planner plan`"
SHOWN_FAULTS = 20

T = TypeVar("T")


def read_plan(path: Path | str) -> PlanDocument:
    """The document in a plan file. Raises PlanFileError with every fault of its content."""
    place = Path(path)
    content = _json_of(place)
    faults = Faults(str(place))
    if not isinstance(content, dict):
        faults.add("", f"holds {_show(content)} where a plan is an object; {WRITE_AGAIN}")
        faults.stop()
    _check_format(content, faults)
    document = _document(content, faults)
    faults.stop()
    return document


@dataclass
class Faults:
    """What is wrong in one file, gathered in one pass."""

    file: str
    found: list[str] = field(default_factory=list)

    def add(self, where: str, what: str) -> None:
        self.found.append(f"{self.file}, {where}: {what}" if where else f"{self.file}: {what}")

    def stop(self) -> None:
        """Raise what was gathered, if anything."""
        if not self.found:
            return
        more = len(self.found) - SHOWN_FAULTS
        rest = [f"{self.file}: and {more} more faults"] if more > 0 else []
        raise PlanFileError("\n".join(self.found[:SHOWN_FAULTS] + rest))


def _json_of(path: Path) -> Any:
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as problem:
        raise PlanFileError(f"{path}: is not UTF-8 text (byte {problem.start}); give a plan file") from problem
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise PlanFileError(f"{path}: cannot be read ({reason}); give the path of a plan file") from problem
    try:
        return json.loads(text, object_pairs_hook=_without_doubles, parse_constant=_refuse)
    except json.JSONDecodeError as problem:
        where = f"line {problem.lineno}, column {problem.colno}"
        raise PlanFileError(f"{path}, {where}: is not JSON ({problem.msg}); {WRITE_AGAIN}") from problem
    except (ValueError, RecursionError) as problem:
        raise PlanFileError(f"{path}: is not a plan ({problem}); {WRITE_AGAIN}") from problem


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        names = [name for name, _ in pairs]
        double = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"it states {double!r} twice in one object")
    return members


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is not a number")


def _check_format(content: Mapping[str, Any], faults: Faults) -> None:
    if content.get("format") != FORMAT:
        faults.add("format", f"found {_show(content.get('format'))}, expected {FORMAT!r}; give a plan file")
        faults.stop()
    version = content.get("version")
    if version != VERSION or isinstance(version, bool):
        faults.add("version", f"found {_show(version)}, this planner reads version {VERSION}; {WRITE_AGAIN}")
        faults.stop()


def _document(content: Mapping[str, Any], faults: Faults) -> PlanDocument:
    row = Members(content, "", faults)
    document = PlanDocument(
        portfolio=row.take("portfolio", text),
        status_date=row.take("status_date", day),
        fingerprint=row.take("fingerprint", text),
        status=row.take("status", text),
        objective_pounds=row.take("objective_pounds", pounds),
        bound_pounds=row.take("bound_pounds", optional(pounds)),
        gap=row.take("gap", optional(number)),
        terms=_terms(row.take("terms", members), faults),
        migrations=tuple(_migration(item) for item in row.rows("migrations")),
        options=tuple(_option(item) for item in row.rows("options")),
    )
    row.refuse_others({"format", "version"})
    return document


def _terms(stated: Mapping[str, Any] | None, faults: Faults) -> Mapping[Term, int]:
    if stated is None:
        return {}
    row = Members(stated, "terms", faults)
    found = {term: row.take(term.value, pounds) for term in Term}
    row.refuse_others(set())
    return found


def _migration(row: Members) -> DocumentedMigration:
    found = DocumentedMigration(
        migration=row.take("migration", text),
        mode=row.take("mode", text),
        start_date=row.take("start_date", day),
        cutover_date=row.take("cutover_date", day),
        finish_date=row.take("finish_date", day),
    )
    row.refuse_others(set())
    return found


def _option(row: Members) -> DocumentedOption:
    found = DocumentedOption(
        option=row.take("option", text),
        contract=row.take("contract", text),
        decide_by_date=row.take("decide_by_date", day),
        exercised=row.take("exercised", truth),
    )
    row.refuse_others(set())
    return found


@dataclass
class Members:
    """The members of one JSON object; what is missing or of the wrong kind becomes a fault and is given as None."""

    content: Mapping[str, Any]
    where: str
    faults: Faults
    known: set[str] = field(default_factory=set)

    def take(self, name: str, convert: Callable[[Any], T]) -> T:
        """A member converted. After a fault it is None whatever its type: the faults stop the reading at the end."""
        self.known.add(name)
        if name not in self.content:
            self.faults.add(self._place(name), f"is missing; {WRITE_AGAIN}")
            return None  # type: ignore[return-value]
        try:
            return convert(self.content[name])
        except ValueError as problem:
            self.faults.add(self._place(name), f"{_show(self.content[name])} is not {problem}")
            return None  # type: ignore[return-value]

    def rows(self, name: str) -> list[Members]:
        """The objects of a list."""
        found = []
        for place, item in enumerate(self.take(name, items) or (), start=1):
            where = f"{name} {place}"
            if isinstance(item, dict):
                found.append(Members(item, where, self.faults))
            else:
                self.faults.add(where, f"{_show(item)} is not an object; {WRITE_AGAIN}")
        return found

    def refuse_others(self, allowed: set[str]) -> None:
        """Make every member nobody asked for a fault."""
        names = self.known | allowed
        for name in sorted(self.content.keys() - names):
            near = get_close_matches(name, names, 1)
            cure = f"did you mean {near[0]!r}?" if near else "remove it"
            self.faults.add(self._place(name), f"is not a member of a plan file; {cure}")

    def _place(self, name: str) -> str:
        return f"{self.where}, {name}" if self.where else name


def _show(value: Any) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else f"{shown[:57]}..."


def text(value: Any) -> str:
    """Text that is not empty."""
    if not isinstance(value, str) or not value:
        raise ValueError("text; write it in quotes")
    return value


def day(value: Any) -> date:
    """A date written as 2027-12-31."""
    try:
        if isinstance(value, str) and len(value) == len("2027-12-31"):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise ValueError("a date; write it as 2027-12-31")


def pounds(value: Any) -> int:
    """Whole pounds."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError("a whole number of pounds; write it without quotes or decimals")
    return value


def number(value: Any) -> float:
    """A share."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise ValueError("a number; write it without quotes")
    return float(value)


def truth(value: Any) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise ValueError("true or false; write one of them without quotes")
    return value


def members(value: Any) -> Mapping[str, Any]:
    """An object."""
    if not isinstance(value, dict):
        raise ValueError(f"an object; {WRITE_AGAIN}")
    return value


def items(value: Any) -> list[Any]:
    """A list."""
    if not isinstance(value, list):
        raise ValueError(f"a list; {WRITE_AGAIN}")
    return value


def optional(convert: Callable[[Any], T]) -> Callable[[Any], T | None]:
    """As `convert`, but null stays None."""
    return lambda value: None if value is None else convert(value)
