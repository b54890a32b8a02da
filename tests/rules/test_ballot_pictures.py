"""The picture of a result: true to the count, inside its box, in order, and with no text on another."""

from hypothesis import given, settings

from ccgs.terms.voting import QuorumOf, ThresholdBase
from cocommission.shared.rules.drawings import WIDTH, Line, Rect, Words, placed
from tests.drawings import outside, overlapping
from tests.rules.test_ballot_tally import practices, rule, rules
from votes.rules.ballot_options import Option, model_choice, yes_no
from votes.rules.ballot_pictures import answer_segments, result_picture
from votes.rules.ballot_tally import Count, count_question
from votes.terms.ballots import OptionRole


def counted(votes, eligible, terms, options=None):
    heads = {code: Count(number, number) for code, number in votes.items()}
    return count_question(rule=terms, options=options or yes_no(), eligible=Count(eligible, eligible), votes=heads)


def texts(picture):
    return [shape.text for shape in picture.shapes if isinstance(shape, Words)]


def lines(picture):
    return [shape for shape in picture.shapes if isinstance(shape, Line) and shape.style == "dashed"]


@settings(max_examples=300, deadline=None)
@given(practices, rules)
def test_every_picture_lies_in_its_box_and_its_bar_is_the_base(roll, terms):
    votes = {}
    for weight, vote in roll:
        if vote:
            votes[vote] = votes.get(vote, Count()) + Count(1, weight)
    eligible = Count(len(roll), sum(weight for weight, _ in roll))
    figures = count_question(rule=terms, options=model_choice("ABC"), eligible=eligible, votes=votes)
    picture = result_picture(figures)
    assert not outside(picture)
    assert not overlapping(picture.shapes)
    assert sum(number for _, number, _, _ in answer_segments(figures)) == figures.line_that_counts.denominator
    bars = [shape for shape in picture.shapes if isinstance(shape, Rect) and shape.y == 28 and shape.tone != "open"]
    for left, right in zip(bars, bars[1:], strict=False):
        assert abs(left.x + left.width - right.x) < 0.15


def test_the_line_is_where_the_threshold_is_and_the_leading_answer_reaches_it_only_if_carried():
    terms = rule(2, 3, strict=False, base=ThresholdBase.ELIGIBLE_PRACTICES)
    for votes, reaches in (({"FOR": 20, "AGAINST": 4}, True), ({"FOR": 19, "AGAINST": 4}, False)):
        figures = counted(votes, 30, terms)
        picture = result_picture(figures)
        assert lines(picture)[0].x1 == placed(20, 30)
        leading = next(shape for shape in picture.shapes if isinstance(shape, Rect) and shape.tone in ("good", "main"))
        assert (leading.width >= lines(picture)[0].x1) is reaches
        assert {"20 needed", "30 practices on the roll", "Did not vote"} <= set(texts(picture))


def test_abstentions_left_out_of_the_base_are_named_beside_the_bar():
    figures = counted({"FOR": 3, "AGAINST": 2, "ABSTAIN": 4}, 12, rule())
    assert "4 abstained and do not count here" in texts(result_picture(figures))
    assert "5 practices for or against" in texts(result_picture(figures))
    figures = counted({"FOR": 3, "AGAINST": 2, "ABSTAIN": 4}, 12, rule(base=ThresholdBase.CAST))
    assert "Abstain" in texts(result_picture(figures))


def test_the_quorum_has_its_own_bar_of_the_whole_roll():
    terms = rule(quorum_numerator=1, quorum_denominator=2, quorum_of=QuorumOf.PRACTICES)
    picture = result_picture(counted({"FOR": 3, "AGAINST": 2}, 12, terms))
    assert lines(picture)[1].x1 == placed(6, 12)
    assert {"Quorum: 6", "Turnout: 41.7% (5 of 12)", "12 practices on the roll"} <= set(texts(picture))
    assert "The quorum is 6." in picture.desc
    assert len(lines(result_picture(counted({"FOR": 3}, 12, rule())))) == 1


def test_long_answers_and_national_numbers_stay_inside():
    options = (Option("X", "A very long proposal " * 5, OptionRole.FOR), *yes_no())
    picture = result_picture(counted({"X": 900_000, "FOR": 800_000}, 2_000_000, rule(), options))
    assert not outside(picture)
    assert not overlapping(picture.shapes)
    assert picture.width == WIDTH


def test_a_ballot_in_which_nobody_voted_has_an_empty_bar():
    picture = result_picture(counted({}, 9, rule()))
    assert not outside(picture)
    assert "Turnout: 0.0% (0 of 9)" in texts(picture)
