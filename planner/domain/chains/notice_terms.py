"""The notice and lead times that hold for an option; what nobody stated is assumed by policy and said to be."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.contracts import Contract, ExtensionOption, Notice, OptionKind
from planner.domain.policy import Policy


@dataclass(frozen=True, kw_only=True)
class NoticeTerms:
    """What is taken off the end that an option extends.

    `award_days` is the time to award a bridge, 0 for other kinds. The three flags say which figure is assumed.
    """

    notice: Notice
    lead_days: int
    award_days: int = 0
    notice_assumed: bool = False
    lead_assumed: bool = False
    award_assumed: bool = False

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
        )
    notice = contract.notice if option.notice is None else option.notice
    lead_days = contract.internal_lead_days if option.internal_lead_days is None else option.internal_lead_days
    return NoticeTerms(
        notice=Notice(policy.unstated_notice_days) if notice is None else notice,
        lead_days=policy.unstated_lead_days if lead_days is None else lead_days,
        notice_assumed=notice is None,
        lead_assumed=lead_days is None,
    )
