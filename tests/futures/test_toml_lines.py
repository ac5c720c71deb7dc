"""Keys are found on the line they were written on."""

from __future__ import annotations

import tomllib

from planner.reading.toml.lines import line_numbers, line_of

TEXT = """# a comment
[scenario.one]
title = "One"
question = \"\"\"
first = 1
[not.a.table]
\"\"\"
[[scenario.one.slip]]
ids = ["a"]
months = 3

[[scenario.one.slip]]
ids = [
    "b",
]
"quoted key" = 1
[scenario."two words"]
policy.buffer_days = 3
"""


def test_tables_arrays_and_keys_have_their_lines() -> None:
    lines = line_numbers(TEXT)
    assert lines["scenario", "one"] == 2
    assert lines["scenario", "one", "title"] == 3
    assert lines["scenario", "one", "slip", 0] == 8
    assert lines["scenario", "one", "slip", 0, "months"] == 10
    assert lines["scenario", "one", "slip", 1] == 12
    assert lines["scenario", "one", "slip", 1, "quoted key"] == 16
    assert lines["scenario", "two words", "policy", "buffer_days"] == 18


def test_what_stands_inside_long_text_is_no_key() -> None:
    lines = line_numbers(TEXT)
    assert ("scenario", "one", "first") not in lines
    assert ("not", "a", "table") not in lines


def test_a_key_without_a_line_stands_on_that_of_the_table_around_it() -> None:
    lines = line_numbers(TEXT)
    assert line_of(lines, ("scenario", "one", "slip", 1, "missing")) == 12
    assert line_of(lines, ("nowhere",)) is None


def test_every_table_of_the_text_is_there() -> None:
    assert set(tomllib.loads(TEXT)["scenario"]) == {"one", "two words"}
