"""What changed, as the board reads it: a few lines, and against what they are told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from planner.domain.rules import Term
from planner.futures.difference.causes import Cause
from planner.futures.difference.input_changes import SETTING, InputChange
from planner.futures.difference.records import UNPROMPTED
from planner.futures.difference.words import cause_text
from planner.plan.flagging.records import Flag
from planner.present.report.board.runs import Sentence, said, strong
from planner.present.report.board.view import ReportView
from planner.present.report.changes.former import Since, Turn
from planner.present.wording import (
    counted,
    long_day,
    plain_day,
    sentence,
    short_money,
    shortened,
    signed_short_money,
)

MOST_CAUSES = 2
NAMED = 1
LONGEST_CAUSE = 110
DATES = ("forecast_date", "likely_date", "early_date", "late_date")


@dataclass(frozen=True, kw_only=True)
class Changes:
    """A few lines, and against what they are told; without lines, why there are none."""

    title: str
    lines: tuple[Sentence, ...]
    note: str


IS_ADOPTED = Changes(
    title="What changed since the adopted plan", lines=(), note="Nothing: this is the plan that has been adopted."
)
NOT_COMPARED = Changes(
    title="What changed",
    lines=(),
    note="Not compared: no other plan has been adopted, and none was named as the baseline.",
)


def changes_of(found: Since | None) -> Changes:
    """The block of the board page."""
    if found is None:
        return NOT_COMPARED
    title = f"What changed since {found.former.name}"
    if found.difference is None:
        return Changes(title=title, lines=(*_against_stated(found), _turns_and_moves(found)), note=found.refused)
    if not found.places and not found.flags and not found.cutovers:
        return Changes(title=title, lines=(), note=f"Nothing. {_against(found)}")
    return Changes(title=title, lines=tuple(_lines(found)), note=_against(found))


def _lines(found: Since) -> Iterator[Sentence]:
    shown = found.places if len(found.places) == MOST_CAUSES + 1 else found.places[:MOST_CAUSES]
    for place in shown:
        yield cause_line(found, place)
    if more := found.places[len(shown) :]:
        rest = sum(found.pounds_of(place) for place in more)
        yield said(f"{counted(len(more), 'more cause')}: {_more_or_less(rest, found.view)}.")
    yield _turns_and_moves(found)
    yield said(_unproved(found))


def _against_stated(found: Since) -> Iterator[Sentence]:
    """What the whole plan costs against what the former one cost when it was made."""
    view, stated = found.view, found.former.stated_terms
    if stated is None or not view.whole:
        return
    changed = {term: view.case.terms[term] - stated.get(term, 0) for term in Term}
    parts = _term_words({term.value: pounds for term, pounds in changed.items() if pounds}, view)
    total = _more_or_less(sum(changed.values()), view)
    yield said(strong(sentence(f"{total} than it cost when it was made")), f": {parts}." if parts else ".")


def _turns_and_moves(found: Since) -> Sentence:
    return said(f"{_flag_words(found)}. {_cutover_words(found)}.")


def cause_line(found: Since, place: int) -> Sentence:
    """A cause with its pounds by term."""
    view, terms = found.view, found.term_pounds(place)
    cause = found.cause(place)
    name = strong(shortened(cause_words(cause, view), LONGEST_CAUSE))
    if not terms:
        return said(name, ": no pound more or less.")
    told = "" if len(terms) == 1 else f": {_term_words(terms, view)}"
    only = f" of {next(iter(terms))}" if len(terms) == 1 else ""
    return said(name, f": {_more_or_less(found.pounds_of(place), view)}{only}{told}.")


def _term_words(terms: Mapping[str, int], view: ReportView) -> str:
    return ", ".join(f"{term} {signed_short_money(pounds, view.currency)}" for term, pounds in terms.items())


def cause_words(cause: Cause | None, view: ReportView) -> str:
    """What was changed; a milestone and the position date in a sentence of their own."""
    if cause is None:
        return "Changes at another organisation"
    if cause is UNPROMPTED:
        return "Another choice of plan, without a change of input"
    milestone = _one_milestone(cause.changes)
    if milestone is not None:
        return _moved(_milestone_name(view, milestone.record), milestone)
    if [(change.table, change.record) for change in cause.changes] == [("portfolio", "status_date")]:
        return _moved("Position date", cause.changes[0])
    return _record_words(cause, view) or sentence(cause_text(cause))


def _record_words(cause: Cause, view: ReportView) -> str:
    """The one cell that was changed, for instance `HLR-OWN annual price £2.00m to £2.10m`; empty where it was more."""
    change = cause.changes[0]
    if len(cause.changes) > 1 or change.column is None or change.column == SETTING:
        return ""
    column = change.column.replace("_pounds", "").replace("_", " ")
    before, after = (_cell_words(change.column, text, view) for text in (change.before, change.after))
    return f"{change.record} {column} {before} to {after}"


def _cell_words(column: str, text: str | None, view: ReportView) -> str:
    """A cell of the input as people read it."""
    if text is None:
        return "not stated"
    if "_pounds" in column and text.isdecimal():
        return short_money(int(text), view.currency)
    return plain_day(date.fromisoformat(text)) if column.endswith("_date") else text


def _one_milestone(changes: Sequence[InputChange]) -> InputChange | None:
    """The date of a milestone where nothing else was changed."""
    if {change.table for change in changes} != {"milestones"} or len({change.record for change in changes}) != 1:
        return None
    dated = sorted(
        (change for change in changes if change.column in DATES), key=lambda one: DATES.index(str(one.column))
    )
    whole = len(dated) == len(changes) and dated[0].before and dated[0].after
    return dated[0] if whole else None


def _milestone_name(view: ReportView, id: str) -> str:
    milestone = view.portfolio.milestone_by_id.get(id)
    return milestone.name if milestone is not None else id


def _moved(name: str, change: InputChange) -> str:
    before, after = (date.fromisoformat(str(text)) for text in (change.before, change.after))
    days = (after - before).days
    how = f"{counted(abs(days), 'day')} {'later' if days > 0 else 'earlier'}"
    return f"{name} {how} ({plain_day(before)} to {plain_day(after)})"


def _flag_words(found: Since) -> str:
    """How many flags are better and worse, and the weightiest of them."""
    better, worse = _split(found.flags)
    if not better and not worse:
        return "Flags: none is another one"
    return f"Flags: {'; '.join(filter(None, (_named(better, 'better'), _named(worse, 'worse'))))}"


def _split(lines: Sequence[Turn]) -> tuple[list[Turn], list[Turn]]:
    better = [line for line in lines if _gravity(line.after) < _gravity(line.before)]
    worse = [line for line in lines if _gravity(line.after) > _gravity(line.before)]
    return sorted(better, key=_weight), sorted(worse, key=_weight)


def _weight(line: Turn) -> tuple[int, str]:
    return -max(_gravity(line.before), _gravity(line.after)), line.record


def _gravity(flag: str) -> int:
    return Flag(flag).gravity


def _named(lines: Sequence[Turn], word: str) -> str:
    if not lines:
        return ""
    texts = [f"{line.record}: {line.before} to {line.after}" for line in lines[:NAMED]]
    more = f" and {len(lines) - NAMED} more" if len(lines) > NAMED else ""
    return f"{counted(len(lines), 'contract')} {word} ({', '.join(texts)}{more})"


def _cutover_words(found: Since) -> str:
    if not found.cutovers:
        return "No cutover moves"
    moved = len(found.cutovers)
    farthest = max(found.cutovers, key=lambda move: (abs(move.days), move.record))
    how = f"{farthest.record} {counted(abs(farthest.days), 'day')} {'later' if farthest.days > 0 else 'earlier'}"
    return f"{counted(moved, 'cutover')} {'moves' if moved == 1 else 'move'}, the farthest {how}"


def _unproved(found: Since) -> str:
    """Whether the change is more than what a better plan could still make of it."""
    outcome, case = found.view.case.outcome, found.view.case
    if not found.view.whole:
        return "What is still unproved is told for the whole plan alone."
    if outcome is None or outcome.bound_pounds is None:
        return "How much is still unproved is not known, so no part of this is sure to come from the input."
    unproved = max(0, case.pounds - outcome.bound_pounds)
    total, text = abs(found.total_pounds), short_money(unproved, found.view.currency)
    if total > unproved:
        return f"In all {_more_or_less(found.total_pounds, found.view)}: more than what is still unproved ({text})."
    return (
        f"In all {_more_or_less(found.total_pounds, found.view)}: no more than what is still unproved ({text}), so it may "
        "be another plan of equal worth."
    )


def _more_or_less(pounds: int, view: ReportView) -> str:
    if not pounds:
        return "no more and no less"
    return f"{short_money(abs(pounds), view.currency)} {'more' if pounds > 0 else 'less'}"


def _against(found: Since) -> str:
    position = long_day(found.former.case.portfolio.status_date)
    return f"Against {found.former.name}, position at {position}."


def plain_cause(found: Since, place: int) -> str:
    """The name of a cause, whole."""
    return cause_words(found.cause(place), found.view)
