"""Reads of the outbox."""

# How many messages about each of the organisations' books failed or bounced (F-61).
NOT_ARRIVED = """
SELECT about, count(*) AS messages FROM shared_message
 WHERE about = ANY(%(books)s) AND state IN ('FAILED', 'BOUNCED') GROUP BY about ORDER BY about
"""
