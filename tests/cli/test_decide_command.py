"""`planner decide`: what it prints and writes, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run

BY = ("--by", "Finance director")


def states(run: Run) -> dict[str, str]:
    rows = json.loads(run("register", "portfolio", "--plan", "results/plan.json", "--format", "json").stdout)
    return {row["id"]: row["state"] for row in rows}


def test_a_decision_stands_in_the_register_with_who_took_it(run: Run) -> None:
    assert states(run) == {"buy:ASH-1": "open", "accept:C-SHARED": "open"}
    told = run("decide", "portfolio", "buy:ASH-1", "--done", "2027-01-01", *BY, "--note", "item 4").stdout
    assert told.startswith("commitments, new row option-approved:ASH-1: kind option approved, subject ASH-1, ")
    assert states(run) == {"notice:ASH-1": "decided", "accept:C-SHARED": "open", "buy:ASH-1": "decided"}
    text = run("register", "portfolio", "--plan", "results/plan.json").stdout
    assert "Finance director" in text
    run("decide", "portfolio", "buy:ASH-1", "--undo")
    assert states(run) == {"buy:ASH-1": "open", "accept:C-SHARED": "open"}


def test_a_state_says_what_it_was(run: Run) -> None:
    told = run("decide", "portfolio", "buy:ASH-2", "--refused", *BY).stdout
    assert told.splitlines()[0] == "options, ASH-2, state: (blank) → refused"
    assert told.splitlines()[1].startswith("commitments, new row option-refused:ASH-2: kind option refused, ")
    assert run("decide", "portfolio", "buy:ASH-2", "--undo").stdout.splitlines()[0] == (
        "options, ASH-2, state: refused → (blank)"
    )


def test_it_is_said_once_what_is_decided_and_by_whom(run: Run) -> None:
    for arguments, cure in (
        (("--done", "2027-01-01"), "--by WHO is needed"),
        (BY, "say one of --done DATE"),
        (("--refused", "--undo", *BY), "say one of --done DATE"),
        (("--done", "2027-13-01", *BY), "write for instance 2026-06-30"),
        (("--refused", "--until", "2027-01-01", *BY), "--until goes with --accepted"),
        (("--done", "2027-01-02", *BY), "lies after the status date Fri 1 Jan 2027"),
        (("--undo",), "there is nothing to take back"),
    ):
        refused = run("decide", "portfolio", "buy:ASH-1", *arguments)
        assert refused.exit_code == 2
        assert cure in " ".join(refused.stderr.split())


def test_an_exposure_is_not_accepted_up_to_a_day_that_is_covered(run: Run) -> None:
    accept = ("--accepted", *BY, "--until")
    # C-ASH is in force until 31 May 2027, so 1 June is the first day that can be without cover
    refused = run("decide", "portfolio", "accept:C-ASH", *accept, "2027-05-31")
    assert refused.exit_code == 2
    assert "is no day without cover: C-ASH is in force until Mon 31 May 2027" in " ".join(refused.stderr.split())
    assert run("decide", "portfolio", "accept:C-ASH", *accept, "2027-06-01").exit_code == 0


def test_an_unknown_act_names_the_nearest(run: Run) -> None:
    assert 'did you mean "buy:ASH-1"?' in run("decide", "portfolio", "buy:ASH1", "--undo").stderr


def test_a_workbook_is_refused_with_the_way_out(run: Run, workplace: Path) -> None:
    run("template", "book.xlsx")
    refused = run("decide", "book.xlsx", "buy:ASH-1", "--undo").stderr
    assert "decisions are written into a folder of CSV files" in refused
