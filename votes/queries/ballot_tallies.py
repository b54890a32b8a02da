"""Counting: one GROUP BY over the live papers; and the tally file that anyone can check (F-16)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC
from typing import Any

from django.db import connection

from votes.models import Ballot
from votes.queries.ballot_roll import ROLL
from votes.queries.ballots import questions_of
from votes.rules.ballot_hashes import canonical
from votes.rules.ballot_tally import Count, Figures, count_question

# Papers of a practice are numbered 1, 2, 3 without gaps (the referee sees to it), so a paper is superseded where there
# is a next. Few practices vote twice, so leaving those out costs next to nothing beside the GROUP BY (measured).
SUPERSEDED = """
SELECT earlier.id FROM votes_votingpaper later
  JOIN votes_rollentry entry ON entry.id = later.roll_entry_id AND entry.ballot_id = %s
  JOIN votes_votingpaper earlier ON earlier.roll_entry_id = later.roll_entry_id AND earlier.number = later.number - 1
 WHERE later.number > 1
"""
LIVE = f"""
  FROM votes_vote vote
  JOIN votes_votingpaper paper ON paper.id = vote.paper_id
  JOIN ({ROLL}) roll ON roll.id = paper.roll_entry_id AND NOT roll.struck
"""  # noqa: S608
COUNT = f"""
SELECT vote.question_id, vote.option, count(*), sum(roll.weight) {LIVE}
 WHERE paper.id NOT IN ({SUPERSEDED}) GROUP BY 1, 2
"""  # noqa: S608
ELIGIBLE = f"SELECT count(*), coalesce(sum(weight), 0) FROM ({ROLL}) roll WHERE NOT struck"  # noqa: S608
PAPERS = f"""
SELECT roll.code, paper.receipt, roll.weight, json_object_agg(question.number::text, vote.option) {LIVE}
  JOIN votes_question question ON question.id = vote.question_id
 WHERE paper.id NOT IN ({SUPERSEDED}) GROUP BY 1, 2, 3 ORDER BY roll.code
"""  # noqa: S608


def eligible(ballot: Ballot) -> Count:
    """Practices on the roll that are not struck, and their votes."""
    with connection.cursor() as cursor:
        cursor.execute(ELIGIBLE, [ballot.pk, ballot.pk])
        return Count(*map(int, cursor.fetchone()))


def count_ballot_figures(ballot: Ballot) -> dict[int, Figures]:
    """Figures of every question by its id. Must only be asked once the ballot is closed (VOT-13)."""
    votes: dict[int, dict[str, Count]] = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [ballot.pk] * 3)
        for question_id, option, practices, weight in cursor.fetchall():
            votes[question_id][option] = Count(int(practices), int(weight))
    on_roll = eligible(ballot)
    found = {}
    for question in questions_of(ballot):
        if question.terms is None:
            raise ValueError(f"{question} has no frozen rule")
        found[question.pk] = count_question(
            rule=question.terms, options=question.choices, eligible=on_roll, votes=votes[question.pk]
        )
    return found


def tally_data(ballot: Ballot) -> dict[str, Any]:
    """The whole tally as plain data: roll, papers, questions with rule, figures and outcome.

    Recorded ballots only: every practice's answers are in it, as the casting page said they would be.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"{ROLL} ORDER BY entry.code", [ballot.pk, ballot.pk])
        roll = [
            {"code": code, "name": name, "patients": patients, "weight": weight}
            for _, _, code, name, patients, _, weight, struck in cursor.fetchall()
            if not struck
        ]
        cursor.execute(PAPERS, [ballot.pk] * 3)
        papers = [
            {"code": code, "receipt": receipt, "weight": weight, "answers": answers}
            for code, receipt, weight, answers in cursor.fetchall()
        ]
    figures = count_ballot_figures(ballot)
    return {
        "format": "cocommission tally 1",
        "ballot": {
            "id": ballot.pk,
            "ccg": ballot.ccg.code,
            "number": ballot.number,
            "title": ballot.title,
            "mode": ballot.mode,
            "opens_at": _iso(ballot.opens_at),
            "closes_at": _iso(ballot.closes_at),
            "roll_hash": ballot.roll_hash,
            "questions_hash": ballot.questions_hash,
            "ballot_hash": ballot.ballot_hash,
        },
        "corrections": [
            {
                "code": correction.practice.code,
                "kind": correction.kind,
                "weight_before": correction.weight_before,
                "weight_after": correction.weight_after,
                "reason": correction.reason,
                "roll_hash_after": correction.roll_hash_after,
            }
            for correction in ballot.corrections.select_related("practice").order_by("pk")
        ],
        "roll": roll,
        "papers": papers,
        "questions": [
            {
                "number": question.number,
                "kind": question.kind,
                "text": question.text,
                "options": question.options,
                "rule": question.rule,
                "constitution_hash": question.constitution_hash,
                "constitution_rules_hash": question.constitution_rules_hash,
                "figures": figures[question.pk].to_json(),
                "outcome": figures[question.pk].outcome,
            }
            for question in questions_of(ballot)
        ],
    }


def tally_text(ballot: Ballot) -> str:
    """The tally file: one line of canonical JSON."""
    return canonical(tally_data(ballot)) + "\n"


def votes_by_practice(tally: Mapping[str, Any]) -> list[dict[str, Any]]:
    """How each practice on the roll voted, from a published tally: name, code, weight, answers' labels, receipt."""
    papers = {paper["code"]: paper for paper in tally["papers"]}
    labels = {
        str(question["number"]): {option["code"]: option["label"] for option in question["options"]}
        for question in tally["questions"]
    }
    return [
        {
            "name": row["name"],
            "code": row["code"],
            "weight": row["weight"],
            "receipt": papers[row["code"]]["receipt"] if row["code"] in papers else "",
            "answers": [
                labels[number][papers[row["code"]]["answers"][number]] if row["code"] in papers else "Did not vote"
                for number in labels
            ],
        }
        for row in sorted(tally["roll"], key=lambda row: (row["name"], row["code"]))
    ]


def _iso(at: Any) -> str:
    return at.astimezone(UTC).isoformat() if at else ""
