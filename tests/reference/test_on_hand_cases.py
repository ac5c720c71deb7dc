"""The reference gives the answers worked out by hand, in every case that needs nothing it does not know."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.meanings.cases import HandCase, hand_cases
from tests.reference.answer import Answer, Line, answer
from tests.reference.tables import Tables

UNKNOWN_TABLES = {"capacity_steps", "freezes", "wave_windows", "groups", "budgets", "modes", "resources"}
"""What makes a search necessary, or is no matter of meaning."""


def is_known(case: HandCase) -> bool:
    contracts = case.changes.get("contracts", ())
    return (
        not UNKNOWN_TABLES & case.changes.keys()
        and "negotiation_limit" not in case.changes.get("policy", {})
        and not {"error", "status", "windows"} & case.right.keys()
        and not any(row.get("expiry_date") in ("rolling", "9999-12-31") for row in contracts)
        and case.changes.get("folder") not in ("case21c", "case09a", "case09d")
        and not any(row.get("kind") == "notice served" for row in case.changes.get("commitments", ()))
    )


@pytest.mark.parametrize("case", [case for case in hand_cases() if is_known(case)], ids=str)
def test_the_reference_gives_the_answer_worked_out_by_hand(case: HandCase, tmp_path: Path) -> None:
    found = said(answer(Tables(case.folder(tmp_path))), case.right)
    assert found == {key: value for key, value in case.right.items() if key in found}


def said(found: Answer, right: Mapping[str, Any]) -> dict[str, Any]:
    """What the reference says of the keys it knows, in the form of the case."""
    answers: dict[str, Any] = {}
    if "pounds" in right:
        answers["pounds"] = dict(found.pounds)
    if "flags" in right:
        answers["flags"] = {id: found.flags[id] for id in right["flags"]}
    if "contracts" in right:
        covers = {id: found.covers[id] for id in right["contracts"]}
        answers["contracts"] = {
            id: [one.needed.isoformat(), one.covered.isoformat(), found.flags[id]] for id, one in covers.items()
        }
    if "moves" in right:
        moves = {id: found.moves[id] for id in right["moves"]}
        answers["moves"] = {id: [one.start.isoformat(), one.cutover.isoformat()] for id, one in moves.items()}
    if "acts" in right:
        asked = {(line["act"], line["of"]): line for line in right["acts"]}
        lines = {(line.act, line.subject): line for line in found.acts}
        order = [key for key in asked if key in lines] + [key for key in lines if key not in asked]
        answers["acts"] = [line_of(lines[key], asked.get(key, {})) for key in order]
    return answers


def line_of(line: Line, asked: Mapping[str, Any]) -> dict[str, Any]:
    dates = {"last": line.last, "acting": line.acting, "earliest": line.earliest, "notice_last": line.notice_last}
    known = {name: day.isoformat() if day else None for name, day in dates.items() if name in asked}
    unknown = {name: value for name, value in asked.items() if name not in dates and name not in ("act", "of")}
    return {"act": line.act, "of": line.subject, **known, **unknown}
