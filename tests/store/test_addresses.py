"""Which store is meant."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from planner.errors import MissingExtraError, StoreError
from planner.store.addresses import open_store, store_address, user_data_folder


def test_the_option_wins_over_the_variable() -> None:
    assert store_address("mine.sqlite", {"PLANNER_STORE": "ours.sqlite"}) == "mine.sqlite"


def test_the_variable_wins_over_the_users_own_file() -> None:
    assert store_address(None, {"PLANNER_STORE": "ours.sqlite"}) == "ours.sqlite"


def test_without_both_it_is_the_users_own_file(tmp_path: Path) -> None:
    address = store_address(None, {"XDG_DATA_HOME": str(tmp_path), "LOCALAPPDATA": str(tmp_path)})
    assert address is not None
    assert address.endswith("planner-runs.sqlite")


@pytest.mark.parametrize(("option", "variable"), [("none", "ours.sqlite"), (None, "none")])
def test_none_keeps_no_history(option: str | None, variable: str) -> None:
    assert store_address(option, {"PLANNER_STORE": variable}) is None


@pytest.mark.parametrize(
    ("platform", "environment", "expected"),
    [
        ("linux", {"XDG_DATA_HOME": "/data"}, Path("/data/planner")),
        ("linux", {}, Path.home() / ".local/share/planner"),
        ("darwin", {}, Path.home() / "Library/Application Support/planner"),
        ("win32", {"LOCALAPPDATA": "/local"}, Path("/local/planner")),
    ],
)
def test_each_system_has_its_place_for_data(platform: str, environment: dict[str, str], expected: Path) -> None:
    assert user_data_folder(environment, platform) == expected


def test_a_missing_file_is_not_made_by_a_reader(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no run store at"):
        open_store(tmp_path / "typo.sqlite", create=False)
    assert not (tmp_path / "typo.sqlite").exists()


def test_a_missing_folder_is_made_with_the_file(tmp_path: Path) -> None:
    open_store(tmp_path / "a" / "b" / "runs.sqlite")
    assert (tmp_path / "a" / "b" / "runs.sqlite").exists()


def test_another_kind_of_address_is_refused_with_what_is_possible() -> None:
    with pytest.raises(StoreError, match="name a file, or a PostgreSQL database as postgresql://"):
        open_store("mysql://host/db")


def test_without_the_driver_the_message_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(MissingExtraError, match=r"psycopg is not installed; .*\.\[team\]"):
        open_store("postgresql://host/db")
