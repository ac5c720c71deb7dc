"""A business case with a figure that is none: refused with file, line, key and the range that is allowed."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.errors import InputError
from planner.reading.business_case import read_business_case

FAULTS = Path(__file__).parents[1] / "cases" / "faults" / "business-case"


@pytest.mark.parametrize(
    ("name", "place", "cure"),
    [
        ("discount", "discount.toml line 3, discount_percent", "write a number from -50 to 100"),
        ("years", "years.toml line 8, costs[1].years", "write a number from 1 to 200"),
        ("base-year", "base-year.toml line 2, base_year", "write a number from 1970 to 2199"),
    ],
)
def test_a_figure_out_of_range_is_named_with_the_range(name: str, place: str, cure: str) -> None:
    with pytest.raises(InputError) as caught:
        read_business_case(FAULTS / f"{name}.toml")
    assert place in [finding.place for finding in caught.value.findings]
    assert cure in str(caught.value)
