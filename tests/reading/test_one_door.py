"""Every input goes through one door: regular files alone, of a bounded size, said in the planner's own words."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from planner.errors import InputError, PlanFileError
from planner.plan.plan_file.document import read_plan
from planner.reading import check
from planner.reading.business_case import read_business_case
from planner.reading.files.archive import MOST_UNPACKED_BYTES
from planner.reading.files.regular_file import MOST_BYTES, UnreadableFile, read_bytes
from planner.reading.files.sheets import MOST_ROWS
from planner.reading.overlay.scenario_file import read_scenarios
from planner.reading.template.workbook_template import write_template
from tests.reading.folder import Folder, place_of

NOT_REGULAR = "it is no regular file"


def pipe(path: Path) -> Path:
    """A pipe nobody writes to: whoever waits for it waits for ever."""
    os.mkfifo(path)
    return path


def test_a_pipe_in_place_of_a_table_is_refused_at_once(folder: Folder) -> None:
    folder.remove("contracts")
    pipe(folder.path / "contracts.csv")
    (finding,) = folder.check().errors
    assert finding.file == "contracts.csv"
    assert NOT_REGULAR in finding.message


def test_a_link_to_a_device_that_never_ends_is_refused(folder: Folder) -> None:
    folder.remove("contracts")
    (folder.path / "contracts.csv").symlink_to("/dev/zero")
    (finding,) = folder.check().errors
    assert finding.file == "contracts.csv"
    assert NOT_REGULAR in finding.message


def test_a_link_to_a_regular_file_is_read(folder: Folder, tmp_path: Path) -> None:
    (folder.path / "contracts.csv").rename(tmp_path / "elsewhere")
    (folder.path / "contracts.csv").symlink_to(tmp_path / "elsewhere")
    assert folder.check().findings == ()


def test_a_table_of_200_million_bytes_is_refused_by_its_size(folder: Folder) -> None:
    os.truncate(folder.path / "contracts.csv", 200_000_000)
    (finding,) = folder.check().errors
    assert (finding.code, finding.file) == ("too-large", "contracts.csv")
    assert "it has 200,000,000 bytes" in finding.message


def test_a_table_of_too_many_rows_is_refused_at_the_first_row_too_many(folder: Folder) -> None:
    folder.text("clusters", "id,name\n" + "".join(f"c{row},n\n" for row in range(MOST_ROWS + 1)))
    found = [finding for finding in folder.check().errors if finding.file == "clusters.csv"]
    # the header is row 1, so the row after the last one allowed is MOST_ROWS + 1 below it
    assert [(finding.code, finding.row) for finding in found] == [("too-large", MOST_ROWS + 1)]


def test_pipes_in_place_of_other_inputs_are_refused(tmp_path: Path) -> None:
    for read in (read_scenarios, read_business_case):
        with pytest.raises(InputError, match=NOT_REGULAR):
            read(pipe(tmp_path / f"{read.__name__}.toml"))
    with pytest.raises(PlanFileError, match=NOT_REGULAR):
        read_plan(pipe(tmp_path / "plan.json"))
    (finding,) = check(pipe(tmp_path / "book.xlsx")).findings
    assert NOT_REGULAR in finding.message


def test_a_name_with_a_nul_is_no_file() -> None:
    with pytest.raises(UnreadableFile, match="no file name can hold"):
        read_bytes(Path("contracts\0.csv"))


def test_a_file_that_grows_while_it_is_read_is_cut_off_at_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"x" * 11)
    with pytest.raises(UnreadableFile, match="at most 10 are read"):
        read_bytes(path, most_bytes=10)


def bomb(path: Path) -> Path:
    """A workbook whose first sheet unpacks to more than is read, of blanks."""
    template = write_template(path.with_name("template.xlsx"))
    with zipfile.ZipFile(template) as given, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
        for name in given.namelist():
            data = given.read(name)
            if name.endswith("worksheets/sheet2.xml"):
                inside = data.find(b">", data.find(b"<sheetData")) + 1
                data = data[:inside] + b" " * MOST_UNPACKED_BYTES + data[inside:]
            made.writestr(name, data)
    return path


def test_a_workbook_that_unpacks_to_too_much_names_the_sheet(tmp_path: Path) -> None:
    path = bomb(tmp_path / "bomb.xlsx")
    assert path.stat().st_size < MOST_BYTES
    (finding,) = check(path).findings
    assert (finding.code, finding.file) == ("too-large", "bomb.xlsx")
    assert "unpacks to more than 100,000,000 bytes (sheet portfolio)" in finding.message


def test_a_workbook_with_a_password_says_so(tmp_path: Path) -> None:
    path = tmp_path / "secret.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    (finding,) = check(path).findings
    assert "password" in finding.message


def test_a_workbook_cut_short_is_said_in_plain_words(tmp_path: Path) -> None:
    path = write_template(tmp_path / "book.xlsx")
    path.write_bytes(path.read_bytes()[:2_000])
    (finding,) = check(path).findings
    assert finding.message == "it cannot be opened as a workbook: it is damaged, or it is none"


@pytest.mark.parametrize(
    ("content", "said", "row"),
    [
        ('id,name\nalpha,"Alpha\n', "a quote is opened and never closed", 2),
        ('id,name\nalpha,"Al" pha\n', "something stands between a closing quote and the comma", 2),
        ("id,name\nalpha," + "x" * 131_073 + "\n", "a cell has more than 131,072 characters", 2),
    ],
)
def test_what_is_no_csv_is_said_in_plain_words(folder: Folder, content: str, said: str, row: int) -> None:
    folder.text("clusters", content)
    finding = next(finding for finding in folder.check().errors if finding.file == "clusters.csv")
    assert place_of(finding) == ("clusters.csv", row, None)
    assert said in finding.message


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("[" * 100_000, "lie too deep in each other"),
        ('{"a": ' + "1" * 5_000 + "}", "a number has more than 300 digits"),
        ('{"a": NaN}', "NaN is not a number"),
        ('{"a": 1, "a": 2}', "states 'a' twice"),
    ],
)
def test_what_is_no_plan_is_said_in_plain_words(tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "plan.json"
    path.write_text(content)
    with pytest.raises(PlanFileError, match=said) as caught:
        read_plan(path)
    assert str(caught.value).startswith(f"{path}: ")


@pytest.mark.parametrize("address", ["ineStA1", "XFE1", "A1048577", "A0", "1A", ""])
def test_a_cell_with_an_address_no_sheet_has_is_refused(tmp_path: Path, address: str) -> None:
    # the reader of workbooks would make room for every column up to it
    template = write_template(tmp_path / "template.xlsx")
    path = tmp_path / "book.xlsx"
    with zipfile.ZipFile(template) as given, zipfile.ZipFile(path, "w") as made:
        for name in given.namelist():
            data = given.read(name)
            if name.endswith("worksheets/sheet2.xml"):
                data = data.replace(b'r="A1"', f'r="{address}"'.encode(), 1)
            made.writestr(name, data)
    (finding,) = check(path).findings
    assert f'a cell has the address "{address}", which no sheet has' in finding.message


def test_a_row_of_too_many_cells_is_refused(folder: Folder) -> None:
    folder.text("clusters", "id,name\nalpha," + "," * 2_000 + "\n")
    found = [finding for finding in folder.check().errors if finding.file == "clusters.csv"]
    # one comma more than cells: 2,002 cells
    assert [(finding.code, finding.row) for finding in found] == [("too-large", 2)]
    assert "2,002 cells" in found[0].message
