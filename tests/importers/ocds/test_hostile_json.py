"""What is no JSON, or can be read in two ways, is one finding with its line and its cure."""

from __future__ import annotations

import json
import random
from contextlib import suppress
from copy import deepcopy
from pathlib import Path

import pytest

from planner.errors import InputError
from planner.reading.importers.ocds.ocds_import import import_ocds, read_ocds
from tests.importers.ocds.packages import package, release

DEEP = '{"ocid": "x", "tender": ' + "[" * 5_000 + "]" * 5_000 + "}"
NOT_SO_DEEP = '{"ocid": "x", "tender": ' + "[" * 150 + "]" * 150 + "}"
HOSTILE = {
    "deep nesting": (DEEP, 1, "nested more than 100 deep"),
    "nesting that Python bears": (NOT_SO_DEEP, 1, "nested more than 100 deep"),
    "nesting never closed": ("[" * 200_000, 1, "nested more than 100 deep"),
    "a huge whole number": ('{"ocid": "x",\n"value": ' + "9" * 5_000 + "}", 2, "too large a number"),
    "a huge decimal": ('{"ocid": "x",\n\n"value": 1e999}', 3, "1e999 is too large a number"),
    "NaN": ('{"ocid": "x",\n"value": NaN}', 2, "NaN is no number"),
    "Infinity": ('{"ocid": "x", "value": -Infinity}', 1, "-Infinity is no number"),
    "a key that stands twice": ('{"ocid": "x",\n"tender": {},\n"tender": {"id": 1}}', 3, '"tender" stands twice'),
    "a value that breaks off": ('{"ocid": "x",\n"tender": {', 2, "at the end of the text"),
    "a comma too many": ('{"ocid": "x",}', 1, "double quotes"),
    "single quotes": ("{'ocid': 'x'}", 1, "double quotes"),
    "a quote never closed": ('{"ocid": "x', 1, "a quote is opened and never closed"),
    "no JSON at all": ("id,name\nC-1,Payroll\n", 1, "it is no JSON"),
    "a web page": ("<!DOCTYPE html><html></html>", None, "a web page or XML"),
    "a workbook": ("PK\x03\x04 and more", None, "a workbook or an archive"),
    "nothing": (" \n", None, "it is empty"),
    "no release": ('{"hello": "world"}', None, "no release of open contracting data"),
    "only separators": (", ,\n,", None, "no release of open contracting data"),
}


@pytest.mark.parametrize(("text", "row", "says"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_is_one_finding(tmp_path: Path, text: str, row: int | None, says: str) -> None:
    path = tmp_path / "hostile.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as raised:
        read_ocds(path)
    (finding,) = raised.value.findings
    assert says in finding.message
    assert finding.row == row
    assert finding.cure
    assert finding.place.startswith("hostile.json" if row is None else f"hostile.json line {row}")


def test_bytes_that_are_no_text_of_their_mark_are_a_finding(tmp_path: Path) -> None:
    path = tmp_path / "broken.json"
    path.write_bytes(b"\xff\xfe{\x00\x00\xd8")
    with pytest.raises(InputError, match="does not fit"):
        read_ocds(path)


def test_a_folder_or_a_missing_file_is_a_finding(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "missing.json"):
        with pytest.raises(InputError):
            read_ocds(path)


WRONG: tuple[object, ...] = (
    None,
    True,
    -1,
    10**30,
    1e300,
    "",
    "x",
    "=cmd()",
    "\ud800",
    "a\x00b\u202e",
    [],
    {},
    [None],
    [[]],
    {"id": {}},
    ["x", {"id": []}],
)
"""Values that no field expects."""


def test_no_field_of_a_wrong_kind_makes_it_stumble(tmp_path: Path) -> None:
    chosen = random.Random(20260504)
    path = tmp_path / "odd.json"
    for _ in range(300):
        value = json.loads(json.dumps(package(release(renewal="2 x 12 months"), release("ocds-test01-2"))))
        for _ in range(chosen.randint(1, 4)):
            _spoil(value, chosen)
        path.write_text(json.dumps(value), encoding="utf-8")
        with suppress(InputError):  # a file without any release left
            result = import_ocds(path, None)
            for line in result.lines:
                f"{line.record}{line.old}{line.new}{line.why}".encode()  # no half of a letter that UTF-8 cannot hold


def _spoil(value: object, chosen: random.Random) -> None:
    """Put a wrong value somewhere into a package."""
    while True:
        keys = list(value) if isinstance(value, dict) else list(range(len(value))) if isinstance(value, list) else []
        if not keys:
            return
        key = chosen.choice(keys)
        inner = value[key]  # type: ignore[index]
        if not isinstance(inner, dict | list) or not inner or chosen.random() < 0.3:
            value[key] = deepcopy(chosen.choice(WRONG))  # type: ignore[index]
            return
        value = inner
