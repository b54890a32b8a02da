"""What the referees of constitutions, voting rules and posts refuse, provoked."""

from datetime import timedelta

from ccgs.actions.posts import revoke_post
from ccgs.models import Constitution, VotingRule
from ccgs.terms import ConstitutionState
from tests.factories.ccgs_people import constitution
from tests.sweeps.refereeing import provokes, put


@provokes("constitution_text_stands", "This version is no longer a draft. You cannot change its text.")
def text_of_a_proposed_version(world, clock):
    return put(constitution(world.ccg, ConstitutionState.PROPOSED), number=77)


@provokes("constitution_never_goes_back", "This version was decided meanwhile.")
def rejecting_an_approved_version(world, clock):
    return put(constitution(world.ccg, ConstitutionState.APPROVED), state=ConstitutionState.PROPOSED)


@provokes("voting_rule_stands", "This version is no longer a draft.")
def voting_rule_of_a_proposed_version(world, clock):
    row = constitution(world.ccg, ConstitutionState.PROPOSED)
    assert isinstance(row, Constitution)
    return put(VotingRule.objects.filter(constitution=row).first(), clause="9.9")


@provokes("post_stays_on_record", "Another person ended this post meanwhile.")
def moving_the_end_of_a_revoked_post(world, clock):
    row = revoke_post(post=world.posts["lay_member"], reason="Moves", by=world.officer, now=world.now)
    return put(row, ends_at=world.now + timedelta(days=9))
