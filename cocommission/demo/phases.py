"""A small ballot of Harbour Vale in each phase that its main ballot is not in: draft, notice, closed, certified, ..."""

from datetime import timedelta

from cocommission.demo.live import INVENTED, Answers, Today
from cocommission.demo.story import Asked, Story
from votes.actions.ballot_counting import certify_ballot
from votes.actions.ballot_disputes import challenge_ballot, void_ballot
from votes.actions.ballots import draft_ballot, save_question
from votes.models import Ballot
from votes.rules.facts import BallotFacts, QuestionFacts
from votes.terms.ballots import QuestionKind


def _asked(text: str) -> list[Asked]:
    return [Asked(QuestionKind.FREE, text)]


def _held(story: Story, title: str, text: str, today: Today, closes: int) -> Ballot:
    """A ballot of two weeks in which most practices voted; voting closes at 5pm, `closes` days from today."""
    opens = today.at(closes - 14, 11)
    ballot = story.ballot(
        title, _asked(text), notice=today.at(closes - 14), opens=opens, closes=today.at(closes, 17), background=INVENTED
    )
    given: Answers = [{1: answer} for answer in ["FOR"] * 9 + ["AGAINST"] * 3 + ["ABSTAIN"]]
    story.votes(ballot, given, first=opens + timedelta(hours=3), apart=timedelta(hours=11))
    return ballot


def ballots_in_every_phase(story: Story, today: Today) -> None:
    """Oldest first: void, published, challenged, certified, closed, announced, and one that is a draft."""
    by, clock = story.officer, story.clock
    void = _held(story, "Peer review of prescribing", "Shall practices review their prescribing together?", today, -74)
    void_ballot(
        ballot=void, reason="The question did not say which practices would meet.", by=by, now=clock.at(today.at(-73))
    )
    shared = _held(story, "Shared telephone lines", "Shall practices share a telephone line at lunchtime?", today, -57)
    story.result(shared, counted=today.at(-56), certified=today.at(-55, 12))
    training = _held(story, "Afternoons for training", "Shall practices close one afternoon a month?", today, -41)
    training = story.result(training, counted=today.at(-40), certified=today.at(-39, 12))
    voter = list(story.team.representatives.values())[-1]
    challenge_ballot(
        ballot=training, by=voter, now=clock.at(today.at(-37, 10)),
        reason="Our practice got the notice two days after voting began.",
    )  # fmt: skip
    newsletter = _held(story, "Newsletter", "Shall the newsletter come every two weeks?", today, -20)
    newsletter = story.result(newsletter, counted=today.at(-19))
    certify_ballot(ballot=newsletter, by=story.team.lay_member, note="", now=clock.at(today.at(-18, 15)))
    _held(story, "Locum bank", "Shall the CCG run a bank of locums for its practices?", today, -1)
    story.ballot(
        "Video meetings",
        _asked("Shall members' meetings be held by video every other month?"),
        notice=today.at(-2, 11),
        opens=today.at(4),
        closes=today.at(18, 17),
        background=INVENTED,
    )
    now = clock.at(today.at(-1, 16))
    draft = draft_ballot(
        ccg=story.ccg, facts=BallotFacts("Winter opening hours", INVENTED, today.at(20), today.at(34, 17)), by=by,
        now=now,
    )  # fmt: skip
    save_question(
        ballot=draft, facts=QuestionFacts(QuestionKind.FREE, "Shall practices open on Saturdays in winter?"), by=by,
        now=now,
    )  # fmt: skip
