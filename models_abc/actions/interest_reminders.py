"""The reminder ladder before a round closes (APP-02): only to CCGs that take part and have not acted."""

from datetime import datetime

from cocommission.shared.actions.outbox import post_messages_sql
from cocommission.shared.clock import moment
from models_abc.queries.rounds import open_rounds
from models_abc.rules.rounds import reminder_days_due

WAITING = """
    SELECT 'round.remind:' || due.round || ':' || due.days || ':' || ccg.id || ':' || person.id,
           person.id, person.email, due.subject, due.text, 'CCG ' || ccg.code, '/ccgs/' || ccg.code || '/application/'
    FROM (SELECT %s::bigint round, %s::int days, %s::text subject, %s::text text, %s::timestamptz now) due
    CROSS JOIN ccgs_ccg ccg
    JOIN ccgs_post post ON post.ccg_id = ccg.id
    JOIN shared_person person ON person.id = post.person_id
    WHERE post.role IN ('GOVERNANCE_OFFICER', 'ACCOUNTABLE_OFFICER')
      AND post.starts_at <= due.now AND (post.ends_at IS NULL OR post.ends_at > due.now)
      AND (EXISTS (SELECT FROM models_abc_application one
                   WHERE one.ccg_id = ccg.id AND one.round_id = due.round AND one.state = 'PREPARING')
        OR EXISTS (SELECT FROM models_abc_expressionofinterest one
                   WHERE one.ccg_id = ccg.id AND one.round_id = due.round AND one.state = 'STANDING')
        OR EXISTS (SELECT FROM models_abc_arrangement one
                   WHERE one.ccg_id = ccg.id AND one.round_id = due.round AND one.state IN ('DRAFT', 'SIGNED_BY_CCG')))
      AND NOT EXISTS (SELECT FROM models_abc_application done
                      WHERE done.ccg_id = ccg.id AND done.round_id = due.round
                        AND done.state NOT IN ('PREPARING', 'WITHDRAWN', 'RESCINDED'))
      AND NOT EXISTS (SELECT FROM models_abc_arrangement done
                      WHERE done.ccg_id = ccg.id AND done.round_id = due.round AND done.state IN ('AGREED', 'LIVE'))
"""


def remind_of_closing_rounds(*, now: datetime) -> int:
    """Queues the rung that is due for every open round, one statement a round; gives how many messages are new.

    A rung that was missed during an outage is made up for once; earlier rungs are not sent after it.
    """
    queued = 0
    for row in open_rounds(now):
        for days in reminder_days_due(opens_at=row.opens_at, closes_at=row.closes_at, now=now):
            subject = f"{row.name} closes on {moment(row.closes_at)}"
            text = (
                f"{row.name} closes on {moment(row.closes_at)}. Applications at or after that time are late.\n\n"
                "Your CCG has not submitted its application. The link shows what is missing and who can complete it.\n"
            )
            queued += post_messages_sql(WAITING, [row.pk, days, subject[:200], text, now], now=now)
    return queued
