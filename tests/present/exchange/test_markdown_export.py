"""The page of Markdown says what the plan says, and no text of the input is more than text in it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from planner.plan.outcome import Outcome, Status
from planner.plan.plan_case import PlanCase
from planner.present.exchange.markdown_export import escaped, export_markdown
from tests.sample import many, plan, portfolio, renamed


def test_the_page_begins_with_the_answer_and_has_every_part() -> None:
    headings = re.findall(r"^## (.+)$", export_markdown(PlanCase(*many(4))), re.MULTILINE)
    assert headings == [
        "The answer",
        "Register",
        "Flags of departments",
        "Flags of contracts",
        "Migrations",
        "Cost by term",
    ]


def test_bound_and_gap_are_said_where_a_solve_proved_them() -> None:
    case = PlanCase(portfolio(), plan())
    outcome = Outcome(status=Status.FEASIBLE, plan=case.plan, objective_pounds=5, bound_pounds=4, gap=0.25, seconds=1.5)
    assert "Bound" not in export_markdown(case)
    assert "- Bound: £4\n- Gap: 25.00 %\n" in export_markdown(replace(case, outcome=outcome))


def test_every_row_of_a_table_has_as_many_cells_as_its_head() -> None:
    case = PlanCase(renamed("a|b\n| c |\\"), plan("o1", m1=50))
    blocks = [block for block in export_markdown(case).split("\n\n") if block.startswith("| ")]
    assert blocks
    for block in blocks:
        assert len({len(re.findall(r"(?<!\\)(?:\\\\)*\|", line)) for line in block.splitlines()}) == 1


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a|b", "a\\|b"),
        ("<img src=x>", "\\<img src=x\\>"),
        ("[click](https://x.example)", "\\[click\\](https:\\/\\/x.example)"),
        ("www.x.example", "www\\.x.example"),
        ("a@b", "a\\@b"),
        ("a\nb", "a b"),
        ("_*`~", "\\_\\*\\`\\~"),
        ("&lt;", "\\&lt;"),
        ("£4.03m, 7.9 % – so", "£4.03m, 7.9 % – so"),
    ],
)
def test_text_is_shown_as_it_is(text: str, shown: str) -> None:
    assert escaped(text) == shown


@pytest.mark.parametrize(
    "name",
    ["<script>x</script>", "a|b", "[x](y)", "![x](y)", "**b**", "`c", "~~s~~", "&amp;", "a\\", "# h", "1. x", "<!-- c"],
)
def test_a_foreign_reader_finds_the_name_as_text_and_nothing_else(name: str) -> None:
    read = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    tokens = read.parse(export_markdown(PlanCase(renamed(name), plan("o1", m1=50))))
    inner = [child for token in tokens for child in token.children or ()]
    heading = next(token for at, token in enumerate(tokens) if tokens[at - 1].type == "heading_open")
    assert "".join(child.content for child in heading.children or ()) == name
    assert {child.type for child in inner} <= {"text", "text_special", "softbreak"}
    # the mark in the first line is the only piece of HTML
    assert [token.content for token in tokens if token.type == "html_block"] == ["<!-- planner -->\n"]
