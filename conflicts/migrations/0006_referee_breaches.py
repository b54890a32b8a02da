"""The database as referee of breaches and certificates: what was reported stays, what is concluded is closed."""

from django.db import migrations

BREACHES = """
CREATE FUNCTION breach_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    closed boolean;
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a breach is dismissed, never deleted' USING ERRCODE = 'restrict_violation';
    END IF;
    IF (OLD.ccg_id, OLD.number, OLD.kind, OLD.happened_on, OLD.report, OLD.control, OLD.about, OLD.key,
        OLD.reported_at, OLD.reporter_name, OLD.reporter_contact)
        IS DISTINCT FROM
       (NEW.ccg_id, NEW.number, NEW.kind, NEW.happened_on, NEW.report, NEW.control, NEW.about, NEW.key,
        NEW.reported_at, NEW.reporter_name, NEW.reporter_contact)
        OR (OLD.reported_by_id, OLD.person_id, OLD.interest_id)
        IS DISTINCT FROM (NEW.reported_by_id, NEW.person_id, NEW.interest_id) THEN
        RAISE EXCEPTION 'what was reported, by whom and about whom never changes' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (
        ('DRAFT', 'REPORTED'), ('DRAFT', 'DISMISSED'), ('REPORTED', 'INVESTIGATED'), ('REPORTED', 'DISMISSED'),
        ('INVESTIGATED', 'CONCLUDED'), ('INVESTIGATED', 'DISMISSED'), ('CONCLUDED', 'PUBLISHED')) THEN
        RAISE EXCEPTION 'a breach that is % does not become %', OLD.state, NEW.state USING ERRCODE = 'check_violation';
    END IF;
    closed := OLD.state IN ('CONCLUDED', 'PUBLISHED', 'DISMISSED');
    IF closed AND (OLD.findings, OLD.learning, OLD.actions, OLD.dismissed_reason)
        IS DISTINCT FROM (NEW.findings, NEW.learning, NEW.actions, NEW.dismissed_reason)
        OR closed AND (OLD.investigator_id, OLD.assigned_at, OLD.concluded_at, OLD.concluded_by_id, OLD.dismissed_at)
        IS DISTINCT FROM (NEW.investigator_id, NEW.assigned_at, NEW.concluded_at, NEW.concluded_by_id, NEW.dismissed_at)
    THEN
        RAISE EXCEPTION 'nothing of a concluded breach changes' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.state = 'PUBLISHED' AND (OLD.public_text, OLD.published_at, OLD.published_by_id)
        IS DISTINCT FROM (NEW.public_text, NEW.published_at, NEW.published_by_id) THEN
        RAISE EXCEPTION 'a published text stands' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.england_told_at IS NOT NULL AND OLD.england_told_at IS DISTINCT FROM NEW.england_told_at THEN
        RAISE EXCEPTION 'when NHS England was told never changes' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER breach_stays BEFORE UPDATE OR DELETE ON conflicts_breach
    FOR EACH ROW EXECUTE FUNCTION breach_stays();
"""
BREACHES_REVERSE = "DROP TRIGGER breach_stays ON conflicts_breach; DROP FUNCTION breach_stays();"

CERTIFICATES = """
CREATE FUNCTION certificate_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a self-certification is never deleted' USING ERRCODE = 'restrict_violation';
    END IF;
    IF (OLD.ccg_id, OLD.period, OLD.from_on, OLD.to_on) IS DISTINCT FROM
       (NEW.ccg_id, NEW.period, NEW.from_on, NEW.to_on) THEN
        RAISE EXCEPTION 'the period of a self-certification never changes' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.state = 'SUBMITTED' THEN
        RAISE EXCEPTION 'nothing of a self-certification that was sent changes' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.state = 'ATTESTED' AND NEW.state <> 'DRAFT' AND
       (OLD.answers, OLD.explanations, OLD.answers_hash) IS DISTINCT FROM
       (NEW.answers, NEW.explanations, NEW.answers_hash) THEN
        RAISE EXCEPTION 'attested answers stand' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.state IN ('ATTESTED', 'SUBMITTED') AND (
        SELECT count(DISTINCT a.attested_by_id) FROM conflicts_certificateattestation a
         WHERE a.certificate_id = NEW.id AND a.answers_hash = NEW.answers_hash
           AND a.role IN ('ACCOUNTABLE_OFFICER', 'AUDIT_CHAIR')) < 2 THEN
        RAISE EXCEPTION 'the Accountable Officer and the Audit Chair attest the same answers'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER certificate_stays BEFORE UPDATE OR DELETE ON conflicts_selfcertification
    FOR EACH ROW EXECUTE FUNCTION certificate_stays();
"""
CERTIFICATES_REVERSE = (
    "DROP TRIGGER certificate_stays ON conflicts_selfcertification; DROP FUNCTION certificate_stays();"
)

