"""One cause is one finding, also where it strikes a thousand rows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from planner.domain.findings import Finding, Severity

Kind = tuple[str, str, str | None, Severity]
"""What findings of one kind share: file, code, column and severity."""
FEW = 3
"""So many rows with the same fault are told one by one."""
MOST_OF_A_KIND = 20
"""Findings of one code in one column that are told, before the rest of them is counted."""
NAMED_ROWS = 5


def grouped(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings in their order; the same said of many rows is said once, and of many of one kind the rest is counted."""
    return tuple(_counted(_joined(findings)))


def _joined(findings: Sequence[Finding]) -> list[Finding]:
    """What is said of more than a few rows in the same words, said at the first of them with the number of the others."""
    rows: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for finding in findings:
        rows[_words(finding)].append(finding.row or 0)
    told: list[Finding] = []
    for finding in findings:
        same = rows[_words(finding)]
        if len(same) <= FEW:
            told.append(finding)
        elif finding.row == same[0]:
            told.append(replace(finding, message=f"{finding.message} (and in {rows_text(same[1:])})"))
    return list(dict.fromkeys(told))


def _words(finding: Finding) -> tuple[object, ...]:
    """All that is said but the row."""
    return finding.file, finding.code, finding.column, finding.found, finding.message, finding.cure


def _counted(findings: Sequence[Finding]) -> Iterator[Finding]:
    """The first findings of every kind, and in place of the next one a finding that counts those left out."""
    by_kind: dict[Kind, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_kind[_kind(finding)].append(finding)
    told: Counter[Kind] = Counter()
    for finding in findings:
        kind = _kind(finding)
        told[kind] += 1
        if told[kind] < MOST_OF_A_KIND or len(by_kind[kind]) == MOST_OF_A_KIND == told[kind]:
            yield finding
        elif told[kind] == MOST_OF_A_KIND:
            yield _rest(by_kind[kind][MOST_OF_A_KIND - 1 :])


def _kind(finding: Finding) -> Kind:
    return finding.file, finding.code, finding.column, finding.severity


def _rest(left_out: Sequence[Finding]) -> Finding:
    first = left_out[0]
    rows = rows_text([finding.row for finding in left_out if finding.row is not None])
    message = f"{len(left_out):,} more findings of this kind, in {rows}; the first says: {first.message}"
    return replace(first, message=message, cure="mend those above, then check again")


def rows_text(rows: Sequence[int]) -> str:
    """The first few rows and how many more, for instance `rows 3, 4, 7 and 1,204 more`."""
    named = ", ".join(str(row) for row in rows[:NAMED_ROWS])
    more = f" and {len(rows) - NAMED_ROWS:,} more" if len(rows) > NAMED_ROWS else ""
    return f"{'row' if len(rows) == 1 else 'rows'} {named}{more}"
