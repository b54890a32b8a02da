"""What the home page of a CCG asks of this app, each as one SELECT (see `cocommission.shared.panels`)."""

# What everyone may see: applications from their submission on (as `queries.applications.public_of`).
APPLICATIONS = """
SELECT row.id, row.number, row.state, row.model_sought, row.go_live_on, row.live_at, notice.leaves_on
  FROM models_abc_application row JOIN models_abc_submission submission ON submission.application_id = row.id
  LEFT JOIN models_abc_exitnotice notice ON notice.application_id = row.id
 WHERE row.ccg_id = %(ccg)s AND row.state <> 'PREPARING' ORDER BY row.number DESC
"""
ARRANGEMENTS = """
SELECT go_live_on FROM models_abc_arrangement WHERE ccg_id = %(ccg)s AND state = 'AGREED' ORDER BY id
"""
ROUNDS = """
SELECT slug, name, model_sought, closes_at FROM models_abc_round
 WHERE opens_at <= %(now)s AND closes_at > %(now)s ORDER BY closes_at
"""
