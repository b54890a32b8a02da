"""What is told about a consultation: plain values, no rows to follow (F-18)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from votes.models import ConsultationExtension, ConsultationReply
from votes.rules.consultations import Window
from votes.terms.consultations import ConsultationState


@dataclass(frozen=True, slots=True)
class PaperFact:
    """One paper as it stands. `sha256` is its hash now; `changed` when that is not what was frozen at opening."""

    id: int
    number: int
    version: int
    title: str
    sha256: str
    changed: bool
    file_name: str
    size: int
    constitution_id: int | None
    reason: str
    added_at: datetime


@dataclass(frozen=True, slots=True)
class AnswerFact:
    """One answer of the LMC. `stale`: papers, or text or voting rules of the constitution, changed since."""

    id: int
    number: int
    consulted_properly: bool
    consulted_text: str
    opinion: str
    opinion_name: str
    opinion_text: str
    comments: str
    late: bool
    stale: bool
    answered_at: datetime
    answered_by_name: str
    papers_seen: tuple[dict[str, Any], ...]
    replies: tuple[ConsultationReply, ...]


@dataclass(frozen=True, slots=True)
class ConsultationFact:
    """One consultation as at a moment.

    `answered`, `consulted_properly`, `opinion` and `stale` speak of the answer that counts: the last one before the
    close. `no_response` is True when it closed without one (LMC-05); a late answer does not change that.
    `constitution_url` is empty while the version is a draft, whose page is the CCG's own.
    """

    id: int
    number: int
    ccg_code: str
    ccg_name: str
    lmc_code: str
    lmc_name: str
    kind: str
    kind_name: str
    title: str
    question: str
    state: str
    state_name: str
    opened_at: datetime | None
    closes_at: datetime | None
    window: Window | None
    closed: bool
    closed_at: datetime | None
    answered: bool
    consulted_properly: bool | None
    opinion: str | None
    opinion_name: str
    no_response: bool
    stale: bool
    reply_needed: bool
    replied: bool
    replied_at: datetime | None
    late_answer: bool
    answer: AnswerFact | None
    answers: tuple[AnswerFact, ...]
    papers: tuple[PaperFact, ...]
    papers_digest: str
    constitution_id: int | None
    constitution_number: str
    constitution_text_hash: str
    constitution_rules_hash: str
    constitution_url: str
    changed_since_opening: bool
    extensions: tuple[ConsultationExtension, ...]
    published_at: datetime | None
    summary: str
    further_to_id: int | None
    url: str
    lmc_url: str

    @property
    def outcome_name(self) -> str:
        """What came of it, in the words that every page uses."""
        if self.state == ConsultationState.WITHDRAWN:
            return "Withdrawn"
        if self.answer is not None:
            return self.opinion_name + (" (papers changed since)" if self.stale else "")
        return "No response" if self.no_response else "No answer yet"
