"""Every wrapping of releases, every encoding, several values in a file, and the same release in two packages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from planner.errors import InputError
from planner.reading.importers.imported import Verdict
from planner.reading.importers.ocds.ocds_import import read_ocds
from planner.reading.importers.ocds.packages.merging import merged
from tests.importers.ocds.packages import OCID, imported, lines_of, package, release, written

RECORD = {"ocid": OCID, "compiledRelease": release(tag=["compiled"])}
WRAPPED = {
    "release": release(),
    "release package": package(release()),
    "list of releases": [release()],
    "list of packages": [package(release())],
    "record": RECORD,
    "record package": {"version": "1.1", "records": [RECORD]},
    "record with its releases": {"records": [{"ocid": OCID, "releases": [release()]}]},
    "answer of a search": {"results": [package(release())]},
    "record with a versioned release": {"records": [{**RECORD, "versionedRelease": {"ocid": OCID, "tender": {}}}]},
}


def ends(folder: Path, *values: Any) -> list[tuple[str, str]]:
    return lines_of(imported(folder, *values), Verdict.TAKEN, "expiry_date")


@pytest.mark.parametrize("value", WRAPPED.values(), ids=WRAPPED)
def test_a_release_is_found_in_every_wrapping(tmp_path: Path, value: Any) -> None:
    assert ends(tmp_path, value) == [(f"{OCID}/1", "2028-03-31")]


def test_several_values_in_one_file_are_all_read(tmp_path: Path) -> None:
    values = [package(release(f"ocds-test01-{number}")) for number in range(3)]
    assert len(ends(tmp_path, *values)) == 3


def test_values_without_anything_between_them_are_read(tmp_path: Path) -> None:
    path = tmp_path / "glued.json"
    path.write_text("".join(json.dumps(release(f"ocds-test01-{number}")) for number in range(3)))
    assert len(read_ocds(path).found) == 3


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "iso-8859-1", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_every_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    value = release(buyer={"name": "Société de la Forêt"})
    found = read_ocds(written(tmp_path, value, encoding=encoding))
    assert found.found[0].entry.buyer == "Société de la Forêt"


def test_an_encoding_that_only_the_bytes_speak_for_is_said(tmp_path: Path) -> None:
    path = written(tmp_path, release(buyer={"name": "Forêt"}), encoding="iso-8859-1")
    assert not read_ocds(path).text.sure


def test_the_same_release_in_two_packages_is_read_once(tmp_path: Path) -> None:
    result = imported(tmp_path, package(release()), package(release()))
    assert lines_of(result, Verdict.TAKEN, "expiry_date") == [(f"{OCID}/1", "2028-03-31")]
    assert [line.why for line in result.lines if line.place == "value 2, release 1"] == [
        "it is the same release as value 1, release 1"
    ]


def test_of_two_releases_the_later_holds_whatever_their_order(tmp_path: Path) -> None:
    early = release(id="a", date="2026-01-05T10:00:00Z")
    late = release(id="b", date="2026-02-05T10:00:00Z", end="2029-03-31")
    assert ends(tmp_path, package(late, early)) == ends(tmp_path, package(early, late)) == [(f"{OCID}/1", "2029-03-31")]


def test_releases_are_ordered_by_the_moment_and_not_by_the_letters(tmp_path: Path) -> None:
    # 00:30 at +02:00 is 22:30 of the day before, and so before 23:00 in universal time
    early = release(id="a", date="2026-02-06T00:30:00+02:00", end="2027-03-31")
    late = release(id="b", date="2026-02-05T23:00:00Z", end="2029-03-31")
    assert ends(tmp_path, package(early, late)) == [(f"{OCID}/1", "2029-03-31")]


def test_a_later_release_changes_only_what_it_states(tmp_path: Path) -> None:
    award = release(id="a", date="2026-01-05T10:00:00Z")
    update = {"ocid": OCID, "id": "b", "date": "2026-02-05T10:00:00Z", "tag": ["contractUpdate"],
              "contracts": [{"id": "1", "period": {"endDate": "2028-09-30"}}]}  # fmt: skip
    result = imported(tmp_path, package(award, update))
    assert lines_of(result, Verdict.TAKEN, "expiry_date") == [(f"{OCID}/1", "2028-09-30")]
    assert lines_of(result, Verdict.TAKEN, "name") == [(f"{OCID}/1", "Payroll services")]


def test_null_takes_a_field_away_and_lists_go_by_their_ids() -> None:
    before = {"a": 1, "b": [{"id": "1", "x": 1}, {"id": "2"}], "c": [1], "d": {"e": 1}}
    after = {"a": None, "b": [{"id": "1", "y": 2}, {"id": "3"}], "c": [2], "d": {"f": 2}}
    assert merged(before, after) == {
        "b": [{"id": "1", "x": 1, "y": 2}, {"id": "2"}, {"id": "3"}], "c": [2], "d": {"e": 1, "f": 2},
    }  # fmt: skip


def test_things_that_share_an_id_are_not_made_one() -> None:
    assert merged({"awards": [{"id": "1"}]}, {"awards": [{"id": "1", "x": 1}, {"id": "1", "x": 2}]}) == {
        "awards": [{"id": "1", "x": 1}, {"id": "1", "x": 2}]
    }


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ({"ocid": OCID, "tender": {"title": [{"releaseID": "a", "value": "x"}]}}, "versioned release"),
        (
            {"records": [{"ocid": OCID, "releases": [{"url": "https://notices.example/1.json", "tag": ["award"]}]}]},
            "a link",
        ),
        ({"records": [{"ocid": OCID}]}, "it holds no release"),
        ({"releases": ["x"]}, "a text, not a release"),
        (release(ocid=""), "no ocid"),
        ({"hello": "world"}, "not a release"),
        (12, "a number"),
    ],
)
def test_what_is_no_release_is_left_out_with_the_reason(tmp_path: Path, value: Any, why: str) -> None:
    result = imported(tmp_path, release("ocds-test01-other"), value)
    assert any(why in line.why for line in result.with_verdict(Verdict.SKIPPED))
    with pytest.raises(InputError, match="no release"):
        imported(tmp_path, value)


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        ({"contracts": [{"id": "1", "status": "cancelled"}]}, "cancelled"),
        ({"contracts": [], "awards": [{"id": "1", "status": "unsuccessful"}]}, "unsuccessful"),
        ({"contracts": [], "awards": [], "tender": {"title": "Payroll", "status": "withdrawn"}}, "withdrawn"),
    ],
)
def test_what_never_became_a_contract_is_left_out(tmp_path: Path, parts: dict[str, Any], why: str) -> None:
    result = imported(tmp_path, release(**parts))
    assert lines_of(result, Verdict.TAKEN, "expiry_date") == []
    assert any(why in line.why for line in result.lines)


def test_the_end_comes_from_the_contract_then_the_award_the_lot_and_the_tender(tmp_path: Path) -> None:
    lot = {"id": "L", "contractPeriod": {"endDate": "2028-03-03"}}
    tender = {"title": "Payroll", "lots": [lot], "contractPeriod": {"endDate": "2028-04-04"}}
    award = {"id": "1", "relatedLots": ["L"], "contractPeriod": {"endDate": "2028-02-02"}}
    contract = {"id": "1", "awardID": "1", "period": {"endDate": "2028-01-01"}}
    found = []
    for _ in range(4):
        ((_, end),) = ends(tmp_path, release(tender=tender, awards=[award], contracts=[contract]))
        found.append(end)
        for holder, name in ((contract, "period"), (award, "contractPeriod"), (lot, "contractPeriod")):
            if name in holder:
                del holder[name]
                break
    assert found == ["2028-01-01", "2028-02-02", "2028-03-03", "2028-04-04"]
