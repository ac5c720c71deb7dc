"""Files of scenarios: what is understood, and what is said of every mistake."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.errors import InputError
from planner.futures import parse_scenarios, read_scenarios, stacked
from planner.reading.overlay.forms import FORMS


def findings_of(text: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        parse_scenarios(text)
    return [str(finding) for finding in caught.value.findings]


SLIP = '[[scenario.a.slip]]\nids = ["x"]\n'

MISTAKES = [
    # text, the whole finding
    (
        SLIP + "moths = 3",
        'scenarios.toml line 3, a.slip[1].moths: "moths" is not a key of "slip"; did you mean "months"?',
    ),
    (
        "[[scenario.a.slipp]]\nmonths = 3",
        'scenarios.toml line 1, a.slipp: "slipp" is not a key of a scenario; did you mean "slip"?',
    ),
    (
        '[scenario.a]\ntitel = "A"\n' + SLIP + "days = 1",
        'scenarios.toml line 2, a.titel: "titel" is not a key of a scenario; did you mean "title"?',
    ),
    (
        SLIP + 'months = "3"',
        'scenarios.toml line 3, a.slip[1].months: "3" is not a whole number; write it without quotes, for instance 3',
    ),
    (SLIP, "scenarios.toml line 1, a.slip[1]: it does not say by how much; write months or days"),
    (
        "[[scenario.a.slip]]\nmonths = 3",
        "scenarios.toml line 1, a.slip[1]: it does not say which rows it is about; select rows, or write all = true",
    ),
    (
        '[[scenario.a.slip]]\ntable = "contracts"\nall = true\nmonths = 3',
        "scenarios.toml line 1, a.slip[1]: it does not say which dates of contracts move; write columns",
    ),
    (
        '[[scenario.a.slip]]\ntable = "contracts"\nall = true\nmonths = 3\ncolumns = ["expiry"]',
        'scenarios.toml line 1, a.slip[1]: "expiry" is not a column of contracts; did you mean "expiry_date"?',
    ),
    (
        '[[scenario.a.slip]]\ntable = "contracts"\nall = true\nmonths = 3\ncolumns = ["name"]',
        "scenarios.toml line 1, a.slip[1]: name of contracts is not a date; name another column",
    ),
    (
        '[[scenario.a.set]]\ntable = "contract"\nall = true\nvalues = { name = "N" }',
        'scenarios.toml line 2, a.set[1].table: "contract" is not a table; did you mean "contracts"?',
    ),
    (
        '[[scenario.a.set]]\ntable = "contracts"\nall = true\nvalues = { expiry = 2030-01-01 }',
        'scenarios.toml line 1, a.set[1]: "expiry" is not a column of contracts; did you mean "expiry_date"?',
    ),
    (
        '[[scenario.a.set]]\ntable = "contracts"\nall = true',
        "scenarios.toml line 1, a.set[1]: values is missing: Columns and what they become.; "
        "write for instance values = { expiry_date = 2028-10-31 }",
    ),
    (
        '[[scenario.a.scale]]\ntable = "contracts"\nall = true\ncolumns = ["supplier"]\nfactor = 2',
        "scenarios.toml line 1, a.scale[1]: supplier of contracts is not a whole number or a number or a share; "
        "name another column",
    ),
    (
        '[[scenario.a.scale]]\ntable = "contracts"\nall = true\ncolumns = ["annual_price_pounds"]\n'
        "factor = 2\npercent = 3",
        "scenarios.toml line 1, a.scale[1]: it needs either factor or percent; write one of the two",
    ),
    (
        '[[scenario.a.commitment]]\nids = ["x"]\nto = "decline"',
        'scenarios.toml line 3, a.commitment[1].to: "decline" is not a commitment; did you mean "declined"?',
    ),
    (
        '[[scenario.a.reprice]]\nids = ["x"]\npercent = -120',
        "scenarios.toml line 3, a.reprice[1].percent: -120 takes away more than all of it; write -100 or more",
    ),
    (
        "[[scenario.a.capacity]]\nall = true\nby = 1\nfrom_date = 2030-02-01\nuntil_date = 2030-02-01",
        "scenarios.toml line 1, a.capacity[1]: it ends on 2030-02-01, not after it begins on 2030-02-01; "
        "write a later until_date",
    ),
    (
        '[[scenario.a.freeze]]\nid = "f"\nfrom = 2030-01-01\nuntil_date = 2030-02-01',
        'scenarios.toml line 3, a.freeze[1].from: "from" is not a key of "freeze"; did you mean "from_date"?',
    ),
    (
        '[[scenario.a.order]]\nall = true\nby = "size"',
        'scenarios.toml line 3, a.order[1].by: "size" is not a order; write one of expiry, largest, smallest',
    ),
    (
        "[[scenario.a.order]]\nall = false\nby = 'expiry'",
        "scenarios.toml line 2, a.order[1].all: all = false selects nothing; remove it, or write all = true",
    ),
    (
        "[scenario.a.policy]\nbufer_days = 3",
        'scenarios.toml line 2, a.policy.bufer_days: "bufer_days" is not a setting of policy; did you mean "buffer_days"?',
    ),
    (
        '[scenario.a]\nextends = "bb"\n[scenario.b.policy]\nbuffer_days = 1',
        'scenarios.toml line 2, a.extends: "bb" is not a scenario of the file; did you mean "b"?',
    ),
    (
        '[scenario.a]\nextends = "b"\n[scenario.b]\nextends = "a"',
        "scenarios.toml line 2, a.extends: it goes round in a circle: a extends b extends a; take one of them out",
    ),
    (
        '[scenario.a]\nextends = "a"',
        "scenarios.toml line 2, a.extends: it goes round in a circle: a extends a; take one of them out",
    ),
    ('[scenario.a]\ntitle = "A"', "scenarios.toml line 1, a: it changes nothing; add an operation, or extends"),
    (
        "[scenarios.a.policy]\nbuffer_days = 1",
        'scenarios.toml line 1, scenarios: "scenarios" is not a table [scenario.<name>]; did you mean "scenario"?',
    ),
    ("", "scenarios.toml, scenario: there is no scenario in it; write a table [scenario.<name>]"),
    (
        '[scenario."a+b".policy]\nbuffer_days = 1',
        'scenarios.toml line 1, a+b: "a+b" has a plus sign, which stacks scenarios; use letters, digits and hyphens',
    ),
]


@pytest.mark.parametrize(("text", "expected"), MISTAKES, ids=[expected[:60] for _, expected in MISTAKES])
def test_a_mistake_is_named_with_its_line_and_the_way_out(text: str, expected: str) -> None:
    assert expected in findings_of(text)


def test_all_mistakes_are_reported_at_once() -> None:
    texts = [SLIP + "moths = 3", SLIP.replace("scenario.a", "scenario.b") + 'months = "3"']
    assert len(findings_of("\n".join(texts))) == 2


def test_a_broken_file_says_where_it_breaks() -> None:
    (finding,) = findings_of("[scenario.a\n")
    assert finding.startswith("scenarios.toml line 1: it is not well-formed TOML: ")


def test_a_file_that_is_not_there_is_a_finding(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"gone.toml: it does not exist"):
        read_scenarios(tmp_path / "gone.toml")


def test_scenarios_keep_the_order_of_the_file() -> None:
    text = "".join(f"[scenario.{name}.policy]\nbuffer_days = 1\n" for name in ("zeta", "alpha", "mid"))
    assert list(parse_scenarios(text)) == ["zeta", "alpha", "mid"]


INHERITED = """
[scenario.top]
extends = ["left", "right"]
[scenario.left]
extends = "root"
[scenario.left.policy]
buffer_days = 2
[scenario.right]
extends = "root"
[scenario.right.policy]
buffer_days = 3
[scenario.root.policy]
buffer_days = 1
"""


def test_what_is_extended_comes_first_and_only_once() -> None:
    top = parse_scenarios(INHERITED)["top"]
    assert [layer.name for layer in top.layers] == ["root", "left", "right", "top"]


def test_a_stack_has_the_shared_layers_once() -> None:
    scenarios = parse_scenarios(INHERITED)
    both = stacked([scenarios["right"], scenarios["left"]])
    assert both.name == "right+left"
    assert [layer.name for layer in both.layers] == ["root", "right", "left"]


def test_the_title_defaults_to_the_name() -> None:
    assert parse_scenarios("[scenario.a.policy]\nbuffer_days = 1")["a"].title == "a"


@pytest.mark.parametrize("form", FORMS, ids=[form.name for form in FORMS])
def test_every_kind_of_operation_is_documented(form: object) -> None:
    page = (Path(__file__).parents[2] / "docs" / "scenarios.md").read_text(encoding="utf-8")
    assert f"### `{form.name}`" in page  # type: ignore[attr-defined]
    section = page.split(f"### `{form.name}`")[1].split("### ")[0]  # type: ignore[attr-defined]
    missing = [key.name for key in form.own_keys if f"`{key.name}`" not in section]  # type: ignore[attr-defined]
    assert missing == []


def test_scenarios_that_extend_the_two_before_them_are_read_in_no_time() -> None:
    # 60 of them: laid out one by one, the last would have the 61st Fibonacci number of layers.
    first = "[scenario.s0.policy]\nbuffer_days = 1\n[scenario.s1]\nextends = ['s0']\n"
    rest = [f"[scenario.s{at}]\nextends = ['s{at - 1}', 's{at - 2}']\n" for at in range(2, 60)]
    scenarios = parse_scenarios(first + "".join(rest))
    assert [layer.name for layer in scenarios["s59"].layers] == [f"s{at}" for at in range(60)]


TOO_MUCH = [
    ("[scenario.one]\nx = " + "[" * 5_000 + "]" * 5_000, "lists and tables lie in each other more than 50 deep"),
    ("[scenario.one]\nx = " + "1" * 5_000, "a number has more than 300 digits"),
    ("[scenario.one]\nx = " + "\n[" * 5_000, "lists and tables lie in each other more than 50 deep"),
]


@pytest.mark.parametrize(("text", "message"), TOO_MUCH, ids=["deep", "digits", "deep over lines"])
def test_what_the_reader_of_toml_chokes_on_is_a_finding_with_its_line(text: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_scenarios(text, "s.toml")
    (finding,) = caught.value.findings
    assert finding.message == message
    assert finding.row is not None


def test_brackets_and_digits_in_texts_and_comments_are_no_limit() -> None:
    text = f"# {'[' * 100}\n[scenario.a]\ntitle = '{'[' * 60}'\n[scenario.a.policy]\nbuffer_days = 1 # {'9' * 400}\n"
    assert parse_scenarios(text)["a"].title == "[" * 60


def test_a_chain_of_scenarios_without_end_is_a_finding() -> None:
    first = "[scenario.s0.policy]\nbuffer_days = 1\n"
    rest = [f"[scenario.s{at}]\nextends = ['s{at - 1}']\n" for at in range(1, 2_000)]
    with pytest.raises(InputError, match="extend each other more than 100 deep"):
        parse_scenarios("".join([*reversed(rest), first]))
