"""Plan files read back: every fault with its place, what was found, and the way out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from planner.domain.plain_values import Fault, Source, read_plain, show_plain
from planner.errors import PlanFileError
from planner.plan.plan_file.document_records import FORMAT, READABLE, VERSION, PlanDocument
from planner.reading.files.regular_file import UnreadableFile, read_text

ADOPTED = "adopted"
"""The member in which the plan file of an adopted plan says who agreed to it."""
HEAD = frozenset({"format", ADOPTED})
"""Members of a plan file that say what it is, and are no part of the document."""
WRITE_AGAIN = "write the plan again with `planner plan`"
UNSTATED: Mapping[str, Any] = MappingProxyType({"wished_gap": None, "marking": None, "reasons": [], "sureness": None})
"""Members that older plan files do not have."""
SOURCE = Source(complete=True, member="a member of a plan file", way_out=WRITE_AGAIN)
SHOWN_FAULTS = 20
MOST_DIGITS = 300
"""Of a whole number; pounds have a dozen."""


def read_plan(path: Path | str) -> PlanDocument:
    """The document in a plan file. Raises PlanFileError with every fault of its content."""
    place = Path(path)
    content = _json_of(place)
    if not isinstance(content, dict):
        raise _unusable(place, Fault("", f"holds {show_plain(content)} where a plan is an object; {WRITE_AGAIN}"))
    _check_format(place, content)
    stated = {**UNSTATED, **{name: value for name, value in content.items() if name not in HEAD}}
    document, faults = read_plain(PlanDocument, stated, SOURCE)
    if document is None:
        raise _unusable(place, *faults)
    return document


def _unusable(path: Path, *faults: Fault) -> PlanFileError:
    lines = [f"{path}, {fault}" if fault.place else f"{path}: {fault}" for fault in faults[:SHOWN_FAULTS]]
    more = len(faults) - SHOWN_FAULTS
    return PlanFileError("\n".join([*lines, f"{path}: and {more} more faults"] if more > 0 else lines))


def _json_of(path: Path) -> Any:
    try:
        text = read_text(path)
    except UnreadableFile as fault:
        where = f"{path}, line {fault.row}" if fault.row else str(path)
        raise PlanFileError(f"{where}: {fault.message}; give the path of a plan file") from fault
    try:
        return json.loads(text, object_pairs_hook=_without_doubles, parse_constant=_refuse, parse_int=_whole_number)
    except json.JSONDecodeError as problem:
        where = f"line {problem.lineno}, column {problem.colno}"
        raise PlanFileError(f"{path}, {where}: is not JSON ({problem.msg}); {WRITE_AGAIN}") from problem
    except RecursionError as problem:
        raise PlanFileError(f"{path}: is not a plan (its lists lie too deep in each other); {WRITE_AGAIN}") from problem
    except _NoPlanError as problem:
        raise PlanFileError(f"{path}: is not a plan ({problem}); {WRITE_AGAIN}") from problem


class _NoPlanError(ValueError):
    """What no plan file holds."""


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        names = [name for name, _ in pairs]
        double = next(name for name in names if names.count(name) > 1)
        raise _NoPlanError(f"it states {double!r} twice in one object")
    return members


def _refuse(constant: str) -> Any:
    raise _NoPlanError(f"{constant} is not a number")


def _whole_number(digits: str) -> int:
    if len(digits) > MOST_DIGITS:
        raise _NoPlanError(f"a number has more than {MOST_DIGITS} digits")
    return int(digits)


def _check_format(path: Path, content: Mapping[str, Any]) -> None:
    if content.get("format") != FORMAT:
        message = f"found {show_plain(content.get('format'))}, expected {FORMAT!r}; give a plan file"
        raise _unusable(path, Fault("format", message))
    version = content.get("version")
    if version not in READABLE or isinstance(version, bool):
        message = f"found {show_plain(version)}, this planner reads versions 1 to {VERSION}; {WRITE_AGAIN}"
        raise _unusable(path, Fault("version", message))
