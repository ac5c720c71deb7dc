"""Spoilt files of every kind of import: an answer in words each time, and never a folder half changed."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from planner.reading.report import check
from tests.cli.conftest import Run
from tests.importers.ocds.packages import package, release
from tests.reading.importers.msproject.plans import mspdi, task, xer

NASTY = (
    "", "\x00", "\ufeff", "\u202e", "9" * 50, "1e999", "NaN", "null", "{", "]", '"', "'", "<", "&", "=1+1", "2028-02-30",
    "9999-12-31", "31/11/2028", "TBC", ";", ",,,", "\n", "\r", "\t", "%T\tTASK", "<!DOCTYPE x>", "é", "A" * 3000, "../x",
)  # fmt: skip
LIST = "CONTRACT,SERVICE,COMPANY,EXPIRATION,ANNUAL PRICE,NOTICE,EXTENSION,E-MAIL\n" + "".join(
    f'C-{n},Service {n},Firm {n % 3},{n + 13}/10/2028,"{n}00,000",6 months,12 months,box{n}@firm.example\n'
    for n in range(9)
)
TABLES = {"PROJECT": [{"proj_id": "1"}], "TASK": [{"task_id": "1", "proj_id": "1", "task_name": "Live"}]}
FILES = {
    "ocds": ("notices.json", json.dumps(package(release(renewal="2 x 12 months")))),
    "contracts": ("list.csv", LIST),
    "msproject": ("plan.xml", mspdi(task(1), task(2, "North is ready")).decode()),
    "msproject as XER": ("plan.xer", xer(TABLES)),
}
ENCODINGS = ("utf-8", "utf-8", "utf-8-sig", "utf-16", "cp1252")


def spoilt(text: str, chosen: Random) -> str:
    """The text with one to four pieces replaced, cut out, repeated or moved."""
    for _ in range(chosen.randint(1, 4)):
        start = chosen.randrange(len(text) + 1)
        end = min(len(text), start + chosen.choice((0, 1, 5, 20, 100)))
        piece = chosen.choice((chosen.choice(NASTY), "", text[start:end] * 3, text[: end - start]))
        text = text[:start] + piece + text[end:]
    return text


def files_in(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()} if folder.exists() else {}


def hold(run: Run, arguments: list[str], folder: Path) -> None:
    """Import with and without --apply: a message or a result, and the folder as it was or sound."""
    for more in ((), ("--apply", "--force")):
        before = files_in(folder)
        result = run("import", *arguments, "--into", folder.name, *more)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.output
        assert "defect" not in result.output
        assert result.exit_code in (0, 1, 2)
        if result.exit_code or not more:
            assert files_in(folder) == before
        elif files_in(folder):
            assert check(folder, required=()).errors == ()
    assert not [name for name in (*files_in(folder), *files_in(folder.parent)) if ".planner" in name]


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("kind", FILES)
def test_a_spoilt_file_never_ends_in_a_traceback(run: Run, workplace: Path, kind: str, seed: int) -> None:
    chosen = Random(f"{kind} {seed}")
    name, text = FILES[kind]
    content = spoilt(text, chosen).encode(chosen.choice(ENCODINGS), errors="replace")
    (workplace / name).write_bytes(content)
    command = kind.partition(" ")[0]
    if command == "contracts":
        run("import", "contracts", name, "--suggest")
    hold(run, [command, name], workplace / chosen.choice(("portfolio", "new")))


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path, Run], bytes]:
    """The bytes of the workbook that the plan of the workplace is exported as; made once."""
    kept: list[bytes] = []

    def exported(workplace: Path, run: Run) -> bytes:
        if not kept:
            run("export", "portfolio", "--plan", "results/plan.json", "--out", "plan.xlsx")
            kept.append((workplace / "plan.xlsx").read_bytes())
        return kept[0]

    return exported


@pytest.mark.parametrize("seed", range(6))
def test_a_spoilt_workbook_never_ends_in_a_traceback(
    run: Run, workplace: Path, workbook: Callable[[Path, Run], bytes], seed: int
) -> None:
    chosen = Random(f"workbook {seed}")
    (workplace / "spoilt.xlsx").write_bytes(with_a_spoilt_part(workbook(workplace, run), chosen))
    hold(run, ["workbook", "spoilt.xlsx"], workplace / "portfolio")


def with_a_spoilt_part(content: bytes, chosen: Random) -> bytes:
    """The archive with one of its sheets or its texts spoilt."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(written, "w") as target:
        hit = chosen.choice([name for name in source.namelist() if "sheet" in name or "Strings" in name])
        for name in source.namelist():
            part = source.read(name)
            target.writestr(name, spoilt(part.decode(), chosen).encode() if name == hit else part)
    return written.getvalue()
