"""The releases of a file, whatever wraps them: alone, in packages, in records, in lists, in the answer of a search."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

Json = Mapping[str, Any]
_OF_A_RELEASE = ("tender", "awards", "contracts", "planning", "buyer", "parties", "tag", "initiationType")
_LISTS = ("results", "data", "items", "notices", "hits")
"""Names under which services give a list of packages."""


@dataclass(frozen=True)
class Release:
    """A release and where it stands in the file."""

    place: str
    ocid: str
    content: Json

    @property
    def id(self) -> str:
        """Its id; empty where it has none."""
        return _word(self.content.get("id"))

    @property
    def date(self) -> str:
        """When it was published, as written; empty where it does not say."""
        return _word(self.content.get("date"))

    @property
    def is_compiled(self) -> bool:
        """Whether it stands for all releases before it."""
        tags = self.content.get("tag")
        return isinstance(tags, list) and "compiled" in tags


@dataclass(frozen=True)
class LeftOut:
    """Something in the file that is not read, and why."""

    place: str
    why: str


Found = Release | LeftOut


def found_in(values: Iterable[Any]) -> Iterator[Found]:
    """What the values of a file hold, in their order; places count from 1, as people do.

    Where there is one value, the place is that in it.
    """
    every = list(values)
    for number, value in enumerate(every, start=1):
        for found in _in(value, f"value {number}", depth=3):
            yield found if len(every) > 1 else replace(found, place=_within(found.place))


def _within(place: str) -> str:
    return place.removeprefix("value 1").removeprefix(", ") or "the file"


def _in(value: Any, place: str, *, depth: int) -> Iterator[Found]:
    if isinstance(value, list):
        for number, part in enumerate(value, start=1):
            yield from _in(part, f"{place}, entry {number}", depth=depth)
    elif not isinstance(value, Mapping):
        yield LeftOut(place, f"it is {_kind(value)}, not a release, a record or a package of them")
    elif "ocid" in value and _is_record(value):
        yield from _record(value, place)
    elif isinstance(value.get("records"), list):
        yield from _each(value["records"], place, "record")
    elif isinstance(value.get("releases"), list):
        yield from _each(value["releases"], place, "release")
    elif "ocid" in value or any(name in value for name in _OF_A_RELEASE):
        yield _release(value, place)
    elif depth and (lists := [name for name in _LISTS if isinstance(value.get(name), list)]):
        yield from _in(value[lists[0]], f"{place}, {lists[0]}", depth=depth - 1)
    elif depth and isinstance(value.get("release"), Mapping):
        yield from _in(value["release"], place, depth=depth - 1)
    else:
        yield LeftOut(place, "it is not a release, a record or a package of them")


def _each(parts: list[Any], place: str, name: str) -> Iterator[Found]:
    for number, part in enumerate(parts, start=1):
        where = f"{place}, {name} {number}"
        if not isinstance(part, Mapping):
            yield LeftOut(where, f"it is {_kind(part)}, not a {name}")
        elif name == "record":
            yield from _record(part, where)
        else:
            yield _release(part, where)


def _is_record(value: Json) -> bool:
    return any(name in value for name in ("compiledRelease", "versionedRelease")) or isinstance(
        value.get("releases"), list
    )


def _record(record: Json, place: str) -> Iterator[Found]:
    """Its compiled release, else its releases. A versioned release repeats them with their history, and is left out."""
    if "versionedRelease" in record:
        yield LeftOut(
            f"{place}, versioned release", "it is the history of the fields; the releases themselves are read"
        )
    if isinstance(compiled := record.get("compiledRelease"), Mapping):
        yield _release({"ocid": record.get("ocid"), "tag": ["compiled"], **compiled}, f"{place}, compiled release")
        return
    releases = record.get("releases")
    if not isinstance(releases, list) or not releases:
        yield LeftOut(place, "it holds no release; download the record with its compiled release")
        return
    for number, part in enumerate(releases, start=1):
        where = f"{place}, release {number}"
        if isinstance(part, Mapping) and any(name in part for name in _OF_A_RELEASE if name != "tag"):
            yield _release({"ocid": record.get("ocid"), **part}, where)
        else:
            yield LeftOut(where, "it is a link to a release and not the release; download the releases themselves")


def _release(value: Json, place: str) -> Found:
    ocid = _word(value.get("ocid"))
    if _is_versioned(value):
        why = "it is a versioned release: the history of each field; download the compiled release, or the releases"
        return LeftOut(place, why)
    if not ocid:
        return LeftOut(place, "it has no ocid, so nobody can tell which contract it is about")
    return Release(place, ocid, value)


def _is_versioned(value: Json) -> bool:
    """Whether a field holds its values over time, each with the release it came with."""
    parts = [part for name in ("tender", "buyer", "planning") if isinstance(part := value.get(name), Mapping)]
    fields = [field for part in (value, *parts) for name, field in part.items() if isinstance(field, list)]
    return any(isinstance(entry, Mapping) and {"releaseID", "value"} <= entry.keys() for f in fields for entry in f[:1])


def _word(value: Any) -> str:
    return " ".join(str(value).split()) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _kind(value: Any) -> str:
    return {str: "a text", bool: "yes or no", int: "a number", float: "a number", type(None): "null"}.get(
        type(value), "a list"
    )
