#!/usr/bin/env python3
"""Counts a published tally file again. Needs Python and nothing else.

    python check_tally.py tally.json        (or - to read standard input)

Prints the recomputed result of each question and exits 0 when everything agrees; else prints why and exits 1.
It shares no code with the product on purpose: that is what makes it a check.
"""

import hashlib
import json
import math
import sys
from fractions import Fraction


class Wrong(Exception):
    """Something in the file does not agree with the rest of it."""


def need(true: object, why: str) -> None:
    """Raises Wrong with `why` unless `true`."""
    if not true:
        raise Wrong(why)


def sha256_of(data: object) -> str:
    """Hash of JSON with sorted keys and no spaces."""
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def check_roll(tally: dict) -> dict:
    """The roll by code; its hash must be the frozen one, or that of the last correction."""
    roll = {row["code"]: row for row in tally["roll"]}
    need(len(roll) == len(tally["roll"]), "A practice is on the roll twice.")
    kept = [{key: row[key] for key in ("code", "name", "patients", "weight")} for row in tally["roll"]]
    corrections = tally["corrections"]
    frozen = corrections[-1]["roll_hash_after"] if corrections else tally["ballot"]["roll_hash"]
    need(sha256_of(sorted(kept, key=lambda row: row["code"])) == frozen, "The roll does not have its hash.")
    return roll


def check_questions(tally: dict) -> None:
    """The questions and the whole ballot must have the hashes that were published at the opening."""
    kept = ("number", "kind", "text", "options", "rule", "constitution_hash")
    questions = sorted(({key: one[key] for key in kept} for one in tally["questions"]), key=lambda one: one["number"])
    rules = {one["number"]: one.get("constitution_rules_hash") for one in tally["questions"]}
    questions = [
        one | ({"constitution_rules_hash": rules[one["number"]]} if rules[one["number"]] else {}) for one in questions
    ]
    ballot = tally["ballot"]
    need(sha256_of(questions) == ballot["questions_hash"], "The questions or their rules do not have their hash.")
    whole = {
        "ccg": ballot["ccg"],
        "number": ballot["number"],
        "roll": ballot["roll_hash"],
        "questions": ballot["questions_hash"],
        "mode": ballot["mode"],
    }
    need(sha256_of(whole) == ballot["ballot_hash"], "The ballot does not have its hash.")


def check_papers(tally: dict, roll: dict) -> None:
    """One paper per practice on the roll, with its weight, a receipt of its own and an answer to every question."""
    receipts, voted = set(), set()
    options = {str(one["number"]): {option["code"] for option in one["options"]} for one in tally["questions"]}
    for paper in tally["papers"]:
        code = paper["code"]
        need(code in roll, f"{code} voted but is not on the roll.")
        need(code not in voted, f"{code} voted twice.")
        need(paper["receipt"] not in receipts, f"Receipt {paper['receipt']} is there twice.")
        need(paper["weight"] == roll[code]["weight"], f"{code} has another weight on its paper than on the roll.")
        need(set(paper["answers"]) == set(options), f"{code} did not answer every question.")
        for number, answer in paper["answers"].items():
            need(answer in options[number], f"{code} gave an answer to question {number} that was not put.")
        voted.add(code)
        receipts.add(paper["receipt"])


def reaches(rule: dict, support: int, base: int) -> bool:
    """Whether `support` of `base` carries."""
    if support == 0:
        return False
    line = base * Fraction(rule["threshold_numerator"], rule["threshold_denominator"])
    return support > line if rule["strict"] else support >= line


def count(question: dict, tally: dict) -> tuple:
    """Outcome, leading answer, its support and what that was measured against, from the papers alone."""
    rule, number = question["rule"], str(question["number"])
    roles = {option["code"]: option["role"] for option in question["options"]}
    papers = [(paper["answers"][number], paper["weight"]) for paper in tally["papers"]]
    roll = [row["weight"] for row in tally["roll"]]
    weighted = rule["weight_kind"] != "EQUAL" or sum(roll) != len(roll)
    by_head = not weighted or rule["base"] == "ELIGIBLE_PRACTICES"

    def size(weights: list) -> int:
        return len(weights) if by_head else sum(weights)

    support = {
        code: size([weight for answer, weight in papers if answer == code])
        for code, role in roles.items()
        if role == "FOR"
    }
    best = max(support.values())
    leading = next(code for code, votes in support.items() if votes == best)
    tie = best > 0 and list(support.values()).count(best) > 1
    if rule["base"] == "CAST":
        base = size([weight for _, weight in papers])
    elif rule["base"] == "CAST_WITHOUT_ABSTENTIONS":
        base = size([weight for answer, weight in papers if roles[answer] != "ABSTAIN"])
    else:
        base = size(roll)
    outcome = "CARRIED" if reaches(rule, best, base) and not tie else "LOST"
    if rule["quorum_numerator"] is not None and rule["quorum_of"] is not None:
        weighed = rule["quorum_of"] == "WEIGHT"
        took_part = sum(weight for _, weight in papers) if weighed else len(papers)
        everybody = sum(roll) if weighed else len(roll)
        if took_part < everybody * Fraction(rule["quorum_numerator"], rule["quorum_denominator"]):
            outcome = "INQUORATE"
    return outcome, leading, best, base


