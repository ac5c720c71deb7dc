"""Do the pages "Add a …" tell the truth? Each example patch is applied to a copy of the tree and tested there.

`python -m tests.nightly.contributing` prints one line for each page; exit code 1 where a page is wrong. A page lists its
files under "Files (N)" and its tests under "Test". Generated pages are no part of a patch: they are written again in the
copy. The files that have changed there must be the files listed. `--apply PAGE FOLDER` leaves such a copy to work in.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PAGES = ROOT / "docs" / "contributing"
FILES = re.compile(r"^## Files \((?P<count>\d+)\)\n(?P<items>.+?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
ITEM = re.compile(r"^\d+\. `(?P<path>[^`]+)`", re.MULTILINE)
TESTS = re.compile(r"^## Test\n.+?^```sh\n(?P<command>.+?)\n```", re.MULTILINE | re.DOTALL)
GENERATED = {
    "docs/commands.md": "from planner.cli.reference import commands_page as page",
    "docs/tables.md": "from planner.reading import schema_markdown as page",
    "docs/api.md": "from tests.api_page import api_page as page",
}
"""Generated pages, and where `make docs` has them from."""
TOUCHED = re.compile(r"^(?:\+\+\+ b/|--- a/)(?P<path>\S+)", re.MULTILINE)


@dataclass(frozen=True)
class Page:
    """One page "Add a …". `files`: the paths it lists, in its order; `tests`: what it tells pytest to run."""

    name: str
    count: int
    files: tuple[str, ...]
    tests: tuple[str, ...]

    @property
    def patch(self) -> Path:
        return PAGES / "examples" / f"{self.name}.patch"

    @property
    def touched(self) -> set[str]:
        """The paths that the example changes or adds."""
        return set(TOUCHED.findall(self.patch.read_text(encoding="utf-8")))


def pages() -> Iterator[Page]:
    """Every page in the folder, by name."""
    for file in sorted(PAGES.glob("add-*.md")):
        yield _page(file.stem, file.read_text(encoding="utf-8"))


def _page(name: str, text: str) -> Page:
    files, tests = FILES.search(text), TESTS.search(text)
    if files is None or tests is None:
        raise ValueError(f"docs/contributing/{name}.md needs the headings 'Files (N)' and 'Test'")
    return Page(name, int(files["count"]), tuple(ITEM.findall(files["items"])), tuple(tests["command"].split()[1:]))


def disagreements(page: Page) -> list[str]:
    """How the list of a page differs from its count and from its patch; empty where they agree."""
    listed = set(page.files)
    found = [f"not in the list: {path}" for path in sorted(page.touched - listed)]
    found += [f"listed but not touched: {path}" for path in sorted(listed - page.touched - set(GENERATED))]
    if page.count != len(page.files):
        found.append(f"the heading says {page.count} files, the list has {len(page.files)}")
    return found


def copy_of_tree(folder: Path) -> None:
    """Copy what git tracks, as it is in the working tree, into a repository of its own."""
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, tracked.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, folder / name)
    _git(folder, "init", "--quiet")
    _git(folder, "add", "--all")
    _git(folder, *IDENTITY, "commit", "--quiet", "--message", "before")


def apply(page: Page, folder: Path) -> str:
    """Apply the example of a page in a copy and write the generated pages again; gives what git has to complain of."""
    command = ["git", "apply", str(page.patch)]
    applied = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    for path, source in GENERATED.items() if applied.returncode == 0 else ():
        write = f"{source}; from pathlib import Path; Path({path!r}).write_text(page(), encoding='utf-8')"
        subprocess.run([sys.executable, "-c", write], cwd=folder, check=True)
    return applied.stderr.strip()


def changed_in(folder: Path) -> set[str]:
    """The paths that differ from the copy as it was."""
    lines = _git(folder, "status", "--porcelain", "--untracked-files=all").splitlines()
    return {line[3:] for line in lines if "__pycache__" not in line}


def _git(folder: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=True).stdout


IDENTITY = ("-c", "user.name=nightly", "-c", "user.email=nightly@example.org")


def fault_of(page: Page) -> str | None:
    """What is wrong with a page; None where its list is right, its patch applies and its tests pass."""
    differing = disagreements(page)
    if differing:
        return "; ".join(differing)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copy_of_tree(folder)
        if complaint := apply(page, folder):
            return f"the patch does not apply: {complaint}"
        if changed_in(folder) != set(page.files):
            return f"the list differs from what has changed: {sorted(changed_in(folder) ^ set(page.files))}"
        return _failing_test(page, folder)


def _failing_test(page: Page, folder: Path) -> str | None:
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *page.tests]
    result = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return None if result.returncode == 0 else f"its tests fail:\n{result.stdout[-3000:]}"


def main() -> int:
    """Try every page, or those named; 1 where one is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="pages, for instance add-a-flag; all by default")
    parser.add_argument("--apply", nargs=2, metavar=("PAGE", "FOLDER"), help="only make a patched copy")
    arguments = parser.parse_args()
    by_name = {page.name: page for page in pages()}
    if arguments.apply:
        return _patched_copy(by_name[arguments.apply[0]], Path(arguments.apply[1]))
    faults = {name: fault_of(by_name[name]) for name in arguments.names or by_name}
    for name, fault in faults.items():
        print(f"{name}: {fault or 'right'}")
    return 1 if any(faults.values()) else 0


def _patched_copy(page: Page, folder: Path) -> int:
    folder.mkdir(parents=True)
    copy_of_tree(folder)
    return 1 if apply(page, folder) else 0


if __name__ == "__main__":
    sys.exit(main())
