-- Applications: late submissions, locked evidence, two people who attest.

CREATE FUNCTION application_submitted() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    v_state text;
    v_closes_at timestamptz;
    v_opens_at timestamptz;
BEGIN
    SELECT a.state, r.closes_at, r.opens_at INTO v_state, v_closes_at, v_opens_at
        FROM models_abc_application a JOIN models_abc_round r ON r.id = a.round_id
        WHERE a.id = NEW.application_id FOR UPDATE OF a;
    IF v_state <> 'PREPARING' THEN
        RAISE EXCEPTION 'This application was submitted or withdrawn meanwhile. Open it to see its receipt.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    IF app_now() < v_opens_at THEN
        RAISE EXCEPTION 'The round is not open yet. Submit the application when it opens.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    IF app_now() >= v_closes_at AND NOT EXISTS (
        SELECT 1 FROM models_abc_latedecision late WHERE late.id = NEW.late_decision_id
            AND late.application_id = NEW.application_id
            AND late.decided_at <= app_now() AND late.until_at > app_now()
    ) THEN
        RAISE EXCEPTION 'The round has closed. The application was not in by then. Ask the NHS England regional officer about a late application.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER application_submitted BEFORE INSERT ON models_abc_submission
    FOR EACH ROW EXECUTE FUNCTION application_submitted();

CREATE FUNCTION application_terms_locked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'an application is withdrawn, never deleted'
            USING ERRCODE = 'restrict_violation', HINT = 'guard';
    END IF;
    IF (OLD.ccg_id, OLD.round_id, OLD.number, OLD.model_sought)
        IS DISTINCT FROM (NEW.ccg_id, NEW.round_id, NEW.number, NEW.model_sought) THEN
        RAISE EXCEPTION 'an application stays what it was started as' USING ERRCODE = 'check_violation', HINT = 'guard';
    END IF;
    IF OLD.state <> 'PREPARING' AND (OLD.go_live_on, OLD.constitution_id)
        IS DISTINCT FROM (NEW.go_live_on, NEW.constitution_id) THEN
        RAISE EXCEPTION 'This application was submitted or withdrawn meanwhile. You can no longer change it.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    IF OLD.state = 'PREPARING' AND NEW.state NOT IN ('PREPARING', 'WITHDRAWN')
        AND NOT EXISTS (SELECT 1 FROM models_abc_submission s WHERE s.application_id = NEW.id) THEN
        RAISE EXCEPTION 'an application without a dossier is not submitted'
            USING ERRCODE = 'check_violation', HINT = 'guard';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER application_terms_locked BEFORE UPDATE OR DELETE ON models_abc_application
    FOR EACH ROW EXECUTE FUNCTION application_terms_locked();

CREATE FUNCTION application_evidence_locked() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    v_state text;
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'evidence is taken out, never deleted' USING ERRCODE = 'restrict_violation', HINT = 'guard';
    END IF;
    SELECT state INTO v_state FROM models_abc_application WHERE id = NEW.application_id FOR SHARE;
    IF v_state = 'PREPARING' OR v_state = ANY (TG_ARGV) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'This application was submitted or withdrawn meanwhile. You can no longer change it.'
        USING ERRCODE = 'check_violation', HINT = 'referee';
END $$;

CREATE TRIGGER models_abc_mandateballot_locked BEFORE INSERT OR UPDATE OR DELETE ON models_abc_mandateballot
    FOR EACH ROW EXECUTE FUNCTION application_evidence_locked('SUBMITTED_SUBJECT_TO_VOTE');
CREATE TRIGGER models_abc_subjecttovote_locked BEFORE INSERT OR UPDATE OR DELETE ON models_abc_subjecttovote
    FOR EACH ROW EXECUTE FUNCTION application_evidence_locked('SUBMITTED_SUBJECT_TO_VOTE');
CREATE TRIGGER models_abc_applicationconsultation_locked BEFORE INSERT OR UPDATE OR DELETE ON models_abc_applicationconsultation
    FOR EACH ROW EXECUTE FUNCTION application_evidence_locked();
CREATE TRIGGER models_abc_consultationwaiver_locked BEFORE INSERT OR UPDATE OR DELETE ON models_abc_consultationwaiver
    FOR EACH ROW EXECUTE FUNCTION application_evidence_locked();
CREATE TRIGGER models_abc_governingbodyapproval_locked BEFORE INSERT OR UPDATE OR DELETE ON models_abc_governingbodyapproval
    FOR EACH ROW EXECUTE FUNCTION application_evidence_locked();
CREATE TRIGGER models_abc_attestation_locked BEFORE INSERT OR UPDATE OR DELETE ON models_abc_attestation
    FOR EACH ROW EXECUTE FUNCTION application_evidence_locked();
CREATE TRIGGER models_abc_applicationdocument_locked BEFORE INSERT OR UPDATE OR DELETE ON models_abc_applicationdocument
    FOR EACH ROW EXECUTE FUNCTION application_evidence_locked();
CREATE TRIGGER models_abc_latedecision_locked BEFORE INSERT OR UPDATE OR DELETE ON models_abc_latedecision
    FOR EACH ROW EXECUTE FUNCTION application_evidence_locked();

CREATE FUNCTION attestation_by_two_people() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM models_abc_application WHERE id = NEW.application_id FOR UPDATE;
    IF EXISTS (
        SELECT 1 FROM models_abc_attestation other
            LEFT JOIN models_abc_attestationwithdrawal w ON w.attestation_id = other.id
            WHERE other.application_id = NEW.application_id AND other.person_id = NEW.person_id
                AND other.role <> NEW.role AND w.id IS NULL
    ) THEN
        RAISE EXCEPTION 'You attested this application in another role. Two different people must attest it.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM ccgs_post p JOIN models_abc_application a ON a.ccg_id = p.ccg_id
            WHERE p.id = NEW.post_id AND a.id = NEW.application_id AND p.person_id = NEW.person_id
                AND p.role = NEW.role AND p.starts_at <= app_now() AND (p.ends_at IS NULL OR p.ends_at > app_now())
    ) THEN
        RAISE EXCEPTION 'You no longer hold the post for which you attest. Ask who holds it now.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER attestation_by_two_people BEFORE INSERT ON models_abc_attestation
    FOR EACH ROW EXECUTE FUNCTION attestation_by_two_people();

-- To take it back:
DROP TRIGGER attestation_by_two_people ON models_abc_attestation;
DROP FUNCTION attestation_by_two_people();
DROP TRIGGER models_abc_mandateballot_locked ON models_abc_mandateballot;
DROP TRIGGER models_abc_subjecttovote_locked ON models_abc_subjecttovote;
DROP TRIGGER models_abc_applicationconsultation_locked ON models_abc_applicationconsultation;
DROP TRIGGER models_abc_consultationwaiver_locked ON models_abc_consultationwaiver;
DROP TRIGGER models_abc_governingbodyapproval_locked ON models_abc_governingbodyapproval;
DROP TRIGGER models_abc_attestation_locked ON models_abc_attestation;
DROP TRIGGER models_abc_applicationdocument_locked ON models_abc_applicationdocument;
DROP TRIGGER models_abc_latedecision_locked ON models_abc_latedecision;
DROP FUNCTION application_evidence_locked();
DROP TRIGGER application_terms_locked ON models_abc_application;
DROP FUNCTION application_terms_locked();
DROP TRIGGER application_submitted ON models_abc_submission;
DROP FUNCTION application_submitted();