BASES = {
    "PRACTICES": ("CAST", "CAST_WITHOUT_ABSTENTIONS", "ELIGIBLE_PRACTICES"),
    "WEIGHT": ("CAST", "CAST_WITHOUT_ABSTENTIONS", "ELIGIBLE_WEIGHT"),
}


def sizes(weights: list) -> dict:
    """So many practices, and the votes that they have together."""
    return {"practices": len(weights), "weight": sum(weights)}


def check_figures(question: dict, tally: dict) -> None:
    """Every published figure: the counts of each answer, who could vote and who did, each share with its numbers."""
    number, figures, rule = str(question["number"]), question["figures"], question["rule"]

    def same(what: str, published: object, counted: object) -> None:
        need(published == counted, f"Question {number}, {what}: {published} published, {counted} counted.")

    papers = [(paper["answers"][number], paper["weight"]) for paper in tally["papers"]]
    same("answers", [one["code"] for one in figures["options"]], [one["code"] for one in question["options"]])
    for option in figures["options"]:
        found = sizes([weight for answer, weight in papers if answer == option["code"]])
        same(option["label"], {key: option[key] for key in found}, found)
    abstentions = {option["code"] for option in question["options"] if option["role"] == "ABSTAIN"}
    eligible, cast = sizes([row["weight"] for row in tally["roll"]]), sizes([weight for _, weight in papers])
    abstained = sizes([weight for answer, weight in papers if answer in abstentions])
    for what, found in (("eligible", eligible), ("cast", cast), ("abstained", abstained)):
        same(what, figures[what], found)

    weighted = rule["weight_kind"] != "EQUAL" or eligible["practices"] != eligible["weight"]
    wanted = [(measure, base) for measure in BASES if weighted or measure == "PRACTICES" for base in BASES[measure]]
    same("denominators", [(line["measure"], line["base"]) for line in figures["lines"]], wanted)
    leader = {option["code"]: option for option in figures["options"]}[figures["leading"]]
    for line in figures["lines"]:
        key = line["measure"].lower()
        total = cast[key] - (abstained[key] if line["base"] == "CAST_WITHOUT_ABSTENTIONS" else 0)
        total = eligible[key] if line["base"].startswith("ELIGIBLE") else total
        shown = (line["numerator"], line["denominator"], line["reaches"])
        same(f"share of {line['base']}", shown, (leader[key], total, reaches(rule, leader[key], total)))
    (counts,) = [line for line in figures["lines"] if line["counts"]]
    _, _, support, base = count(question, tally)
    same("the share that counts", (counts["numerator"], counts["denominator"]), (support, base))
    line = base * Fraction(rule["threshold_numerator"], rule["threshold_denominator"])
    same("needed", figures["needed"], math.floor(line) + 1 if rule["strict"] else math.ceil(line))
    has_quorum = rule["quorum_numerator"] is not None and rule["quorum_of"] is not None
    same("quorum stated", figures["quorum"] is not None, has_quorum)
    if has_quorum:
        key = "weight" if rule["quorum_of"] == "WEIGHT" else "practices"
        share = Fraction(rule["quorum_numerator"], rule["quorum_denominator"])
        least = math.ceil(eligible[key] * share)
        stated = [figures["quorum"][name] for name in ("numerator", "denominator", "needed", "met")]
        same("quorum", stated, [cast[key], eligible[key], least, cast[key] >= least])


def check(tally: dict) -> list:
    """A line for each question. Raises Wrong at the first thing that does not agree."""
    need(tally.get("format") == "cocommission tally 1", "This is not a tally file that this checker knows.")
    roll = check_roll(tally)
    check_questions(tally)
    check_papers(tally, roll)
    lines = []
    for question in tally["questions"]:
        check_figures(question, tally)
        outcome, leading, support, base = count(question, tally)
        need(
            outcome == question["outcome"] == question["figures"]["outcome"],
            f"Question {question['number']}: published as {question['outcome']}, counted as {outcome}.",
        )
        need(leading == question["figures"]["leading"], f"Question {question['number']}: another answer leads.")
        lines.append(f"Question {question['number']}: {outcome}, {leading} with {support} of {base}")
    return lines


def main(arguments: list) -> int:
    """Reads the file, checks it, prints what came out."""
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        if arguments[0] == "-":
            text = sys.stdin.read()
        else:
            with open(arguments[0], encoding="utf-8") as file:
                text = file.read()
        lines = check(json.loads(text))
    except Wrong as wrong:
        print(f"Wrong: {wrong}")
        return 1
    except (
        OSError,
        ValueError,
        KeyError,
        TypeError,
        IndexError,
        AttributeError,
        ArithmeticError,
        RecursionError,
    ) as problem:
        print(f"Wrong: the file cannot be read as a tally ({type(problem).__name__}: {problem}).")
        return 1
    print("\n".join(lines))
    print(f"Agrees. SHA-256 of the file: {hashlib.sha256(text.encode()).hexdigest()}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
