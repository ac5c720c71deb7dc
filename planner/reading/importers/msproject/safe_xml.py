"""XML read piece by piece: no document types, no depth without end, and every fault with its place and its cure."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from contextlib import suppress
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser
from xml.parsers.expat import errors

from planner.reading.files.regular_file import UnreadableFile

MOST_DEPTH = 100
EXPORT_AGAIN = "export it again"
SAVE_AS_UTF8 = "save it again from its own program, which writes UTF-8"
_CUT_OFF = frozenset(
    errors.codes[text]
    for text in (errors.XML_ERROR_NO_ELEMENTS, errors.XML_ERROR_UNCLOSED_TOKEN, errors.XML_ERROR_PARTIAL_CHAR,
                 errors.XML_ERROR_UNCLOSED_CDATA_SECTION)
)  # fmt: skip
_ENCODING = frozenset(
    errors.codes[text] for text in (errors.XML_ERROR_UNKNOWN_ENCODING, errors.XML_ERROR_INCORRECT_ENCODING)
)
_INVALID = errors.codes[errors.XML_ERROR_INVALID_TOKEN]
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")

Take = Callable[[str, Element], None]
"""Given the name of the list that an element stands in, or blank for one right below the root, and the element."""


def read_pieces(content: bytes, root: str, lists: Collection[str], take: Take) -> None:
    """Hand every member of these lists to `take`, and every plain element right below the root; forget all others.

    Names are without their namespace. Raises `UnreadableFile` where the content is no such XML.
    """
    _parse(content, _Target(root, frozenset(lists), take))


def check_xml(content: bytes, root: str) -> None:
    """Raise `UnreadableFile` where the content is damaged or hostile; for a reader that would not say where."""
    read_pieces(content, root, (), lambda within, element: None)


def root_name(content: bytes) -> str:
    """The name of the root without its namespace. Raises `UnreadableFile` where the content is no XML."""
    target = _RootOnly()
    with suppress(_RootSeen):
        _parse(content, target)
    return target.name


def _parse(content: bytes, target: _Refusing) -> None:
    parser = XMLParser(target=target)
    try:
        parser.feed(content)
        parser.close()
    except ParseError as error:
        raise _not_well_formed(content, error) from error
    except (LookupError, ValueError) as error:
        raise _unknown_encoding(content) from error


class _Refusing:
    """What the parser calls; it refuses a document type before anything of it is read."""

    def doctype(self, *parts: str | None) -> None:
        message = "it has a document type (<!DOCTYPE ...>), which can read other files and grow without end"
        raise UnreadableFile(message, f"take it out, or {EXPORT_AGAIN}: programs of plans write none")

    def close(self) -> None:
        return None


class _RootSeen(Exception):  # noqa: N818 - it ends the reading, and nothing is wrong
    pass


class _RootOnly(_Refusing):
    name = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.name = _plain(tag)
        raise _RootSeen


class _Target(_Refusing):
    """Builds only the elements that are wanted."""

    def __init__(self, root: str, lists: frozenset[str], take: Take) -> None:
        self._root, self._lists, self._take = root, lists, take
        self._path: list[str] = []
        self._builder: TreeBuilder | None = None
        self._from_depth = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = _plain(tag)
        self._path.append(name)
        if len(self._path) > MOST_DEPTH:
            raise UnreadableFile(f"its elements lie in each other more than {MOST_DEPTH} deep", EXPORT_AGAIN)
        if len(self._path) == 1 and name != self._root:
            raise UnreadableFile(f"it begins with <{name}>, not with <{self._root}>", EXPORT_AGAIN)
        if self._builder is None and self._is_wanted():
            self._builder, self._from_depth = TreeBuilder(), len(self._path)
        if self._builder is not None:
            self._builder.start(name, {})

    def data(self, text: str) -> None:
        if self._builder is not None:
            self._builder.data(text)

    def end(self, tag: str) -> None:
        name = self._path.pop()
        if self._builder is None:
            return
        self._builder.end(name)
        if len(self._path) < self._from_depth:
            element, self._builder = self._builder.close(), None
            self._take(self._path[-1] if len(self._path) > 1 else "", element)

    def _is_wanted(self) -> bool:
        """Whether it is a member of a wanted list, or stands right below the root and is no list at all."""
        if len(self._path) == 3:
            return self._path[1] in self._lists
        return len(self._path) == 2 and not self._path[1].endswith("s")


def text_of(element: Element, name: str) -> str:
    """The trimmed text of the first child of this name; blank where there is none."""
    return (element.findtext(name) or "").strip()


def _plain(tag: str) -> str:
    return tag.rpartition("}")[2]


def _not_well_formed(content: bytes, error: ParseError) -> UnreadableFile:
    line, column = error.position
    if error.code in _CUT_OFF:
        message = "it ends in the middle, so a part of it is missing"
        return UnreadableFile(message, f"copy it again, or {EXPORT_AGAIN}", row=line)
    if error.code in _ENCODING:
        return _unknown_encoding(content)
    if error.code == _INVALID and (wrong := _wrong_utf8(content)) is not None:
        message = f"it is not in the encoding that it states (UTF-8), from byte {wrong:,} on"
        return UnreadableFile(message, SAVE_AS_UTF8, code="wrong-encoding", row=line)
    what = str(error).partition(":")[0]
    return UnreadableFile(f"it is not well-formed XML: {what} (column {column + 1})", EXPORT_AGAIN, row=line)


def _wrong_utf8(content: bytes) -> int | None:
    """The first byte that is no UTF-8, in a file that states UTF-8 or nothing; None where there is none."""
    found = _DECLARED.match(content)
    if found is not None and found[1].lower() not in (b"utf-8", b"utf8"):
        return None
    try:
        content.decode()
    except UnicodeDecodeError as error:
        return error.start
    return None


def _unknown_encoding(content: bytes) -> UnreadableFile:
    found = _DECLARED.match(content)
    stated = f': it states "{found[1].decode()}"' if found is not None else ""
    return UnreadableFile(f"its encoding cannot be read{stated}", SAVE_AS_UTF8, code="wrong-encoding")
