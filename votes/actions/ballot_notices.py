"""Notices to a whole roll: each one INSERT ... SELECT into the outbox, with keys that let none go out twice (F-60)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import connection

from ccgs.rules.wording import times
from cocommission.shared.actions.outbox import messages_statement, post_messages_sql
from cocommission.shared.clock import moment
from cocommission.shared.database.prepared import Prepared
from cocommission.shared.pages import url_to
from cocommission.shared.rules.names import readable
from votes.models import Ballot, RollCorrection, RollEntry
from votes.queries.ballot_roll import ROLL
from votes.terms.ballots import CorrectionKind

# One row for each representative or deputy of each practice on the roll. A person who represents two practices
# gets two messages, because two separate votes are theirs.
TO_THE_ROLL = """
SELECT %s || ':' || roll.id || ':' || person.id, person.id, person.email, %s,
       replace(%s, '[practice]', shown.name), %s, coalesce(%s, '/vote/' || roll.id || '/')
  FROM ({roll}) roll
  JOIN unnest(%s::bigint[], %s::text[]) AS shown (id, name) ON shown.id = roll.id
  JOIN ccgs_post post ON post.practice_id = roll.practice_id AND post.role IN ('REPRESENTATIVE', 'DEPUTY')
   AND post.starts_at <= %s AND (post.ends_at IS NULL OR post.ends_at > %s)
  JOIN shared_person person ON person.id = post.person_id AND person.is_active
 WHERE NOT roll.struck {only}
 GROUP BY roll.id, shown.name, person.id
"""
NOT_CAST = "AND NOT EXISTS (SELECT 1 FROM votes_votingpaper paper WHERE paper.roll_entry_id = roll.id)"


# Everybody who can vote for one practice, also for one that is not on the roll any more. Each cast asks it.
TO_A_PRACTICE = Prepared(
    "tell_practice",
    messages_statement(
        """
SELECT %(key)s::text || ':' || person.id, person.id, person.email, %(subject)s::text, %(text)s::text, %(about)s::text,
       %(link)s::text
  FROM ccgs_post post JOIN shared_person person ON person.id = post.person_id AND person.is_active
 WHERE post.practice_id = %(practice)s AND post.role IN ('REPRESENTATIVE', 'DEPUTY')
   AND post.starts_at <= %(now)s AND (post.ends_at IS NULL OR post.ends_at > %(now)s)
 GROUP BY person.id
