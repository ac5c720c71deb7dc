"""What the pages point at is there: links, headings, and the files and modules they name."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from planner.cli.commands import main
from tests.nightly.contributing import Page, disagreements, pages
from tests.prose import prose_pages

ROOT = Path(__file__).parent.parent
PAGES = [*prose_pages(ROOT), *(ROOT / "docs" / name for name in ("api.md", "commands.md", "tables.md"))]
LINK = re.compile(r"\]\((?!https?:)(?P<file>[^)#]*)(?:#(?P<heading>[^)]+))?\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
PACKAGE_PATH = re.compile(r"`(planner/[\w/]+(?:\.py|/)?)`")
COMMAND = re.compile(r"(?:^|`|  |; time )planner ([a-z]+(?: [^`\n#|]*)?)", re.MULTILINE)
OPTION = re.compile(r"--[a-z][a-z-]+")
WING_MODULE = re.compile(r"`((?:model|bound|search)/\w+)`")


def anchor(heading: str) -> str:
    """The anchor that a heading has in the rendered page."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def broken_links(page: Path) -> list[str]:
    return [link[0] for link in LINK.finditer(page.read_text(encoding="utf-8")) if not leads_somewhere(page, link)]


def leads_somewhere(page: Path, link: re.Match[str]) -> bool:
    target = page.parent / link["file"] if link["file"] else page
    if not target.exists() or not link["heading"]:
        return target.exists()
    return link["heading"] in map(anchor, HEADING.findall(target.read_text(encoding="utf-8")))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    assert broken_links(page) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_path_of_the_package_is_there(page: Path) -> None:
    new = {path for one in pages() for path in one.files} if page.parent.name == "contributing" else set()
    named = PACKAGE_PATH.findall(page.read_text(encoding="utf-8"))
    assert [path for path in named if path not in new and not (ROOT / path).exists()] == []


def unknown_words(page: Path) -> list[str]:
    """Commands and options that a page shows and no command has."""
    found = []
    for words in map(str.split, COMMAND.findall(page.read_text(encoding="utf-8"))):
        commands = commands_called(words)
        known = {option for command in commands for one in command.params for option in one.opts} | {"--help"}
        used = {word.partition("=")[0] for word in words if OPTION.fullmatch(word.partition("=")[0])}
        found += [" ".join(words)] if not commands or used - known else []
    return found


def commands_called(words: list[str]) -> list[click.Command]:
    """The command that the words call; every command of a group where a word in capitals stands for its name."""
    command = main.commands.get(words[0])
    if not isinstance(command, click.Group) or len(words) == 1:
        return [command] if command else []
    below = dict(command.commands)
    return list(below.values()) if words[1].isupper() else [below[words[1]]] if words[1] in below else []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_of_a_page_exists_with_its_options(page: Path) -> None:
    if page.parent.name != "contributing" and page.name != "CHANGELOG.md":
        assert unknown_words(page) == []


def test_every_module_of_the_method_is_there() -> None:
    named = WING_MODULE.findall((ROOT / "docs" / "solver.md").read_text(encoding="utf-8"))
    assert [name for name in named if not (ROOT / "planner" / "solver" / f"{name}.py").exists()] == []


@pytest.mark.parametrize("page", list(pages()), ids=lambda page: page.name)
def test_a_page_of_contributing_lists_what_its_example_touches(page: Page) -> None:
    assert disagreements(page) == []


def test_contributing_links_every_page_with_its_number_of_files() -> None:
    rows = re.findall(
        r"\(docs/contributing/(add-[\w-]+)\.md\) \| (\d+) \|", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    )
    assert sorted((name, int(count)) for name, count in rows) == [(page.name, page.count) for page in pages()]


def test_a_command_or_option_that_is_gone_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "Type `planner decisions folder` or `planner plan folder --never`, not `planner plan folder --gap 1`."
    )
    assert unknown_words(page) == ["decisions folder", "plan folder --never"]
