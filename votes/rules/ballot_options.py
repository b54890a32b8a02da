"""What a practice can answer to a question: options as data (VOT-06)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from votes.terms.ballots import OptionRole, QuestionKind

FOR, AGAINST, ABSTAIN = "FOR", "AGAINST", "ABSTAIN"
MODEL_WORDS = {
    "A": "Model A: greater involvement",
    "B": "Model B: joint commissioning",
    "C": "Model C: delegated commissioning",
}


@dataclass(frozen=True, slots=True)
class Option:
    """One answer. `models` are the co-commissioning models that it is a mandate for, where it carries."""

    code: str
    label: str
    role: str
    models: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """As it is frozen with the question."""
        return {"code": self.code, "label": self.label, "role": str(self.role), "models": list(self.models)}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Option:
        """From what `to_json` gave."""
        return cls(data["code"], data["label"], data["role"], tuple(data.get("models", ())))


ABSTAIN_OPTION = Option(ABSTAIN, "Abstain", OptionRole.ABSTAIN)


def yes_no(*, models: Iterable[str] = ()) -> tuple[Option, ...]:
    """For, against, abstain; a vote for is a mandate for `models`, a subset of A, B, C, or for none."""
    return (
        Option(FOR, "For", OptionRole.FOR, tuple(models)),
        Option(AGAINST, "Against", OptionRole.AGAINST),
        ABSTAIN_OPTION,
    )


def model_choice(models: Sequence[str]) -> tuple[Option, ...]:
    """One option for each model offered, then none of them, then abstain. `models`: a subset of A, B, C."""
    offered = tuple(Option(code, MODEL_WORDS[code], OptionRole.FOR, (code,)) for code in sorted(set(models)))
    return (*offered, Option("NONE", "None of these", OptionRole.AGAINST), ABSTAIN_OPTION)


def options_for(kind: str, *, models: Sequence[str] = (), as_choice: bool = True) -> tuple[Option, ...]:
    """The options of a question of `kind`.

    A model question with two models or more asks which one (`as_choice`), or puts them together to one vote
    for or against ("take up co-commissioning"); with one model it is always for or against.
    """
    if kind == QuestionKind.MODEL_CHOICE:
        if as_choice and len(set(models)) > 1:
            return model_choice(models)
        return yes_no(models=sorted(set(models)))
    return yes_no()


def problems(options: Sequence[Option], kind: str) -> list[str]:
    """Why these options cannot be put to the members, in plain English; empty when they can."""
    found = []
    codes = [option.code for option in options]
    if len(set(codes)) != len(codes):
        found.append("Two answers have the same code.")
    if not any(option.role == OptionRole.FOR for option in options):
        found.append("There is no answer in favour. Add one.")
    if not any(option.role == OptionRole.ABSTAIN for option in options):
        found.append("There is no way to abstain. Add an answer for abstaining.")
    if len([option for option in options if option.role != OptionRole.ABSTAIN]) < 2:
        found.append("There must be at least two answers beside abstaining.")
    if kind == QuestionKind.MODEL_CHOICE and not any(option.models for option in options):
        found.append("Select which models the question is about.")
    return found
