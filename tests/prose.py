"""The sentences that people read: of Markdown pages, of the commands' help, and of the messages in the code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FENCE = re.compile(r"^```.*?^```[^\n]*$", re.MULTILINE | re.DOTALL)
MARKUP = re.compile(r"^(?:[#>]+|[-*]|\d+\.)\s+", re.MULTILINE)
LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
CODE = re.compile(r"`[^`]*`")
END_OF_SENTENCE = re.compile(r"(?<=[.!?])[)\"”*]*\s+|:\s*\n|\n\s*\n")
END_OF_ITEM = re.compile(r"\n\s*- |\n[├└]|; (?=`)")
WORD = re.compile(r"[^\W\d_][\w'’-]*")


@dataclass(frozen=True)
class Sentence:
    """One sentence and where it stands."""

    place: str
    text: str

    @property
    def words(self) -> int:
        """How many words it has; a figure counts as none, nor does a symbol of a formula."""
        return sum(len(word) > 1 or word in "aAI" for word in WORD.findall(self.text) if "_" not in word)


def sentences_of(text: str, place: str) -> Iterator[Sentence]:
    """The sentences of running text; an empty line ends one too."""
    for part in END_OF_SENTENCE.split(text):
        if part.strip():
            yield Sentence(place, " ".join(part.split()))


def sentences_of_page(text: str, place: str) -> Iterator[Sentence]:
    """The sentences of a Markdown page without its code blocks; every list item and table cell is a text of its own."""
    plain = CODE.sub("code", LINK.sub(r"\1", FENCE.sub("", text)))
    for block in re.split(r"\n\s*\n|\n(?=\s*(?:[-*]|\d+\.)\s)", plain):
        lines = block.strip().splitlines()
        cells = [cell for line in lines for cell in line.split("|")] if block.lstrip().startswith("|") else [block]
        for cell in cells:
            yield from sentences_of(MARKUP.sub("", cell.strip()), place)


def texts_of_code(source: str) -> Iterator[tuple[int, str]]:
    """Line and text of every string in a module that is no docstring; what an f-string fills in reads as one word."""
    tree = ast.parse(source)
    documentation = {id(node) for node in _docstrings(tree)}
    inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield node.lineno, "".join(_shown(part) for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inside | documentation:
            yield node.lineno, node.value


def sentences_of_docstring(text: str, place: str) -> Iterator[Sentence]:
    """The sentences of a docstring; an item of a list, a branch of a tree and a field that is explained stand alone."""
    for part in END_OF_ITEM.split(text):
        yield from sentences_of(part, place)


def docstrings_of_code(source: str) -> Iterator[tuple[int, str]]:
    """Line and text of every docstring, those of constants included."""
    for node in _docstrings(ast.parse(source)):
        yield node.lineno, str(node.value)


def _docstrings(tree: ast.AST) -> Iterator[ast.Constant]:
    for node in ast.walk(tree):
        for statement in getattr(node, "body", []) if not isinstance(node, ast.Lambda | ast.IfExp) else []:
            if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
                yield statement.value


def _shown(part: ast.expr) -> str:
    return str(part.value) if isinstance(part, ast.Constant) else "something"


def prose_pages(root: Path) -> list[Path]:
    """Every page that people read, generated ones left out: their texts stand in the code."""
    generated = {"commands.md", "api.md", "tables.md"}
    pages = [*root.glob("*.md"), root / "data" / "README.md", *(root / "docs").rglob("*.md")]
    return sorted(page for page in pages if page.name not in generated)
