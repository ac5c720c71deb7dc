"""`planner adopt`: the agreed plan is what commands take and compare with, as long as it holds."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from planner.plan.plan_file.adoption import ADOPTED_FILE, read_adoption
from planner.plan.plan_file.document_reading import read_plan
from planner.reading import check
from tests.cli.conftest import Run

USING = "Using the adopted plan (adopted on Fri 1 Jan 2027 by Board: item 4); --plan names another."


@pytest.fixture
def adopted(run: Run, workplace: Path) -> Path:
    """The tiny portfolio with its best plan adopted."""
    result = run("adopt", "portfolio", "results/plan.json", "--by", "Board", "--note", "item 4")
    assert result.exit_code == 0, result.output
    return workplace / "portfolio"


def test_the_file_is_a_plan_file_that_says_who_agreed(adopted: Path, workplace: Path) -> None:
    assert read_plan(adopted / ADOPTED_FILE) == read_plan(workplace / "results" / "plan.json")
    adoption = read_adoption(adopted)
    assert adoption is not None
    assert (adoption.by, adoption.note, adoption.source) == ("Board", "item 4", "plan.json")


def test_reading_the_folder_leaves_it_alone(adopted: Path) -> None:
    assert check(adopted).findings == ()


def test_the_same_adoption_gives_the_same_bytes(adopted: Path, run: Run) -> None:
    before = (adopted / ADOPTED_FILE).read_bytes()
    again = run("adopt", "portfolio", "results/plan.json", "--by", "Board", "--note", "item 4")
    assert again.stdout.splitlines()[-1] == "Wrote portfolio/adopted-plan.json in place of the one before."
    assert (adopted / ADOPTED_FILE).read_bytes() == before


@pytest.mark.parametrize("command", ["flags", "register", "migrations"])
def test_a_command_takes_it_where_no_plan_is_named(adopted: Path, run: Run, command: str) -> None:
    found = run(command, "portfolio", "--format", "json")
    assert found.stderr.strip() == USING
    assert found.stdout == run(command, "portfolio", "--plan", "results/plan.json", "--format", "json").stdout


def test_verify_replan_and_diff_take_it(adopted: Path, run: Run) -> None:
    assert run("verify", "portfolio").stdout.startswith("The plan keeps all")
    replanned = json.loads(run("replan", "portfolio", "--change-budget", "0", "--format", "json", "-q").stdout)
    named = run("replan", "portfolio", "results/plan.json", "--change-budget", "0", "--format", "json", "-q")
    assert replanned.keys() == json.loads(named.stdout).keys()
    same = run("diff", "portfolio", "--new-plan", "results/plan.json")
    assert (same.exit_code, USING in same.stderr) == (0, True)
    assert "no difference" in same.stdout.lower() or "the same" in same.stdout.lower()


def test_a_chart_is_compared_with_it_unless_it_is_the_plan_that_is_drawn(adopted: Path, run: Run) -> None:
    assert "Compared with" not in run("gantt", "portfolio", "--out", "same.svg").stderr
    plan = json.loads(Path("results/plan.json").read_text(encoding="utf-8"))
    other = Path("other.json")
    plan["options"], plan["status"], plan["bound_pounds"], plan["gap"] = [], "not solved", None, None
    other.write_text(json.dumps(plan), encoding="utf-8")
    told = run("gantt", "portfolio", "--plan", "other.json", "--out", "moved.svg").stderr
    assert "Compared with the adopted plan (adopted on Fri 1 Jan 2027 by Board: item 4)" in told


def test_a_plan_that_no_longer_holds_is_said_and_not_used(adopted: Path, run: Run) -> None:
    # the plan buys ASH-1, which is refused now
    run("decide", "portfolio", "buy:ASH-1", "--refused", "--by", "Supplier")
    found = run("flags", "portfolio", "--format", "json", "--quiet")
    assert found.exit_code == 0
    assert "the adopted plan no longer holds on this portfolio (1 breach of rules" in found.stderr
    shown = run("adopt", "portfolio", "--show").stdout
    assert "It no longer holds: 1 breach of rules." in shown
    assert "has changed since" in shown


def test_a_plan_that_still_holds_is_used_after_a_decision_that_it_keeps(adopted: Path, run: Run) -> None:
    run("decide", "portfolio", "buy:ASH-1", "--done", "2027-01-01", "--by", "Board")
    found = run("register", "portfolio", "--format", "json")
    assert USING in found.stderr
    assert [row["id"] for row in json.loads(found.stdout)] == ["notice:ASH-1", "accept:C-SHARED", "buy:ASH-1"]


def test_it_is_taken_back(adopted: Path, run: Run) -> None:
    assert run("adopt", "portfolio", "--undo").exit_code == 0
    assert not (adopted / ADOPTED_FILE).exists()
    again = run("adopt", "portfolio", "--undo")
    assert (again.exit_code, "there is nothing to take back" in again.stderr) == (2, True)
    shown = run("adopt", "portfolio", "--show")
    assert (shown.exit_code, "planner adopt portfolio PLAN marks one" in shown.stderr) == (2, True)


def test_what_cannot_be_adopted_is_refused_with_the_way_out(run: Run, workplace: Path) -> None:
    run("template", "book.xlsx")
    for arguments, cure in (
        (("book.xlsx", "results/plan.json"), "a plan is adopted in a folder of CSV files"),
        (("portfolio",), "name a plan to adopt"),
        (("portfolio", "results/plan.json", "--undo"), "name a plan to adopt"),
        (("portfolio", "missing.json"), "missing.json"),
    ):
        refused = run("adopt", *arguments)
        assert refused.exit_code == 2
        assert cure in " ".join(refused.stderr.split())
    run("decide", "portfolio", "buy:ASH-1", "--refused", "--by", "Supplier")
    refused = run("adopt", "portfolio", "results/plan.json")
    assert "does not hold on this portfolio: 1 breach of rules" in refused.stderr
    assert not (workplace / "portfolio" / ADOPTED_FILE).exists()


def test_who_agreed_goes_with_a_plan_and_is_no_blank(adopted: Path, run: Run) -> None:
    assert "go with a plan to adopt" in run("adopt", "portfolio", "--show", "--by", "Board").stderr
    assert run("adopt", "portfolio", "results/plan.json", "--by", " ", "--note", "").exit_code == 0
    adoption = read_adoption(adopted)
    assert adoption is not None
    assert (adoption.by, adoption.note) == (None, None)


def test_without_an_adopted_plan_one_has_to_be_named(run: Run) -> None:
    for command in (("verify", "portfolio"), ("replan", "portfolio")):
        refused = run(*command)
        assert (refused.exit_code, "no plan is adopted in portfolio" in refused.stderr) == (2, True)
    assert "name NEW" in run("diff", "portfolio").stderr


class TestDue:
    def test_exits_with_1_where_something_is_due(self, run: Run) -> None:
        # ASH-1 is to be decided within 90 days
        due = run("register", "portfolio", "--plan", "results/plan.json", "--due", "90")
        assert due.exit_code == 1
        assert re.search(r"^buy:ASH-1 ", due.stdout, re.MULTILINE)

    def test_exits_with_0_where_nothing_is(self, run: Run) -> None:
        none = run("register", "portfolio", "--plan", "results/plan.json", "--due", "89")
        assert (none.exit_code, none.stdout) == (
            0,
            "No act is due within 89 days; the first is due on Thu 1 Apr 2027.\n",
        )

    def test_what_was_so_before_is_left_out_with_a_baseline(self, run: Run, workplace: Path) -> None:
        settings = workplace / "portfolio" / "portfolio.csv"
        # two months on, ASH-1 is 31 days away; in the plan of 1 January it was 90 days away
        settings.write_text(settings.read_text(encoding="utf-8").replace("2027-01-01", "2027-03-01", 1), "utf-8")
        run("replan", "portfolio", "results/plan.json", "--status-date", "2027-03-01", "--out", "now", "-q")
        asked = ("register", "now/portfolio", "--plan", "now/plan.json", "--baseline", "results/plan.json", "--due")
        assert run(*asked, "40").exit_code == 1
        none = run(*asked, "95")
        assert none.exit_code == 0
        assert none.stdout == "Nothing has become late, or due within 95 days, since results/plan.json.\n"

    def test_wrong_usage(self, run: Run) -> None:
        both = run("register", "portfolio", "--due", "3", "--within", "3")
        assert (both.exit_code, "name one of --within and --due" in both.stderr) == (2, True)
        alone = run("register", "portfolio", "--baseline", "results/plan.json")
        assert (alone.exit_code, "--baseline goes with --due" in alone.stderr) == (2, True)