""",
        "%(now)s::timestamptz",
    ),
)


def tell_practice(practice_id: int, *, key: str, subject: str, text: str, about: str, link: str, now: datetime) -> int:
    """Queues one message to every representative and deputy of a practice, in one statement; gives how many are new."""
    news = {"key": key, "subject": subject[:200], "text": text, "about": about, "link": link}
    with connection.cursor() as cursor:
        TO_A_PRACTICE.execute(cursor, {**news, "practice": practice_id, "now": now})
        return int(cursor.rowcount)


def tell_roll(
    ballot: Ballot,
    *,
    news: str,
    subject: str,
    text: str,
    now: datetime,
    only_not_cast: bool = False,
    link: str | None = None,
) -> int:
    """Queues one message to every representative and deputy on the roll; gives how many are new.

    `news` names what it is about and is part of the dedupe key; `[practice]` in `text` becomes the practice's name.
    The link is the practice's voting page unless another is given.
    """
    select = TO_THE_ROLL.format(roll=ROLL, only=NOT_CAST if only_not_cast else "")
    key = f"ballot:{ballot.pk}:{news}"
    names = {entry.pk: readable(entry.name) for entry in RollEntry.objects.filter(ballot=ballot).only("pk", "name")}
    params: list[Any] = [key, subject[:200], text, ballot.ccg.book, link, ballot.pk, ballot.pk]
    params += [list(names), list(names.values()), now, now]
    return post_messages_sql(select, params, now=now)


def tell_opening(ballot: Ballot, *, now: datetime) -> int:
    """The notice of the ballot. Run again it reaches only representatives who were appointed since."""
    recorded = "This is a recorded ballot. After publication everyone can see how each practice voted."
    text = (
        f"{ballot.ccg.name} asks its member practices: {ballot.title}.\n\n"
        f"You vote for [practice].\nVoting begins: {moment(ballot.opens_at)}\nVoting closes: "
        f"{moment(ballot.closes_at)}\n\n{recorded} You can change the vote until voting closes; the last vote "
        "counts. Abstaining counts as an answer. Not voting does not.\n"
    )
    return tell_roll(ballot, news="opened", subject=f"Vote for your practice: {ballot.title}", text=text, now=now)


def tell_extension(ballot: Ballot, *, reason: str, now: datetime) -> int:
    """Tells every practice, also those that have voted, that voting closes later."""
    closes = ballot.closes_at
    text = (
        f'Voting on "{ballot.title}" now closes {moment(closes)}.\n\nReason: {reason}\n\n'
        "A vote that [practice] has cast still counts. You can change it until then.\n"
    )
    news = f"extended:{closes:%Y%m%d%H%M%S}"
    return tell_roll(ballot, news=news, subject=f"More time to vote: {ballot.title}", text=text, now=now)


def tell_reminder(ballot: Ballot, *, days: int, now: datetime) -> int:
    """Reminds those whose practice has not voted. After an extension the ladder begins anew."""
    closes = ballot.closes_at
    text = (
        f'[practice] has not voted yet on "{ballot.title}".\n\nVoting closes {moment(closes)}. It takes about a '
        "minute. If your partners have no view, you can abstain.\n"
    )
    news = f"remind:{closes:%Y%m%d%H%M%S}:{days}"
    return tell_roll(
        ballot, news=news, subject=f"Not voted yet: {ballot.title}", text=text, now=now, only_not_cast=True
    )


def tell_void(ballot: Ballot, *, reason: str, now: datetime) -> int:
    """Tells every practice that the ballot counts for nothing."""
    text = (
        f'The ballot "{ballot.title}" of {ballot.ccg.name} was declared void. The vote of [practice] has no '
        f"effect.\n\nReason: {reason}\n"
    )
    subject = f"Ballot declared void: {ballot.title}"
    return tell_roll(ballot, news="void", subject=subject, text=text, now=now, link=ballot.url)


def tell_result(ballot: Ballot, *, now: datetime) -> int:
    """Tells every practice where the result is; the figures stand on the page."""
    text = (
        f'The result of "{ballot.title}" is published, with every figure and how it was counted: '
        f"{ballot.url}\n\nYou were asked as representative of [practice].\n"
    )
    subject = f"Result published: {ballot.title}"
    return tell_roll(ballot, news="published", subject=subject, text=text, now=now, link=ballot.url)


def tell_correction(ballot: Ballot, correction: RollCorrection, *, now: datetime) -> int:
    """Tells a practice that was struck off, or given another weight, why: it can challenge the ballot."""
    struck = correction.kind == CorrectionKind.STRUCK
    name = readable(correction.practice.name)
    what = (
        f"{name} was struck off the roll and cannot vote. If it has voted, its vote does not count."
        if struck
        else f"{name} now has {times(correction.weight_after, 'vote')} instead of {correction.weight_before:,}."
    )
    text = (
        f'The roll of "{ballot.title}" was corrected. {what}\n\nReason: {correction.reason}\n\nIf this is wrong, tell '
        "the returning officer now. Once the ballot is counted your practice can challenge it.\n"
    )
    return tell_practice(
        correction.practice_id,
        key=f"ballot:{ballot.pk}:correction:{correction.pk}",
        subject=f"The roll was corrected: {ballot.title}",
        text=text,
        about=ballot.ccg.book,
        link=url_to("ballot-roll", ballot),
        now=now,
    )
