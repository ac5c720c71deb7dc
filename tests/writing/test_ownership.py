"""Nothing that is not ours is overwritten unless somebody insists, and what is read never."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from planner.errors import OutputError
from planner.writing.marks import HTML_MARK, is_ours
from planner.writing.ownership import Refusal

FORM = "planner plan"
NAMES = ("plan.json", "flags.csv")
COLUMNS = ("contract", "flag")

OURS = {
    "a.html": f"<!doctype html><head>{HTML_MARK}</head>",
    "a.svg": "<svg><dc:creator><cc:Agent><dc:title>planner</dc:title></cc:Agent></dc:creator></svg>",
    "a.png": "\x89PNG tEXtSoftware\x00planner",
    "a.pdf": "%PDF-1.4 << /Creator (planner) >>",
    "a.ics": "BEGIN:VCALENDAR\nPRODID:-//planner//EN\n",
    "a.csv": "contract,flag\nC-1,clear\n",
    "a.json": json.dumps({"format": FORM}),
}
NOT_OURS = {
    "a.html": "<!doctype html><p>planner</p>",
    "a.svg": "<svg><title>planner</title></svg>",
    "a.png": "\x89PNG",
    "a.pdf": "%PDF-1.4 (planner)",
    "a.ics": "BEGIN:VCALENDAR\n",
    "a.csv": "contract,flag,mine\nC-1,clear,1\n",
    "a.json": json.dumps({"format": "planner bars"}),
    "b.json": "[" * 10,
    "a.txt": "planner",
}


def written(folder: Path, files: dict[str, str]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text)
    return folder


@pytest.mark.parametrize("name", OURS)
def test_a_file_with_our_mark_is_overwritten(name: str, tmp_path: Path) -> None:
    file = written(tmp_path, {name: OURS[name]}) / name
    assert is_ours(file, columns=COLUMNS, form=FORM)
    Refusal().of_file(file, columns=COLUMNS, form=FORM)


@pytest.mark.parametrize("name", NOT_OURS)
def test_a_file_without_our_mark_is_overwritten_only_on_request(name: str, tmp_path: Path) -> None:
    file = written(tmp_path, {name: NOT_OURS[name]}) / name
    with pytest.raises(OutputError, match="was not written by this command; name another file, or add --force"):
        Refusal().of_file(file, columns=COLUMNS, form=FORM)
    Refusal(force=True).of_file(file, columns=COLUMNS, form=FORM)


def test_a_workbook_tells_its_maker_in_its_properties(tmp_path: Path) -> None:
    for name, maker in (("ours.xlsx", "planner"), ("theirs.xlsx", "somebody")):
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            archive.writestr("docProps/core.xml", f"<dc:creator>{maker}</dc:creator>")
    assert is_ours(tmp_path / "ours.xlsx")
    assert not is_ours(tmp_path / "theirs.xlsx")


def test_a_link_that_leads_nowhere_is_not_ours(tmp_path: Path) -> None:
    (tmp_path / "a.html").symlink_to("nowhere.html")
    with pytest.raises(OutputError, match="exists already"):
        Refusal().of_file(tmp_path / "a.html")


def refuse_folder(target: Path, refusal: Refusal | None = None) -> None:
    (refusal or Refusal()).of_folder(target, names=NAMES, mark="plan.json", form=FORM)


def test_a_folder_with_our_mark_and_our_names_alone_is_replaced(tmp_path: Path) -> None:
    refuse_folder(tmp_path / "new")
    refuse_folder(written(tmp_path / "empty", {}))
    refuse_folder(written(tmp_path / "ours", {"plan.json": OURS["a.json"], "flags.csv": ""}))


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"flags.csv": "mine"}, "holds files that were not written"),
        ({"plan.json": "{}"}, "holds files that were not written"),
        ({"plan.json": OURS["a.json"], "notes.txt": "mine"}, "notes.txt was not written"),
    ],
)
def test_another_folder_is_replaced_only_on_request(files: dict[str, str], said: str, tmp_path: Path) -> None:
    target = written(tmp_path / "out", files)
    with pytest.raises(OutputError, match=said):
        refuse_folder(target)
    refuse_folder(target, Refusal(force=True))


def test_a_link_to_a_folder_is_replaced_only_on_request(tmp_path: Path) -> None:
    written(tmp_path / "ours", {"plan.json": OURS["a.json"]})
    (tmp_path / "link").symlink_to("ours")
    with pytest.raises(OutputError, match="is a link; name the folder itself"):
        refuse_folder(tmp_path / "link")
    refuse_folder(tmp_path / "link", Refusal(force=True))


@pytest.mark.parametrize("target", [".", "in", "link"])
def test_the_input_is_never_replaced(target: str, tmp_path: Path) -> None:
    source = written(tmp_path / "in", {"contracts.csv": "id"})
    (tmp_path / "link").symlink_to("in")
    with pytest.raises(OutputError, match="holds the input"):
        refuse_folder(tmp_path / target, Refusal(source=source, force=True))


def test_a_table_of_another_portfolio_is_never_replaced(tmp_path: Path) -> None:
    refusal = Refusal(is_input=lambda path: path.name == "flags.csv" and path.exists(), force=True)
    with pytest.raises(OutputError, match="is a table of a portfolio"):
        refuse_folder(written(tmp_path / "other", {"flags.csv": "id"}), refusal)


@pytest.mark.parametrize("name", ["in/contracts.csv", "in/bars.csv", "book.xlsx", "again.xlsx"])
def test_a_file_of_the_input_is_never_overwritten(name: str, tmp_path: Path) -> None:
    source = written(tmp_path / "in", {"contracts.csv": "id"})
    (tmp_path / "book.xlsx").write_text("book")
    (tmp_path / "again.xlsx").hardlink_to(tmp_path / "book.xlsx")
    for read in (source, tmp_path / "book.xlsx"):
        refusal = Refusal(source=read, force=True)
        if (read == source) is name.startswith("in/"):
            with pytest.raises(OutputError, match="is a place of the input"):
                refusal.of_file(tmp_path / name)
        else:
            refusal.of_file(tmp_path / name)
