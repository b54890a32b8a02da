-- Breaches and certificates: what was reported stays, what is concluded is closed.

CREATE FUNCTION breach_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    closed boolean;
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a breach is dismissed, never deleted' USING ERRCODE = 'restrict_violation', HINT = 'guard';
    END IF;
    IF (OLD.ccg_id, OLD.number, OLD.kind, OLD.happened_on, OLD.report, OLD.control, OLD.about, OLD.key,
        OLD.reported_at, OLD.reporter_name, OLD.reporter_contact)
        IS DISTINCT FROM
       (NEW.ccg_id, NEW.number, NEW.kind, NEW.happened_on, NEW.report, NEW.control, NEW.about, NEW.key,
        NEW.reported_at, NEW.reporter_name, NEW.reporter_contact)
        OR (OLD.reported_by_id, OLD.person_id, OLD.interest_id)
        IS DISTINCT FROM (NEW.reported_by_id, NEW.person_id, NEW.interest_id) THEN
        RAISE EXCEPTION 'what was reported, by whom and about whom never changes'
            USING ERRCODE = 'check_violation', HINT = 'guard';
    END IF;
    IF OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (
        ('DRAFT', 'REPORTED'), ('DRAFT', 'DISMISSED'), ('REPORTED', 'INVESTIGATED'), ('REPORTED', 'DISMISSED'),
        ('INVESTIGATED', 'CONCLUDED'), ('INVESTIGATED', 'DISMISSED'), ('CONCLUDED', 'PUBLISHED')) THEN
        RAISE EXCEPTION 'Somebody else took this breach to another stage meanwhile. Check the breach and continue from there.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    closed := OLD.state IN ('CONCLUDED', 'PUBLISHED', 'DISMISSED');
    IF closed AND (OLD.findings, OLD.learning, OLD.actions, OLD.dismissed_reason)
        IS DISTINCT FROM (NEW.findings, NEW.learning, NEW.actions, NEW.dismissed_reason)
        OR closed AND (OLD.investigator_id, OLD.assigned_at, OLD.concluded_at, OLD.concluded_by_id, OLD.dismissed_at)
        IS DISTINCT FROM (NEW.investigator_id, NEW.assigned_at, NEW.concluded_at, NEW.concluded_by_id, NEW.dismissed_at)
    THEN
        RAISE EXCEPTION 'This breach was concluded or dismissed meanwhile. You can no longer change its record.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    IF OLD.state = 'PUBLISHED' AND (OLD.public_text, OLD.published_at, OLD.published_by_id)
        IS DISTINCT FROM (NEW.public_text, NEW.published_at, NEW.published_by_id) THEN
        RAISE EXCEPTION 'This breach was published meanwhile. You can no longer change the published text.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    IF OLD.england_told_at IS NOT NULL AND OLD.england_told_at IS DISTINCT FROM NEW.england_told_at THEN
        RAISE EXCEPTION 'It is already on record when NHS England was told of this breach. Check the breach.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER breach_stays BEFORE UPDATE OR DELETE ON conflicts_breach
    FOR EACH ROW EXECUTE FUNCTION breach_stays();

CREATE FUNCTION certificate_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a self-certification is never deleted' USING ERRCODE = 'restrict_violation', HINT = 'guard';
    END IF;
    IF (OLD.ccg_id, OLD.period, OLD.from_on, OLD.to_on) IS DISTINCT FROM
       (NEW.ccg_id, NEW.period, NEW.from_on, NEW.to_on) THEN
        RAISE EXCEPTION 'the period of a self-certification never changes'
            USING ERRCODE = 'check_violation', HINT = 'guard';
    END IF;
    IF OLD.state = 'SUBMITTED' THEN
        RAISE EXCEPTION 'This self-certification was submitted meanwhile. You can no longer change it.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    IF OLD.state = 'ATTESTED' AND NEW.state <> 'DRAFT' AND
       (OLD.answers, OLD.explanations, OLD.answers_hash) IS DISTINCT FROM
       (NEW.answers, NEW.explanations, NEW.answers_hash) THEN
        RAISE EXCEPTION 'Somebody attested these answers meanwhile. Check the self-certification before you change them.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    IF NEW.state IN ('ATTESTED', 'SUBMITTED') AND (
        SELECT count(DISTINCT a.attested_by_id) FROM conflicts_certificateattestation a
         WHERE a.certificate_id = NEW.id AND a.answers_hash = NEW.answers_hash
           AND a.role IN ('ACCOUNTABLE_OFFICER', 'AUDIT_CHAIR')) < 2 THEN
        RAISE EXCEPTION 'The Accountable Officer and the Audit Chair must both attest these answers. Ask who has not attested them yet.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER certificate_stays BEFORE UPDATE OR DELETE ON conflicts_selfcertification
    FOR EACH ROW EXECUTE FUNCTION certificate_stays();

-- To take it back:
DROP TRIGGER certificate_stays ON conflicts_selfcertification;
DROP FUNCTION certificate_stays();
DROP TRIGGER breach_stays ON conflicts_breach;
DROP FUNCTION breach_stays();
