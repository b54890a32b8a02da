"""What the home page of a CCG asks of this app, each as one SELECT (see `cocommission.shared.panels`)."""

from ccgs.queries.members import PRACTICES, VOTING

MODEL_HELD = """
SELECT model_held, source, from_at FROM ccgs_modelheld
 WHERE ccg_id = %(ccg)s AND from_at <= %(now)s AND (to_at IS NULL OR to_at > %(now)s)
"""
IN_FORCE = """
SELECT number, title, in_force_from_at FROM ccgs_constitution
 WHERE ccg_id = %(ccg)s AND in_force_from_at <= %(now)s AND (in_force_to_at IS NULL OR in_force_to_at > %(now)s)
"""
UNDER_WAY = """
SELECT number, state FROM ccgs_constitution
 WHERE ccg_id = %(ccg)s AND state IN ('PROPOSED', 'ADOPTED', 'APPROVED') ORDER BY number
"""
POSTS = """
SELECT post.role, post.ends_at, person.name
  FROM ccgs_post post JOIN shared_person person ON person.id = post.person_id
 WHERE post.ccg_id = %(ccg)s AND post.starts_at <= %(now)s AND (post.ends_at IS NULL OR post.ends_at > %(now)s)
 ORDER BY post.role, post.starts_at, post.id
"""
# The voting members (F-02), and how many of them nobody may vote for.
MEMBERS = PRACTICES.replace("%(on)s", "%(today)s") + VOTING
FIGURES = f"""
SELECT count(*) AS practices, coalesce(sum(member.patients), 0) AS patients,
       count(*) FILTER (WHERE speaker.practice_id IS NULL) AS silent
  FROM ({MEMBERS}) member
  LEFT JOIN (SELECT DISTINCT practice_id FROM ccgs_post WHERE role = 'REPRESENTATIVE' AND starts_at <= %(now)s
                AND (ends_at IS NULL OR ends_at > %(now)s)) speaker USING (practice_id)
"""  # noqa: S608
LMCS = """
SELECT DISTINCT lmc.code, lmc.name FROM ccgs_lmc lmc JOIN ccgs_lmcarea area ON area.lmc_id = lmc.id
 WHERE area.ccg_id = %(ccg)s AND area.from_on <= %(today)s AND (area.to_on IS NULL OR area.to_on > %(today)s)
 ORDER BY lmc.name
"""
PARTNERS = """
SELECT body.name FROM ccgs_partnerbody body JOIN ccgs_partnerlink link ON link.body_id = body.id
 WHERE link.ccg_id = %(ccg)s AND link.from_on <= %(today)s AND (link.to_on IS NULL OR link.to_on > %(today)s)
 ORDER BY body.kind, body.name
"""
