"""The dependency graph as a layered picture: boxes in columns, arrows from what comes first to what waits."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

import networkx as nx

from planner.domain.graph.dependency_graph import Node, NodeKind
from planner.domain.portfolio import Portfolio
from planner.present.graph.layers import layers_of
from planner.writing.marks import PROGRAM

BOX_WIDTH, BOX_HEIGHT, COLUMN_STEP, ROW_STEP, MARGIN, HEAD = 190, 34, 270, 46, 24, 76
MOST_LETTERS = 28
FILLS = {NodeKind.MILESTONE: "#fff3cf", NodeKind.MIGRATION: "#dfe9f5", NodeKind.CONTRACT: "#e9e3f3"}
MARKS = {NodeKind.MILESTONE: "◆", NodeKind.MIGRATION: "▶", NodeKind.CONTRACT: "▣"}
"""The kind of a record without colour."""
STYLE = (
    "text{font:12px system-ui,sans-serif;fill:#1b1f24}.n{fill:#4b5560;font-size:10px}.t{font-size:15px;font-weight:600}"
    ".e{fill:none;stroke:#7a848f;stroke-width:1.1}"
)


def graph_svg(portfolio: Portfolio, picture: nx.DiGraph, title: str) -> str:
    """The picture as one SVG file that asks nothing of any other host."""
    columns = layers_of(picture)
    tallest = max((len(column) for column in columns), default=0)
    places = {
        node: (MARGIN + at * COLUMN_STEP, HEAD + int((row + (tallest - len(column)) / 2) * ROW_STEP))
        for at, column in enumerate(columns)
        for row, node in enumerate(column)
    }
    width = 2 * MARGIN + max(1, len(columns)) * COLUMN_STEP - (COLUMN_STEP - BOX_WIDTH)
    height = HEAD + max(1, tallest) * ROW_STEP + MARGIN
    marking = getattr(portfolio, "marking", None)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'role="img" aria-label="{escape(title)}">',
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{PROGRAM}</dc:title></metadata>'
        f"<style>{STYLE}</style>",
        '<defs><marker id="a" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<path d="M0 0L8 4L0 8z" fill="#7a848f"/></marker></defs>',
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        f'<text class="t" x="{MARGIN}" y="26">{escape(title)}</text>',
        f'<text x="{MARGIN}" y="48">{_legend()}{f" · {escape(marking)}" if marking else ""}</text>',
        *_arrows(picture, places),
        *(_box(portfolio, node, *place) for node, place in places.items()),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _legend() -> str:
    return " · ".join(f"{MARKS[kind]} {kind.value}" for kind in MARKS) + " · an arrow leads to what waits"


def _arrows(picture: nx.DiGraph, places: dict[Node, tuple[int, int]]) -> Iterator[str]:
    for first, then in picture.edges():
        (x0, y0), (x1, y1) = places[first], places[then]
        start, end = (x0 + BOX_WIDTH, y0 + BOX_HEIGHT // 2), (x1, y1 + BOX_HEIGHT // 2)
        bend = (start[0] + end[0]) // 2
        yield (
            f'<path class="e" marker-end="url(#a)" d="M{start[0]} {start[1]}C{bend} {start[1]} {bend} {end[1]} '
            f'{end[0]} {end[1]}"><title>{escape(first.id)} → {escape(then.id)}</title></path>'
        )


def _box(portfolio: Portfolio, node: Node, x: int, y: int) -> str:
    name = name_of(portfolio, node)
    return (
        f"<g><title>{escape(f'{node.kind.value} {node.id}: {name}')}</title>"
        f'<rect x="{x}" y="{y}" width="{BOX_WIDTH}" height="{BOX_HEIGHT}" rx="4" fill="{FILLS[node.kind]}" '
        'stroke="#7a848f"/>'
        f'<text x="{x + 7}" y="{y + 14}">{MARKS[node.kind]} {escape(_cut(node.id))}</text>'
        f'<text class="n" x="{x + 7}" y="{y + 27}">{escape(_cut(name))}</text></g>'
    )


def name_of(portfolio: Portfolio, node: Node) -> str:
    """What people call a record: its name, or for a migration its organisation."""
    match node.kind:
        case NodeKind.MILESTONE:
            return portfolio.milestone_by_id[node.id].name
        case NodeKind.CONTRACT:
            return portfolio.contract_by_id[node.id].name
        case NodeKind.MIGRATION:
            return portfolio.organisation_by_id[portfolio.migration_by_id[node.id].organisation].name
        case NodeKind.ORGANISATION:
            return portfolio.organisation_by_id[node.id].name
        case _:
            return node.id


def _cut(text: str) -> str:
    return text if len(text) <= MOST_LETTERS else f"{text[: MOST_LETTERS - 1]}…"
