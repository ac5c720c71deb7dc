"""The notice and lead times that hold for an option; what nobody stated is assumed by policy and said to be."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.contracts import Contract, ExtensionOption, Notice, NoticeUnit, OptionKind
from planner.domain.policy import Policy


@dataclass(frozen=True, kw_only=True)
class NoticeTerms:
    """What is taken off the end that an option extends.

    `award_days` is the time to award a bridge, 0 for other kinds. The three flags say which figure is assumed.
    `earliest`: notice not before so long before the end; None: on any day.
    """

    notice: Notice
    lead_days: int
    award_days: int = 0
    notice_assumed: bool = False
    lead_assumed: bool = False
    award_assumed: bool = False
    earliest: Notice | None = None

    @property
    def assumed(self) -> tuple[str, ...]:
        """The assumed figures in words, for instance `notice of 180 days`."""
        words = (
            (self.award_assumed, f"{self.award_days} days to award it"),
            (self.notice_assumed, f"notice of {self.notice}"),
            (self.lead_assumed, f"internal lead of {self.lead_days} days"),
        )
        return tuple(text for is_assumed, text in words if is_assumed)


def notice_terms(policy: Policy, contract: Contract, option: ExtensionOption) -> NoticeTerms:
    """The terms of an option: its own, else its contract's, else those of policy.

    Of a bridge nothing is taken off but the time to award it, unless its own row states a notice or an internal lead.
    """
    if option.kind is OptionKind.BRIDGE:
        return NoticeTerms(
            notice=option.notice or Notice(),
            lead_days=option.internal_lead_days or 0,
            award_days=policy.bridge_lead_days if option.lead_days is None else option.lead_days,
            award_assumed=option.lead_days is None,
            earliest=_window(option, option.notice),
        )
    notice = contract.notice if option.notice is None else option.notice
    lead_days = contract.internal_lead_days if option.internal_lead_days is None else option.internal_lead_days
    return NoticeTerms(
        notice=Notice(policy.unstated_notice_days) if notice is None else notice,
        lead_days=policy.unstated_lead_days if lead_days is None else lead_days,
        notice_assumed=notice is None,
        lead_assumed=lead_days is None,
        earliest=_window(option, notice) or _window(contract, contract.notice),
    )


def stop_terms(policy: Policy, contract: Contract) -> NoticeTerms:
    """The terms of stopping a contract that goes on by itself: its own, else those of policy."""
    period = ExtensionOption(id="", contract=contract.id, sequence=1, kind=OptionKind.RENEWAL)
    return notice_terms(policy, contract, period)


def _window(record: Contract | ExtensionOption, notice: Notice | None) -> Notice | None:
    """How early notice can be given, counted in the unit of the notice where no unit of its own is stated."""
    if record.earliest_notice is None:
        return None
    unit = record.earliest_notice_unit or (NoticeUnit.DAYS if notice is None else notice.unit)
    return Notice(record.earliest_notice, unit)
