"""Contracts one after another: what is taken, what a person decides, what is skipped, each with its line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from planner.domain.findings import Finding, Severity
from planner.domain.provenance import Basis, Confidence
from planner.errors import InputError
from planner.reading.importers.assumed_price import ASSUMED_PRICE, with_assumed_price
from planner.reading.importers.imported import ImportLine, Verdict
from planner.reading.importers.ocds.contract_rows import (
    Figure,
    Surroundings,
    annual_price,
    figures_of,
    provenance_of,
    record_id,
    words_of,
)
from planner.reading.importers.ocds.ends import Assessed
from planner.reading.importers.ocds.entries import Stage
from planner.reading.importers.ocds.review.accepted import Accepted
from planner.reading.importers.ocds.review.proposals import Proposal, chain_text, proposals_of
from planner.reading.overlay.operations.edits import Add, SetValues
from planner.reading.overlay.scenario import Operation
from planner.reading.overlay.selector import Selector
from planner.reading.overlay.table_rows import Cells


@dataclass
class Contracts:
    """What has been made of the contracts so far."""

    around: Surroundings
    there: Mapping[str, Cells]
    with_options: frozenset[str]
    accepted: Mapping[str, Accepted]
    lines: list[ImportLine] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)
    new: dict[str, Cells] = field(default_factory=dict)
    waiting: dict[str, Cells] = field(default_factory=dict)
    """Contracts whose end a person decides, each with its end as published; they are not written."""
    endless: dict[str, Cells] = field(default_factory=dict)
    """Contracts without an end; they are not written before somebody states it."""
    changed: dict[str, Cells] = field(default_factory=dict)
    options: list[Cells] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    seen: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Mapping[str, list[Cells]], around: Surroundings, accepted: Iterable[Accepted]) -> Contracts:
        """Nothing yet, for a portfolio with these rows."""
        return cls(
            around=around,
            there={cells["id"]: cells for cells in rows["contracts"]},
            with_options=frozenset(cells["contract"] for cells in rows["options"]),
            accepted={found.contract: found for found in accepted},
        )

    def take(self, found: Assessed) -> None:
        """Look at one contract."""
        record = record_id(found.entry, self.around)
        if found.entry.over:
            self._skip(found, record, "", f"it is no contract any more: {found.entry.over}")
        elif record in self.seen:
            self._skip(found, record, "", f"the contract was read before, at {self.seen[record]}")
        else:
            self.seen[record] = found.entry.place
            self._decide(found, record)

    def finish(self) -> None:
        """Raise `InputError` with everything that is wrong with what was accepted."""
        for record, row in self.accepted.items():
            if record not in self.seen:
                cure = "name the review that the import of this file wrote, or correct the id"
                self.findings.append(_finding(row, f"{self.around.source} describes no contract {record}", cure))
        if self.findings:
            raise InputError(self.findings)

    def stated(self) -> tuple[Cells, ...]:
        """The contracts of the file as they will stand in the portfolio, for what they do not say.

        One whose end a person decides or states is among them, for it stands there afterwards.
        """
        changed = (
            {**self.there[record], **self.changed.get(record, {})} for record in self.seen if record in self.there
        )
        return (*self.new.values(), *self.waiting.values(), *self.endless.values(), *changed)

    def operations(self) -> tuple[Operation, ...]:
        """New rows, changed cells, and accepted options."""
        new = (Add(table="contracts", rows=tuple(self.new.values())),) if self.new else ()
        changes = (
            SetValues(table="contracts", selector=Selector(ids=(record,)), values=values)
            for record, values in self.changed.items()
        )
        options = (Add(table="options", rows=tuple(self.options)),) if self.options else ()
        return (*new, *changes, *options)

    def _decide(self, found: Assessed, record: str) -> None:
        row = self.accepted.get(record)
        figures = list(figures_of(found, self.around))
        if row is not None:
            figures = self._accepted_figures(found, figures, row)
        if not any(figure.column == "expiry_date" for figure in figures):
            self._without_end(found, record)
        elif record in self.there:
            self._compare(found, record, figures)
        else:
            self._add(found, record, figures)
        if row is not None:
            self._add_options(found, record, row)
        else:
            self._propose(found, record)

    def _accepted_figures(self, found: Assessed, figures: list[Figure], row: Accepted) -> list[Figure]:
        """The figures with the end that a person accepted."""
        if row.expiry is None:
            if not figures and row.contract not in self.there:
                cure = "write the last day in force before the first option as its expiry_date"
                self.findings.append(_finding(row, "the contract has no end", cure))
            return figures
        by = f" by {row.reviewer}" if row.reviewer else ""
        end = Figure(
            column="expiry_date", text=str(row.expiry), confidence=Confidence.HIGH, why=f"accepted{by} in {row.place}"
        )
        others = [figure for figure in figures if figure.column != "expiry_date"]
        price = annual_price(found, self.around)
        if price is not None and not any(figure.column == price.column for figure in others):
            others.append(price)
        return [end, *others]

    def _add(self, found: Assessed, record: str, figures: list[Figure]) -> None:
        cells = {"id": record, **words_of(found.entry, self.around), **{f.column: f.text for f in figures}}
        self.new[record] = {**cells, **provenance_of(found, figures, self.around)}
        stage = "" if found.entry.stage is not Stage.TENDERED else "; it is a tender, so its dates are plans"
        self._line(found, record, "name", "", cells["name"], Verdict.TAKEN, Confidence.HIGH, f"a new contract{stage}")
        for figure in figures:
            self._line(found, record, figure.column, "", figure.text, Verdict.TAKEN, figure.confidence, figure.why)

    def _compare(self, found: Assessed, record: str, figures: list[Figure]) -> None:
        """Fill in what the contract in the portfolio does not state; where it states another figure, a person decides."""
        known, accepted = self.there[record], record in self.accepted
        wanted = [
            Figure(column=c, text=t, confidence=Confidence.HIGH, why="as published") for c, t in _filling(found, self)
        ]
        for figure in (*wanted, *figures):
            old = known.get(figure.column, "")
            if old == figure.text:
                continue
            if not old or (accepted and figure.column == "expiry_date"):
                self.changed.setdefault(record, {})[figure.column] = figure.text
                self._line(found, record, figure.column, old, figure.text, Verdict.TAKEN, figure.confidence, figure.why)
            elif figure.column not in ("name", "buyer", "supplier", "services", "regime"):
                why = f"{figure.why}; the portfolio says otherwise, and what it says stays"
                self._line(found, record, figure.column, old, figure.text, Verdict.SUGGESTED, figure.confidence, why)
        if record not in self.changed and not any(line.record == record for line in self.lines):
            self._skip(found, record, "", "the portfolio says the same already")

    def _without_end(self, found: Assessed, record: str) -> None:
        if found.ends:
            for end in found.ends:
                old = self.there.get(record, {}).get("expiry_date", "")
                why = f"{end.kind.value}: {end.why}; a person decides"
                self._line(found, record, "expiry_date", old, str(end.expiry), Verdict.SUGGESTED, end.confidence, why)
            if record not in self.there:
                self.waiting[record] = _awaited(found, record, self.around)
            return
        if record not in self.there:
            known, price = _awaited(found, record, self.around), annual_price(found, self.around)
            origin = provenance_of(found, [price] if price is not None else [], self.around)
            self.endless[record] = {
                column: text for column, text in (known | origin).items() if column != "expiry_date"
            }
        self._skip(found, record, "expiry_date", _why_no_end(found))

    def _add_options(self, found: Assessed, record: str, row: Accepted) -> None:
        cells = self.new.get(record) or {**self.there.get(record, {}), **self.changed.get(record, {})}
        if record in self.with_options:
            self._option_line(found, record, row, Verdict.SKIPPED, "the portfolio has options of this contract already")
        else:
            if not cells.get("annual_price_pounds"):
                self._assume_price(found, record)
            self.options += _option_rows(record, row, self.around, found)
            by = f" by {row.reviewer}" if row.reviewer else ""
            self._option_line(found, record, row, Verdict.TAKEN, f"accepted{by} in {row.place}")

    def _assume_price(self, found: Assessed, record: str) -> None:
        """Nothing, until somebody states the price: the tables need one where a contract has options."""
        if record in self.new:
            self.new[record] = with_assumed_price(self.new[record])
        else:
            assumed = with_assumed_price({"reason": self.there[record].get("reason", "")})
            self.changed[record] = {**self.changed.get(record, {}), **assumed}
        self._line(
            found, record, "annual_price_pounds", "", "0", Verdict.TAKEN, Confidence.LOW, f"assumed: {ASSUMED_PRICE}"
        )

    def _propose(self, found: Assessed, record: str) -> None:
        proposals = list(proposals_of(found, self.around))
        self.proposals += proposals
        for proposal in proposals[:1]:
            verdict = Verdict.SUGGESTED if proposal.chain else Verdict.SKIPPED
            new = chain_text(proposal.chain)
            self._line(found, record, "months", "", new, verdict, proposal.confidence, proposal.why, "options")

    def _option_line(self, found: Assessed, record: str, row: Accepted, verdict: Verdict, why: str) -> None:
        self._line(found, record, "months", "", chain_text(row.chain), verdict, Confidence.HIGH, why, "options")

    def _skip(self, found: Assessed, record: str, column: str, why: str) -> None:
        self._line(found, record, column, "", "", Verdict.SKIPPED, Confidence.UNSTATED, why)

    def _line(
        self, found: Assessed, record: str, column: str, old: str, new: str, verdict: Verdict, sure: Confidence, why: str,
        table: str = "contracts",
    ) -> None:  # fmt: skip
        self.lines.append(
            ImportLine(
                place=found.entry.place, table=table, record=record, column=column, old=old, new=new, verdict=verdict,
                confidence=sure, why=why,
            )
        )  # fmt: skip


def _awaited(found: Assessed, record: str, around: Surroundings) -> Cells:
    """What is known of a contract whose end a person decides."""
    period, price = found.entry.period, annual_price(found, around)
    end = {"expiry_date": str(period.end)} if period is not None and period.end is not None else {}
    cost = {price.column: price.text} if price is not None else {}
    return {"id": record, **words_of(found.entry, around), **end, **cost}


def _filling(found: Assessed, contracts: Contracts) -> Iterator[tuple[str, str]]:
    yield from words_of(found.entry, contracts.around).items()


def _why_no_end(found: Assessed) -> str:
    period = found.entry.period
    if period is None:
        return "no period is published, so nobody knows its end"
    if period.faults:
        return f"{period.where}: {'; '.join(period.faults)}"
    if period.duration_months is not None:
        return f"{period.where}: a duration of {period.duration_months} months without a start, so no end"
    return f"{period.where}: it states no end"


def _option_rows(record: str, row: Accepted, around: Surroundings, found: Assessed) -> Iterator[Cells]:
    by = f" and accepted by {row.reviewer}" if row.reviewer else " and accepted"
    for number, part in enumerate(row.chain, start=1):
        yield {
            "id": f"{record}-{number}",
            "contract": record,
            "sequence": str(number),
            **part.cells,
            "source": f"{found.entry.process.ocid} ({around.source})",
            "basis": str(Basis.ASSUMED),
            "confidence": str(Confidence.MEDIUM),
            "public_fields": "months",
            "reason": f"Read from the notice{by}; the price is that of the contract.",
        }


def _finding(row: Accepted, message: str, cure: str) -> Finding:
    file, _, number = row.place.rpartition(" row ")
    return Finding(
        severity=Severity.ERROR,
        code="review",
        file=file,
        row=int(number),
        column="contract",
        message=message,
        cure=cure,
    )
