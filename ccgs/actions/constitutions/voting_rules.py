"""The voting rules of a draft. Once a version is proposed its rules stand still with its text (VOT-08)."""

from datetime import datetime

from django.db import transaction

from ccgs.actions.constitutions.common import begin_version, write
from ccgs.models import Constitution, VotingRule
from ccgs.rules.constitution_acts import WRITE
from ccgs.rules.voting import VotingRuleTerms, hash_of_rules
from ccgs.rules.voting_checks import impossible
from ccgs.terms.voting import Decides
from cocommission.shared.errors import Refused
from cocommission.shared.models import Person


@transaction.atomic
def save_voting_rule(*, constitution: Constitution, terms: VotingRuleTerms, by: Person, now: datetime) -> VotingRule:
    """Writes the rule of a draft for what ``terms.decides`` says, in place of the one before.

    A rule may lack its threshold (then no ballot can be opened on it, VOT-05); one that no ballot could ever meet is
    refused with every reason.
    """
    constitution = begin_version(constitution, WRITE, by=by, now=now)
    found = impossible(terms)
    if found:
        raise Refused(*found, status=400)
    rule = VotingRule.objects.filter(constitution=constitution, decides=terms.decides).first()
    rule = rule or VotingRule(constitution=constitution)
    for field in VotingRuleTerms.__dataclass_fields__:
        setattr(rule, field, getattr(terms, field))
    rule.record(by=by, at=now, why=terms.sentence())
    _fingerprint(constitution, by=by, now=now, why=f"Voting rule: {terms.sentence()}")
    write(constitution, "voting_rule.saved", by=by, now=now, facts={"rule": terms.to_json()})
    return rule


@transaction.atomic
def remove_voting_rule(*, constitution: Constitution, decides: str, by: Person, now: datetime) -> None:
    """Takes the rule for ``decides`` (a Decides) out of a draft. Raises Refused when there is none."""
    constitution = begin_version(constitution, WRITE, by=by, now=now)
    rule = VotingRule.objects.filter(constitution=constitution, decides=decides).first()
    if rule is None:
        raise Refused("This version has no such voting rule.", status=404)
    words = f"Rule for “{Decides(decides).label}” taken out"
    rule.remove(by=by, at=now, why=words)
    _fingerprint(constitution, by=by, now=now, why=words)
    write(constitution, "voting_rule.removed", by=by, now=now, reason=words)


def _fingerprint(constitution: Constitution, *, by: Person, now: datetime, why: str) -> None:
    """Another rule is another version to vote on: a ballot or a signature bound to the old fingerprint reopens."""
    rules = VotingRule.objects.filter(constitution=constitution)
    constitution.rules_hash = hash_of_rules(rule.terms for rule in rules)
    constitution.record(by=by, at=now, why=why)
