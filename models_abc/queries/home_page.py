"""What the home page of a CCG and the task list ask here, each as one SELECT (see `cocommission.shared.facts`)."""

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
# Open rounds in which a CCG can still say whether it is interested.
INTEREST_TO_SAY = """
SELECT round.slug, round.name, round.closes_at FROM models_abc_round round
 WHERE round.opens_at <= %(now)s AND round.closes_at > %(now)s AND round.purpose = 'INTEREST'
   AND NOT EXISTS (SELECT 1 FROM models_abc_expressionofinterest said
                    WHERE said.round_id = round.id AND said.ccg_id = %(ccg)s)
 ORDER BY round.closes_at
"""
ARRANGEMENTS_TO_SIGN = """
SELECT row.id FROM models_abc_arrangement row WHERE row.ccg_id = %(ccg)s AND row.state = 'DRAFT' ORDER BY row.id
"""
ARRANGEMENTS_SIGNED = """
SELECT row.id FROM models_abc_arrangement row JOIN ccgs_ccg ccg ON ccg.id = row.ccg_id
 WHERE ccg.region_id = %(region)s AND row.state = 'SIGNED_BY_CCG' ORDER BY row.id
"""
FUNCTIONS_PROPOSED = """
SELECT row.id, row.function, ccg.code, ccg.name FROM models_abc_functionagreement row
  JOIN ccgs_ccg ccg ON ccg.id = row.ccg_id
 WHERE ccg.region_id = %(region)s AND row.state = 'PROPOSED' ORDER BY row.id
"""
# Applications that are being prepared or wait for their start, with their open conditions and who signed the agreement.
IN_HAND = """
SELECT row.id, row.number, row.state, row.model_sought, row.go_live_on, ccg.name,
       agreement.id IS NOT NULL AS issued, agreement.ccg_signed_at, agreement.nhs_england_signed_at,
       (SELECT json_agg(json_build_object('id', condition.id, 'number', condition.number, 'text', condition.text,
               'offered', condition.offered_at IS NOT NULL) ORDER BY condition.decision_id, condition.number)
          FROM models_abc_condition condition JOIN models_abc_decision decision ON decision.id = condition.decision_id
         WHERE decision.application_id = row.id AND condition.met_at IS NULL) AS conditions
  FROM models_abc_application row JOIN ccgs_ccg ccg ON ccg.id = row.ccg_id
  LEFT JOIN models_abc_delegationagreement agreement ON agreement.application_id = row.id
"""
AT_THE_CCG = f"""{IN_HAND}
 WHERE row.ccg_id = %(ccg)s AND row.state IN ('PREPARING', 'APPROVED', 'APPROVED_WITH_CONDITIONS') ORDER BY row.id
"""
AT_THE_REGION = f"""{IN_HAND}
 WHERE ccg.region_id = %(region)s AND row.state IN ('SUBMITTED', 'UNDER_REVIEW', 'DEFERRED', 'APPROVED',
       'APPROVED_WITH_CONDITIONS') ORDER BY row.id
"""
