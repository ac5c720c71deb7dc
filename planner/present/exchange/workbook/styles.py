"""Cell formats of a plan's workbook, each made once; colours have a word or a letter beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from planner.domain.wording import SYMBOLS
from planner.present.charts.palette import FLAG_STYLES
from planner.present.tables.column import FIGURES, Kind

HEAD_FILL, GREEN_HEAD_FILL = "#1F3864", "#1E6B34"
GREEN_FILL = "#E2F0D9"
LIVE_FILL = "#F2F2F2"
LATE_FILL, SOON_FILL = "#8f1414", "#f2c230"
NOTE_FILL = "#FFF2CC"
GAP = "_)"
"""A little room to the right of a number; an indent is not kept by every program."""
DATE = "ddd d mmm yyyy"
TOP = MappingProxyType({"valign": "top", "border": 1, "border_color": "#BFBFBF"})
"""What every cell of a table has."""


class Styles:
    """The formats of one book, by what they say; the same properties are the same format."""

    def __init__(self, book: Any, currency: str) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Any] = {}
        symbol = SYMBOLS.get(currency, f"{currency} ").replace('"', "")
        self.money = f'"{symbol}"#,##0{GAP};[Red]-"{symbol}"#,##0{GAP}'

    def of(self, **properties: object) -> Any:
        """The format with these properties."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(properties)
        return self._made[key]

    def cell(self, kind: Kind, *, fill: str = "", assumed: bool = False, quoted: bool = False) -> Any:
        """A cell of a table; a text that looks like a formula is `quoted`, so that it stays a text when it is typed over."""
        properties: dict[str, object] = dict(TOP)
        form = self.number_form(kind)
        if form:
            properties["num_format"] = form + ('" (assumed)"' if assumed else "")
        if kind in FIGURES:
            properties["align"] = "right"
        elif kind is Kind.DATE:
            properties["align"] = "left"
        else:
            properties["text_wrap"] = True
        if fill:
            properties |= {"bg_color": fill, "locked": False} if fill == GREEN_FILL else {"bg_color": fill}
        if quoted:
            properties["quote_prefix"] = True
        return self.of(**properties)

    def number_form(self, kind: Kind) -> str:
        """How numbers and dates of a kind are shown."""
        forms = {Kind.MONEY: self.money, Kind.NUMBER: f"#,##0{GAP}", Kind.DATE: DATE, Kind.SHARE: f"0.00%{GAP}"}
        return {**forms, Kind.WHOLE_SHARE: f"0%{GAP}"}.get(kind, "")

    def head(self, *, green: bool = False) -> Any:
        """The title of a column; green where people fill it in."""
        fill = GREEN_HEAD_FILL if green else HEAD_FILL
        look = {"bold": True, "font_color": "#FFFFFF", "bg_color": fill, "text_wrap": True}
        return self.of(**{**TOP, **look, "valign": "vcenter"})

    @property
    def title(self) -> Any:
        """The title of a sheet."""
        return self.of(bold=True, font_size=16)

    @property
    def heading(self) -> Any:
        """The title of a block."""
        return self.of(bold=True, font_size=12, font_color=HEAD_FILL, valign="vcenter")

    @property
    def marking(self) -> Any:
        """The marking of the portfolio."""
        return self.of(bold=True, font_color="#8F1414")

    @property
    def hint(self) -> Any:
        """A line that says how to use the sheet."""
        return self.of(italic=True, font_color="#404040")

    @property
    def plain(self) -> Any:
        """Text that runs on over several lines."""
        return self.of(text_wrap=True, valign="top")

    @property
    def bold(self) -> Any:
        """The name of a figure."""
        return self.of(bold=True, valign="top")

    def flags(self) -> Iterator[Mapping[str, object]]:
        """The conditions that colour a cell by the flag it shows; the word stays."""
        for flag, style in FLAG_STYLES.items():
            look = self.of(bg_color=style.fill, font_color=style.ink, bold=True)
            yield {"type": "text", "criteria": "ends with", "value": f" {flag.value}", "format": look}

    def signal(self, fill: str, ink: str = "#000000") -> Any:
        """What a condition shows."""
        return self.of(bg_color=fill, font_color=ink, bold=True)
