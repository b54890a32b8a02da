"""Self-certification (F-57): which questions, what departs and needs an explanation, who attests. Plain Python."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from ccgs.terms.roles import RoleCode
from cocommission.shared.rules.blockers import Blocker
from conflicts.rules.catalogue.certificates import CER_01, CER_02
from conflicts.rules.periods import add_months
from conflicts.rules.values import value_on
from conflicts.terms.breaches import CertificatePeriod

ATTESTING = (RoleCode.ACCOUNTABLE_OFFICER, RoleCode.AUDIT_CHAIR)
YEAR_BEGINS_IN = 4


@dataclass(frozen=True, slots=True)
class Answer:
    """One question answered from the record: whether the CCG complies, in which words, and where the proof is."""

    id: str
    asks: str
    complies: bool
    says: str
    proof: str
    rule: str


def period_from(period: str, on: date) -> tuple[date, date]:
    """The last whole quarter, or the last whole year from April, before a day: first day, first day after."""
    if period == CertificatePeriod.QUARTER:
        months = value_on("certificate_quarterly", on).value
        first = date(on.year, (on.month - 1) // months * months + 1, 1)
        return add_months(first, -months), first
    year = on.year if on.month >= YEAR_BEGINS_IN else on.year - 1
    end = date(year, YEAR_BEGINS_IN, 1)
    return date(year - 1, YEAR_BEGINS_IN, 1), end


def answers_hash(answers: Iterable[Mapping[str, Any]], explanations: Mapping[str, str]) -> str:
    """SHA-256 of the answers and explanations: what an attestation is bound to."""
    body = json.dumps([list(answers), dict(explanations)], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(body.encode()).hexdigest()


def stored(answers: Iterable[Answer]) -> list[dict[str, Any]]:
    """Answers as they are kept."""
    return [asdict(answer) for answer in answers]


def explain(answer: Mapping[str, Any]) -> str:
    """What the record says where the CCG departs, and what the officer does about it, each said once."""
    return f"{str(answer['says']).removesuffix(' Explain why.')} Explain why, and what safeguards you have instead."


def unexplained(answers: Sequence[Mapping[str, Any]], explanations: Mapping[str, str]) -> list[Blocker]:
    """Where the CCG departs and does not say why: comply or explain."""
    return [
        Blocker(
            answer["rule"],
            f"{answer['asks']} {explain(answer)}",
            "Governance officer",
            CER_01.source,
            field=f"explain_{answer['id']}",
        )
        for answer in answers
        if not answer["complies"] and not str(explanations.get(answer["id"], "")).strip()
    ]


def attest_blockers(
    *, seen_hash: str, answers_hash: str, role: str, other_role_by: int | None, by: int
) -> list[Blocker]:
    """Why somebody cannot attest: other answers by now, or they attested in the other office already."""
    found = []
    if not answers_hash:
        found.append(Blocker(CER_02.id, "Fill in the return first.", "Governance officer", CER_02.source))
    elif seen_hash != answers_hash:
        words = "The answers changed since you opened the page. Read them again."
        found.append(Blocker(CER_02.id, words, "", CER_02.source))
    if other_role_by == by:
        words = "You attested it in the other office. The Accountable Officer and the Audit Chair must be two people."
        found.append(Blocker(CER_02.id, words, "Audit Chair or Accountable Officer", CER_02.source))
    return found