PROCUREMENTS = """
CREATE FUNCTION procurement_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a procurement decision is abandoned, never deleted' USING ERRCODE = 'restrict_violation';
    END IF;
    IF (OLD.ccg_id, OLD.number, OLD.drafted_at, OLD.drafted_by_id) IS DISTINCT FROM
       (NEW.ccg_id, NEW.number, NEW.drafted_at, NEW.drafted_by_id) THEN
        RAISE EXCEPTION 'the number of a procurement decision never changes' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (
        ('DRAFT', 'DECIDED'), ('DRAFT', 'ABANDONED'), ('DECIDED', 'AWARDED'), ('DECIDED', 'ABANDONED')) THEN
        RAISE EXCEPTION 'a procurement decision that is % does not become %', OLD.state, NEW.state
            USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.state <> 'DRAFT' AND (OLD.title, OLD.decision, OLD.justification, OLD.process, OLD.decided_on, OLD.checklist)
        IS DISTINCT FROM (NEW.title, NEW.decision, NEW.justification, NEW.process, NEW.decided_on, NEW.checklist)
        OR OLD.state <> 'DRAFT' AND (OLD.decided_at, OLD.decided_by_id, OLD.route, OLD.form, OLD.gp_bidder)
        IS DISTINCT FROM (NEW.decided_at, NEW.decided_by_id, NEW.route, NEW.form, NEW.gp_bidder) THEN
        RAISE EXCEPTION 'what was decided stands' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.state = 'AWARDED' AND (OLD.provider_name, OLD.provider_address, OLD.description, OLD.amounts_payable,
        OLD.selection_process, OLD.awarded_at)
        IS DISTINCT FROM (NEW.provider_name, NEW.provider_address, NEW.description, NEW.amounts_payable,
        NEW.selection_process, NEW.awarded_at)
        OR OLD.state = 'AWARDED' AND (OLD.amount, OLD.starts_on, OLD.ends_on, OLD.provider_id)
        IS DISTINCT FROM (NEW.amount, NEW.starts_on, NEW.ends_on, NEW.provider_id) THEN
        RAISE EXCEPTION 'what was awarded stands' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.published_at IS NOT NULL AND OLD.published_at IS DISTINCT FROM NEW.published_at THEN
        RAISE EXCEPTION 'when it was published never changes' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER procurement_stays BEFORE UPDATE OR DELETE ON conflicts_procurementdecision
    FOR EACH ROW EXECUTE FUNCTION procurement_stays();
"""
PROCUREMENTS_REVERSE = (
    "DROP TRIGGER procurement_stays ON conflicts_procurementdecision; DROP FUNCTION procurement_stays();"
)

PARTICIPANTS = """
CREATE FUNCTION participant_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    state text;
BEGIN
    SELECT p.state INTO state FROM conflicts_procurementdecision p WHERE p.id = OLD.procurement_id;
    IF TG_OP = 'DELETE' THEN
        IF state <> 'DRAFT' THEN
            RAISE EXCEPTION 'who took part stands after the decision' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN OLD;
    END IF;
    IF state NOT IN ('DRAFT', 'DECIDED') OR OLD.procurement_id <> NEW.procurement_id OR OLD.name <> NEW.name THEN
        RAISE EXCEPTION 'who took part, and how conflicts were handled, stands after the award'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER participant_stays BEFORE UPDATE OR DELETE ON conflicts_procurementparticipant
    FOR EACH ROW EXECUTE FUNCTION participant_stays();
"""
PARTICIPANTS_REVERSE = (
    "DROP TRIGGER participant_stays ON conflicts_procurementparticipant; DROP FUNCTION participant_stays();"
)


class Migration(migrations.Migration):
    """What it refuses, whoever asks."""

    dependencies = [("conflicts", "0005_referee_gifts")]
    operations = [
        migrations.RunSQL(BREACHES, BREACHES_REVERSE),
        migrations.RunSQL(CERTIFICATES, CERTIFICATES_REVERSE),
        migrations.RunSQL(PROCUREMENTS, PROCUREMENTS_REVERSE),
        migrations.RunSQL(PARTICIPANTS, PARTICIPANTS_REVERSE),
    ]
