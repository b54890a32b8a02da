"""What the home page of a CCG and the task list ask here, each as one SELECT (see `cocommission.shared.facts`)."""

from votes.queries.consultation_rows import ASKED

BALLOTS = """
SELECT number, title, state, opens_at, closes_at FROM votes_ballot
 WHERE ccg_id = %(ccg)s AND state IN ('OPENED', 'CLOSED', 'COUNTED', 'CERTIFIED', 'CHALLENGED')
 ORDER BY closes_at, id LIMIT 100
"""
# Ballots that the person runs or verifies, an LMC's verifiers in the CCGs of its area.
BALLOTS_IN_HAND = """
WITH reach AS (
    SELECT ccg_id, permission FROM held WHERE ccg_id IS NOT NULL AND permission IN ('run_ballots', 'verify_ballots')
    UNION SELECT area.ccg_id, permission FROM held JOIN ccgs_lmcarea area USING (lmc_id)
     WHERE permission = 'verify_ballots'
       AND area.from_on <= %(today)s AND (area.to_on IS NULL OR area.to_on > %(today)s)
)
SELECT ballot.id, ballot.number, ballot.title, ballot.state, ballot.opens_at, ballot.closes_at, ccg.code, ccg.name,
       ballot.returning_officer_id, ballot.opened_by_id, ballot.counted_by_id, ballot.challenged_by_id,
       ballot.ccg_id IN (SELECT ccg_id FROM reach WHERE permission = 'run_ballots') AS runs,
       ballot.ccg_id IN (SELECT ccg_id FROM reach WHERE permission = 'verify_ballots') AS verifies
  FROM votes_ballot ballot JOIN ccgs_ccg ccg ON ccg.id = ballot.ccg_id
 WHERE ballot.ccg_id IN (SELECT ccg_id FROM reach)
   AND ballot.state IN ('DRAFT', 'OPENED', 'CLOSED', 'COUNTED', 'CERTIFIED', 'CHALLENGED')
 ORDER BY ballot.closes_at, ballot.id LIMIT 100
"""
CONSULTATIONS = f"""{ASKED}
 WHERE consultation.ccg_id = %(ccg)s AND consultation.opened_at <= %(now)s
   AND (consultation.withdrawn_at IS NULL OR consultation.withdrawn_at > %(now)s)
 ORDER BY consultation.number DESC LIMIT 25
"""
# Those that an LMC's reviewer may answer now: not what they drafted or added papers to themselves (LMC-02).
TO_ANSWER = f"""{ASKED}
 WHERE consultation.lmc_id = %(lmc)s AND consultation.state = 'OPEN' AND consultation.closes_at > %(now)s
   AND consultation.drafted_by_id <> %(person)s
   AND NOT EXISTS (SELECT 1 FROM votes_consultationpaper paper WHERE paper.consultation_id = consultation.id
                      AND paper.removed_at IS NULL AND paper.added_by_id = %(person)s)
 ORDER BY consultation.closes_at, consultation.id
"""  # noqa: S608
CONSULTATION_DRAFTS = """
SELECT number, title FROM votes_consultation WHERE ccg_id = %(ccg)s AND state = 'DRAFT' ORDER BY number DESC LIMIT 25
"""
OPEN_QUESTIONS = """
SELECT event.number, event.title, count(*) AS questions
  FROM votes_engagementevent event JOIN votes_engagementquestion question ON question.event_id = event.id
 WHERE event.ccg_id = %(ccg)s AND event.struck_at IS NULL AND event.held_at <= %(now)s AND question.replied_at IS NULL
 GROUP BY event.id ORDER BY event.held_at DESC LIMIT 25
"""
