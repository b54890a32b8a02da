"""Sweeps of declarations. Each may run late, twice or five times at once."""

from datetime import datetime

from cocommission.shared.sweeps import Outcome, one_by_one, sweep
from conflicts.actions.declarants_kept import declarant_of_post, end_left, left_positions, missing_posts
from conflicts.actions.prompts import asked_people, prompt


@sweep("declarants.keep", "Update who must declare interests", every=600)
def keep_declarants(now: datetime) -> Outcome:
    """Makes declarants of those who hold a post, and ends those who left."""
    ended = one_by_one(left_positions(now), lambda pk: int(end_left(pk, now=now)), what="declarant")
    made = one_by_one(missing_posts(now), lambda pk: int(declarant_of_post(pk, now=now)), what="post")
    return Outcome(ended.done + made.done, ended.failed + made.failed)


@sweep("declarations.prompt", "Ask people to declare their interests", every=3600)
def prompt_declarants(now: datetime) -> Outcome:
    """Asks on appointment, reminds before a confirmation falls due, and chases who has not answered."""
    return Outcome(sum(prompt(row, asked, now=now) for row, asked in asked_people(now)))
