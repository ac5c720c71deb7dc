"""A difference in sentences that a board can read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from planner.domain.wording import calendar_day, day_count, money, signed
from planner.futures.difference.causes import Cause
from planner.futures.difference.facts import ChoiceKind, DateKind
from planner.futures.difference.input_changes import SETTING, InputChange
from planner.futures.difference.records import UNPROMPTED, Difference

SHOWN = 3
"""So many of a kind are named; the others are counted."""
FLAGS = (ChoiceKind.DEPARTMENT_FLAG, ChoiceKind.CONTRACT_FLAG)


def difference_lines(difference: Difference) -> Iterator[str]:
    """The headline, a few lines for every cause with an effect, the largest first, and the sum."""
    yield headline(difference)
    places = by_weight(difference)
    for place in places:
        yield ""
        yield from cause_lines(difference, place)
    idle = [cause.name for place, cause in enumerate(difference.causes[:-1]) if place not in places]
    if idle:
        yield ""
        yield f"Changed without any effect on the plan: {_some(idle)}."
    if len(places) > 1:
        yield ""
        yield sum_sentence(difference)
    if any(difference.unsure_pounds[place] is None for place in places):
        yield "How far the plans are from the best possible is not known, because not all of them were solved for."


def headline(difference: Difference) -> str:
    """What the new plan costs against the old one."""
    if difference.is_empty:
        return "No difference: every date, choice and pound is the same."
    before, after = (sum(terms.values()) for terms in (difference.terms_before, difference.terms_after))
    costs = f"The new plan costs {money(after, difference.currency)}"
    if before == after:
        return f"{costs}, the same as the old one."
    word = "more" if after > before else "less"
    change = money(abs(after - before), difference.currency)
    return f"{costs}: {change} {word} than the old one ({money(before, difference.currency)})."


def by_weight(difference: Difference) -> list[int]:
    """The places of the causes with an effect: most pounds first, what no input explains last."""
    pounds = difference.pounds_by_cause
    places = [place for place in range(len(pounds)) if difference.has_effect(place)]
    return sorted(places, key=lambda place: (difference.causes[place] is UNPROMPTED, -abs(pounds[place]), place))


def cause_lines(difference: Difference, place: int) -> Iterator[str]:
    """One cause: what was changed, what it costs and why, and what it moves."""
    cause = difference.causes[place]
    yield f"{signed(difference.pounds_by_cause[place], difference.currency)}: {cause_text(cause)}"
    details = (
        _by_term(difference, place),
        _kept(difference, place),
        _moves(difference, place),
        _options(difference, place),
        _flags(difference, place),
        _unsure(difference, place),
    )
    yield from (f"  {detail}" for detail in details if detail)


def cause_text(cause: Cause) -> str:
    """What was changed, in a line."""
    if cause is UNPROMPTED:
        return "change of plan without a change of input (one of the plans was not the best known)"
    if len({(change.table, change.record) for change in cause.changes}) == 1:
        return f"{cause.name}{_in_one_record(cause, SHOWN)}"
    return f"{cause.name}: {_some([change_text(change) for change in cause.changes])}"


def short_cause_text(cause: Cause) -> str:
    """What was changed, in a few words."""
    one_record = len({(change.table, change.record) for change in cause.changes}) == 1
    return f"{cause.name}{_in_one_record(cause, 1)}" if one_record else cause.name


def change_text(change: InputChange) -> str:
    """One change of the input, for instance `milestones A-READY forecast_date 2028-04-01 → 2028-07-01`."""
    return f"{change.table} {change.record} {_column_text(change)}"


def _in_one_record(cause: Cause, shown: int) -> str:
    """What follows the name of a cause that is one record."""
    texts = [_column_text(change) for change in cause.changes]
    return f" {texts[0]}" if len(texts) == 1 else f": {_some(texts, shown)}"


def _column_text(change: InputChange) -> str:
    if change.column is None:
        return "added" if change.before is None else "removed"
    column = "" if change.column == SETTING else f"{change.column} "
    return f"{column}{_stated(change.before)} → {_stated(change.after)}"


def sum_sentence(difference: Difference) -> str:
    """The parts and what they add up to."""
    currency = difference.currency
    parts = [signed(difference.pounds_by_cause[place], currency) for place in by_weight(difference)]
    return f"Together {' '.join(parts)} = {signed(difference.total_pounds, currency)}."


def _stated(text: str | None) -> str:
    return "not stated" if text is None else text


def _by_term(difference: Difference, place: int) -> str:
    found = {term: pounds for term, pounds in difference.terms_by_cause[place].items() if pounds}
    if len(found) == 1:
        return f"All of it {next(iter(found)).value}."
    parts = [f"{term.value} {signed(pounds, difference.currency)}" for term, pounds in found.items()]
    return f"Of that {', '.join(parts)}." if parts else ""


def _kept(difference: Difference, place: int) -> str:
    if difference.causes[place] is UNPROMPTED:
        return ""
    kept, replanned = difference.kept_pounds[place], difference.replanned_pounds[place]
    if kept is None or replanned is None:
        return "The plan before it cannot be carried out any more."
    if replanned == 0:
        return ""
    what = "saves" if replanned < 0 else "adds"
    left = signed(kept, difference.currency)
    return f"With the plan left as it was: {left}; re-planning {what} {money(abs(replanned), difference.currency)}."


def _moves(difference: Difference, place: int) -> str:
    moved = [
        (line.record, line.shares[place])
        for line in difference.dates
        if line.kind is DateKind.CUTOVER and line.shares[place]
    ]
    moved.sort(key=lambda move: (-abs(move[1]), move[0]))
    if not moved:
        return ""
    texts = [f"{record} {day_count(abs(days))} {'later' if days > 0 else 'earlier'}" for record, days in moved]
    return f"Moves {len(moved)} {'cutover' if len(moved) == 1 else 'cutovers'}: {_some(texts)}."


def _options(difference: Difference, place: int) -> str:
    lines = [line for line in difference.choices if line.kind == ChoiceKind.OPTION and place in line.causes]
    bought = [line.record for line in lines if line.before is None]
    dropped = [line.record for line in lines if line.after is None]
    dates = dict(_last_days(difference))
    parts = []
    if bought:
        decide = [f"{id} (decide by {dates[id]})" if id in dates else id for id in bought]
        parts.append(f"Needs {_some(decide)}.")
    if dropped:
        parts.append(f"No longer needs {_some(dropped)}.")
    return " ".join(parts)


def _last_days(difference: Difference) -> Iterator[tuple[str, str]]:
    """The last day to decide of every option that is new, and whether it rests on an assumed figure."""
    for line in difference.choices:
        if line.after and line.kind == DateKind.DECIDE:
            yield line.record, _day(line.after)
        elif line.after and line.kind == DateKind.DECIDE_ASSUMED:
            yield line.record, f"{_day(line.after)}, assumed"


def _flags(difference: Difference, place: int) -> str:
    kind = next((k for k in FLAGS if any(line.kind == k and place in line.causes for line in difference.choices)), None)
    turns = [
        f"{line.record} {line.before or 'none'} → {line.after or 'none'}"
        for line in difference.choices
        if line.kind == kind and place in line.causes
    ]
    return f"Flags: {_some(turns)}." if turns else ""


def _unsure(difference: Difference, place: int) -> str:
    unsure = difference.unsure_pounds[place]
    if not unsure:
        return ""
    return (
        f"Plans on the way are not proved the best: this part is sure to within {money(unsure, difference.currency)}."
    )


def _day(text: str) -> str:
    return calendar_day(date.fromisoformat(text))


def _some(texts: Sequence[str], shown: int = SHOWN) -> str:
    more = len(texts) - shown
    return ", ".join(texts[:shown]) + (f" and {more} more" if more > 0 else "")
