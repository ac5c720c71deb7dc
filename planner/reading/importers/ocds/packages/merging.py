"""The releases of one contracting process as one: the later ones over the earlier ones, by the rules of the standard."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from planner.reading.importers.ocds.packages.people import people_in
from planner.reading.importers.ocds.packages.releases import Json, LeftOut, Release


@dataclass(frozen=True)
class Process:
    """A contracting process as its last release leaves it; `names` are those of its contacts, which no text keeps."""

    ocid: str
    place: str
    release_ids: tuple[str, ...]
    date: str
    content: Json
    names: frozenset[str] = frozenset()


def processes_of(releases: Iterable[Release]) -> tuple[tuple[Process, ...], tuple[LeftOut, ...]]:
    """One process for each ocid in the order of the file, and the releases that were read before."""
    by_ocid: dict[str, list[Release]] = {}
    left_out: list[LeftOut] = []
    for release in releases:
        known = by_ocid.setdefault(release.ocid, [])
        if (first := _same(release, known)) is not None:
            left_out.append(LeftOut(release.place, f"it is the same release as {first.place}"))
        else:
            known.append(release)
    return tuple(_process(ocid, found) for ocid, found in by_ocid.items()), tuple(left_out)


def _same(release: Release, known: Iterable[Release]) -> Release | None:
    return next((other for other in known if other.content == release.content), None)


def _process(ocid: str, releases: list[Release]) -> Process:
    """Ordered by the moment of publication; those of one moment, or without one, in the order of the file."""
    ordered = sorted(releases, key=lambda release: _moment(release.date))
    content: dict[str, Any] = {}
    for release in ordered:
        content = merged({} if release.is_compiled else content, release.content)
    ids = tuple(dict.fromkeys(release.id for release in ordered if release.id))
    _, names = people_in([release.content for release in ordered])
    return Process(ocid, ordered[-1].place, ids, ordered[-1].date, content, names)


def _moment(written: str) -> datetime:
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def merged(before: Json, after: Json) -> dict[str, Any]:
    """The fields of both: those of `after` hold, null takes a field away, lists of things with an id go by the id."""
    result = dict(before)
    for name, value in after.items():
        if value is None:
            result.pop(name, None)
        else:
            result[name] = _merged_value(result.get(name), value)
    return result


def _merged_value(before: Any, after: Any) -> Any:
    if isinstance(after, Mapping):
        return merged(before if isinstance(before, Mapping) else {}, after)
    if isinstance(after, list) and isinstance(before, list) and _have_ids(before) and _have_ids(after):
        return _by_id(before, after)
    return after


def _have_ids(entries: list[Any]) -> bool:
    """Whether each entry has an id of its own."""
    if not all(isinstance(entry, Mapping) and isinstance(entry.get("id"), str | int) for entry in entries):
        return False
    return len({str(entry["id"]) for entry in entries}) == len(entries)


def _by_id(before: list[Any], after: list[Any]) -> list[Any]:
    found = {str(entry["id"]): entry for entry in before}
    for entry in after:
        found[str(entry["id"])] = merged(found.get(str(entry["id"]), {}), entry)
    return list(found.values())
